/* Find my council: by name, former names too, or by postcode, in the browser. Nothing that is typed leaves it.
 *
 * Expects
 *   <form class="find" role="search" action="(a page that lists all councils)" data-names="/names.json" data-postcodes="/postcodes.json">
 *     <input name="q" ...>
 *   <div id="found" role="status"></div>
 * and two files of the same site, loaded when they are first needed: names.json (upheld/publication/finding.py) and
 * postcodes.json, which is one file for the whole country, because a request for a part of it would tell which part.
 * The answer is put together from text alone. The council found is told to the map: "upheld:found" on document, with its slug.
 * Without this script the form goes to the page of its action.
 */

const POSTCODE = /^(GIR|[A-Z]{1,2}\d[A-Z\d]?)(\d[A-Z]{2})$/;
const FIRST_HALF = /^[A-Z]{1,2}\d[A-Z\d]?$/;
const HALF_TYPED = /^([A-Z]{1,2}\d[A-Z\d]?)\s+\d[A-Z]?$/;
const MOST = 12;

/* As upheld/register/resolve.py folds: without case, accents, apostrophes and punctuation, "&" as "and", no leading "the". */
export function fold(text) {
  const plain = text.replaceAll("&", " and ").normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/['’‘`´.]/g, "");
  return plain.replace(/[^\p{L}\p{N}]+/gu, " ").trim().replace(/^the (?=.)/, "");
}

/* The slug of the council in whose run a postcode lies; undefined where its first half is unknown, null where it is abroad. */
export function councilAt(index, first, second) {
  let found;
  for (const run of (index.runs[first] || "").split(" ")) {
    if (!run || run.slice(0, 3) > second) break;
    found = run.slice(3);
  }
  if (found === undefined) return undefined;
  return found === "-" ? null : index.authorities[Number(found)];
}

/* Whether the index tells of this very postcode: of the one at which a run begins, or of any where all lie in one council.
 * Of every other it tells what is true of one near by. */
export function isSure(index, first, second) {
  const runs = (index.runs[first] || "").split(" ");
  return runs.length === 1 || runs.some((run) => run.slice(0, 3) === second);
}

/* Councils by how well their names fit: the whole name, then its beginning, then the beginning of a word of it, then any part. */
export function named(authorities, typed) {
  const wanted = fold(typed);
  if (!wanted) return [];
  const ranked = [];
  for (const each of authorities) {
    let best = 9;
    for (const [place, name] of [each.name, each.short, ...each.also].entries()) {
      const folded = fold(name);
      const former = place > 1 ? 0.5 : 0;
      if (folded === wanted) best = Math.min(best, former);
      else if (folded.startsWith(wanted)) best = Math.min(best, 1 + former);
      else if (` ${folded}`.includes(` ${wanted}`)) best = Math.min(best, 2 + former);
      else if (wanted.length > 3 && folded.includes(wanted)) best = Math.min(best, 3 + former);
    }
    if (best < 9) ranked.push([best, each]);
  }
  ranked.sort(([one, a], [other, b]) => one - other || Boolean(a.closed) - Boolean(b.closed) || (a.short < b.short ? -1 : 1));
  const exact = ranked.filter(([rank]) => rank < 1);
  return (exact.length ? exact : ranked).map(([, each]) => each);
}

function element(name, text, attributes = {}) {
  const made = document.createElement(name);
  if (text) made.textContent = text;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

function begin(form) {
  const answer = document.getElementById("found");
  // Whom the answer is owed to stands under it and is not read out with it.
  const owed = element("p", "", { class: "small find-note" });
  answer.after(owed);
  const files = {};

  function load(name) {
    files[name] ??= fetch(form.dataset[name]).then((got) => {
      if (!got.ok) throw new Error(got.statusText);
      return got.json();
    });
    files[name].catch(() => delete files[name]);
    return files[name];
  }

  function say(sentence, ...more) {
    owed.textContent = "";
    answer.replaceChildren(element("p", sentence), ...more);
  }

  function list(names, slugs, both) {
    const items = slugs.map((slug) => {
      const council = names.bySlug.get(slug);
      const item = element("li");
      if (!council) {
        item.textContent = slug;
        return item;
      }
      item.append(element("a", council.name, { href: council.href }));
      if (both && council.does) item.append(` answers for ${council.does}.`);
      else if (council.closed) item.append(` (until ${council.closed})`);
      return item;
    });
    const made = element("ul");
    made.append(...items);
    return made;
  }

  async function names() {
    const file = await load("names");
    file.bySlug ??= new Map(file.authorities.map((each) => [each.slug, each]));
    return file;
  }

  function tier(known, slug) {
    /* A council and the one above it, if there is one. */
    const council = known.bySlug.get(slug);
    return council?.county ? [slug, council.county] : [slug];
  }

  function show(known, sentence, slug, note) {
    const slugs = tier(known, slug);
    const council = known.bySlug.get(slug);
    const more = [list(known, slugs, true)];
    if (council?.after.length) {
      more.push(element("p", "It has closed. Its area went to:"), list(known, council.after, false));
    }
    if (council?.before.length) {
      more.push(element("p", "Before it there were:"), list(known, council.before, false));
    }
    if (note) more.push(element("p", note, { class: "find-note" }));
    say(sentence(slugs.length), ...more);
    document.dispatchEvent(new CustomEvent("upheld:found", { detail: slug }));
  }

  async function byPostcode(first, second) {
    const [known, index] = await Promise.all([names(), load("postcodes")]);
    const slug = councilAt(index, first, second);
    const shown = `${first} ${second}`;
    if (slug === undefined) say(`No council here is known for the postcode ${shown}. Check it, or type the council’s name.`);
    else if (slug === null) say(`${shown} is not in the area of any council here.`);
    else {
      const sure = isSure(index, first, second);
      const note = index.approximate || !sure ? "Worked out from postcodes nearby: close to a border, check with the council." : "";
      const says = (many) => `${many > 1 ? "two councils serve" : "one council serves"} ${shown}:`;
      show(known, (many) => (sure ? says(many).replace(/^./, (sign) => sign.toUpperCase()) : `Probably ${says(many)}`), slug, note);
      owed.textContent = index.attribution.join(" ");
    }
  }

  async function byFirstHalf(first) {
    const [known, index] = await Promise.all([names(), load("postcodes")]);
    const places = (index.runs[first] || "").split(" ").map((run) => run.slice(3)).filter((place) => place && place !== "-");
    const slugs = [...new Set(places)].map((place) => index.authorities[Number(place)]);
    if (!slugs.length) return false;
    say(`${first} lies in more than one place. Type the whole postcode, or choose:`, list(known, slugs, false));
    return true;
  }

  async function byName(typed) {
    const known = await names();
    const found = named(known.authorities, typed);
    if (!found.length) {
      say(`No council here is called “${typed}”. Try part of its name, or a postcode such as ${form.dataset.example || "S44 6NJ"}.`);
    } else if (found.length === 1) {
      show(known, (many) => (many > 1 ? "Two councils serve this area:" : "We found:"), found[0].slug, "");
    } else {
      const shown = found.slice(0, MOST);
      const more = found.length > MOST ? ` The first ${MOST}:` : "";
      say(`${found.length} councils have a name like that.${more}`, list(known, shown.map((each) => each.slug), false));
    }
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const typed = new FormData(form).get("q").trim();
    if (!typed) {
      say("Type the name of a council, or a postcode.");
      return;
    }
    // Of a postcode whose second half is only begun, the first half is what is known for sure.
    const close = typed.toUpperCase().replace(HALF_TYPED, "$1").replace(/\s+/g, "");
    const halves = POSTCODE.exec(close);
    say("Looking…");
    try {
      if (halves) await byPostcode(halves[1], halves[2]);
      else if (!(FIRST_HALF.test(close) && (await byFirstHalf(close)))) await byName(typed);
    } catch {
      say("The list of councils could not be loaded.", element("a", "See all councils", { href: form.action }));
    }
  });
}

const form = typeof document === "undefined" ? null : document.querySelector("form.find[data-names]");
if (form) begin(form);
