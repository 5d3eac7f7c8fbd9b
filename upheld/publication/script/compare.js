// Compares authorities that the reader chooses. The choice is in the address (?a=bolsover&a=kent&measure=...&year=...).
// What is shown is taken from each authority's own page, so that figure, picture and words are made in one place only: what its
// page shows, and what it keeps in <template id="compared">. The table to download is made from the JSON twins of those pages.

const byId = (id) => document.getElementById(id);
const form = byId("choose"), input = byId("add"), status = byId("status"), compared = byId("compared");
const body = compared.querySelector("tbody"), heading = byId("compared-heading");
const links = [...document.querySelectorAll("[data-set]")];
const options = [...byId("names").options];
const download = byId("download");
const pages = new Map();

const defaults = {};
for (const link of links) if (link.hasAttribute("aria-current")) defaults[link.dataset.set] = link.dataset.value;

function choice() {
  const query = new URLSearchParams(location.search);
  const known = new Set(options.map((option) => option.dataset.slug));
  const valid = (name) => links.some((link) => link.dataset.set === name && link.dataset.value === query.get(name));
  return {
    a: [...new Set(query.getAll("a"))].filter((slug) => known.has(slug)),
    measure: valid("measure") ? query.get("measure") : defaults.measure,
    year: valid("year") ? query.get("year") : defaults.year,
  };
}

function addressOf(chosen) {
  const query = new URLSearchParams();
  for (const slug of chosen.a) query.append("a", slug);
  for (const name of ["measure", "year"]) if (chosen[name] !== defaults[name]) query.set(name, chosen[name]);
  return `${location.pathname}${query.size ? `?${query}` : ""}`;
}

function go(chosen) {
  history.replaceState(null, "", addressOf(chosen));
  show();
}

function fetched(slug, year) {
  const address = `/authority/${slug}/${year}/`;
  if (!pages.has(address)) {
    pages.set(address, fetch(address).then(async (answer) => {
      if (answer.status === 404) return null;
      if (!answer.ok) throw new Error(answer.statusText);
      return new DOMParser().parseFromString(await answer.text(), "text/html");
    }));
    pages.get(address).catch(() => pages.delete(address));
  }
  return pages.get(address);
}

// The section of a page that tells of a measure.
function sectionOf(page, measure) {
  const named = `[data-measure="${measure}"]`;
  return page.querySelector(named) || page.getElementById("compared")?.content.querySelector(named);
}

function element(name, text, className) {
  const made = document.createElement(name);
  if (text) made.textContent = text;
  if (className) made.className = className;
  return made;
}

// The text of an element, with a space where a line ends.
function spoken(found) {
  return [...found.childNodes].map((node) => node.textContent.trim()).filter(Boolean).join(" ");
}

function picture(section, slug) {
  const drawn = section.querySelector(".interval svg");
  if (!drawn) return element("span");
  const copy = document.importNode(drawn, true);
  const named = [];
  for (const part of copy.querySelectorAll("[id]")) {
    part.id = `${slug}-${part.id}`;
    named.push(part.id);
  }
  if (named.length) copy.setAttribute("aria-labelledby", named.join(" "));
  return copy;
}

function row(slug, page, chosen) {
  const option = options.find((each) => each.dataset.slug === slug), name = option.value;
  const made = element("tr"), head = element("th");
  head.scope = "row";
  const link = element("a", name);
  link.href = `/authority/${slug}/${chosen.year}/`;
  head.append(link);
  if (option.dataset.closed) head.append(element("br"), element("span", option.dataset.closed, "small"));
  const section = page && sectionOf(page, chosen.measure);
  const rate = element("td", "", "rate"), drawing = element("td", "", "drawing"), says = element("td");
  if (section) {
    const kind = page.querySelector("[data-kind]");
    if (kind) head.append(element("br"), element("span", kind.dataset.kind, "small"));
    rate.append(element("span", section.querySelector(".big").textContent, "middling"));
    rate.append(element("br"), element("span", spoken(section.querySelector(".counted")), "small"));
    drawing.append(picture(section, slug));
    says.append(element("span", section.querySelector(".verdict").textContent.trim()));
    const more = [];
    if (section.dataset.range) more.push(`range ${section.dataset.range}`);
    if (section.dataset.average) more.push(`average for its kind ${section.dataset.average}`);
    if (more.length) says.append(element("br"), element("span", more.join(", "), "small"));
  } else {
    link.removeAttribute("href");
    says.append(element("span", `No figure for ${chosen.year}`));
  }
  const last = element("td"), remove = element("button", "Remove", "quiet");
  remove.type = "button";
  remove.append(element("span", ` ${name}`, "hidden"));
  remove.addEventListener("click", () => { go({ ...chosen, a: chosen.a.filter((other) => other !== slug) }); input.focus(); });
  last.append(remove);
  made.append(head, rate, drawing, says, last);
  // Shown as a block on a narrow screen, and a row all the same.
  made.setAttribute("role", "row");
  for (const cell of made.children) cell.setAttribute("role", cell === head ? "rowheader" : "cell");
  return made;
}

let latest = 0;

async function show(message = "") {
  const mine = ++latest, chosen = choice();
  for (const link of links) {
    const { set, value } = link.dataset;
    link.toggleAttribute("aria-current", chosen[set] === value);
    if (chosen[set] === value) link.setAttribute("aria-current", "true");
    link.href = addressOf({ ...chosen, [set]: value });
  }
  const label = links.find((link) => link.dataset.value === chosen.measure).textContent;
  try {
    const found = await Promise.all(chosen.a.map((slug) => fetched(slug, chosen.year)));
    if (mine !== latest) return;
    body.replaceChildren(...chosen.a.map((slug, place) => row(slug, found[place], chosen)));
    heading.textContent = `${label}, ${chosen.year}`;
    compared.hidden = !chosen.a.length;
    const number = chosen.a.length ? `${chosen.a.length} chosen. The address of this page holds your choice; copy it to share.` : "None chosen yet.";
    status.textContent = message || number;
  } catch (error) {
    status.textContent = "The pages could not be fetched. Try again.";
  }
}

// As upheld/tables/table.py writes CSV: RFC 4180 with LF, and an apostrophe before what a spreadsheet would take for a formula.
function cell(given) {
  const text = given === null || given === undefined ? "" : String(given);
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const COLUMNS = [
  "authority", "name", "closed", "year", "measure", "numerator", "denominator", "rate", "low", "high", "group", "average", "verdict",
  "release", "illustrative",
];

async function tableOf(chosen) {
  const rows = await Promise.all(chosen.a.map(async (slug) => {
    const option = options.find((each) => each.dataset.slug === slug), closed = (option.dataset.closed || "").replace("closed ", "");
    const answer = await fetch(`/authority/${slug}/${chosen.year}/index.json`);
    if (!answer.ok && answer.status !== 404) throw new Error(answer.statusText);
    const told = answer.ok ? await answer.json() : {};
    const figure = told.figures?.[chosen.measure] || {}, [low, high] = figure.interval || [];
    return [
      slug, told.authority?.name || option.value, closed, chosen.year, chosen.measure, figure.numerator, figure.denominator,
      figure.rate, low, high, told.authority?.group, figure.average, figure.verdict, told.release?.name,
      "illustrative" in told ? (told.illustrative ? "yes" : "no") : "",
    ];
  }));
  return [COLUMNS, ...rows].map((each) => `${each.map(cell).join(",")}\n`).join("");
}

download.addEventListener("click", async () => {
  const chosen = choice();
  try {
    const address = URL.createObjectURL(new Blob([await tableOf(chosen)], { type: "text/csv;charset=utf-8" }));
    const link = element("a");
    link.href = address;
    link.download = `${chosen.measure}-${chosen.year}.csv`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
    status.textContent = "The table was made in your browser and downloaded.";
  } catch {
    status.textContent = "The figures could not be fetched. Try again.";
  }
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  const typed = input.value.trim().toLowerCase();
  if (!typed) return;
  const found = options.find((option) => option.value.toLowerCase() === typed)
    || options.find((option) => option.value.toLowerCase().startsWith(typed))
    || options.find((option) => option.value.toLowerCase().includes(typed));
  if (!found) { status.textContent = "No such name. Choose one from the list."; return; }
  const chosen = choice();
  input.value = "";
  go({ ...chosen, a: [...chosen.a.filter((slug) => slug !== found.dataset.slug), found.dataset.slug] });
});
for (const link of links) {
  link.addEventListener("click", (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    go({ ...choice(), [link.dataset.set]: link.dataset.value });
  });
}
window.addEventListener("popstate", () => show());
form.hidden = false;
byId("controls").hidden = false;
show();
