// Compares authorities that the reader chooses. The choice is in the address (?a=bolsover&a=kent&measure=...&year=...).
// What is shown is taken from each authority's own page, so that figure, picture and words are made in one place only.

const byId = (id) => document.getElementById(id);
const form = byId("choose"), input = byId("add"), status = byId("status"), compared = byId("compared");
const body = compared.querySelector("tbody"), heading = byId("compared-heading");
const links = [...document.querySelectorAll("[data-set]")];
const options = [...byId("names").options];
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
  const name = options.find((option) => option.dataset.slug === slug).value;
  const made = element("tr"), head = element("th");
  head.scope = "row";
  const link = element("a", name);
  link.href = `/authority/${slug}/${chosen.year}/`;
  head.append(link);
  const section = page && page.querySelector(`[data-measure="${chosen.measure}"]`);
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
    if (section.dataset.average) more.push(`average ${section.dataset.average}`);
    if (more.length) says.append(element("br"), element("span", more.join(", "), "small"));
  } else {
    link.removeAttribute("href");
    says.append(element("span", `No figure for ${chosen.year}`));
  }
  const last = element("td"), remove = element("button", "Take away", "quiet");
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
