/* Searches the published decisions with Pagefind, whose index stands beside the site.
 *
 * Expects, made by upheld/publication/pages/decisions.py:
 *   <form id="search" data-common="the council ..." hidden>   words that are in so many decisions that they tell nothing apart
 *     <input id="words" name="q">, <select name="year">, ...  data-facet: what Pagefind calls it
 *     <p id="number" role="status">, <p id="dropped">, <ol id="results">, <button id="more">
 * Words, choices and how many pages of results are shown stand in the address, so a search can be shared and Back goes back.
 * The newest search wins. Pagefind's worker does one thing after the other and cannot be stopped, so a search that is still
 * under way is left to itself, and the next one gets a worker of its own.
 */

const byId = (id) => document.getElementById(id);
const form = byId("search"), input = byId("words"), number = byId("number"), dropped = byId("dropped");
const results = byId("results"), more = byId("more");
const selects = [...form.querySelectorAll("select")];
const common = new Set(form.dataset.common.split(" "));
const AT_ONCE = 10;
const FAILED = "The search could not be loaded. Try again, or go by year below.";
let engine = null, engines = 0, busy = false, latest = 0;
let found = [], pages = 1;

/* Pagefind, and a new one where the one there is has work to do. */
async function pagefind() {
  if (busy && engine) {
    const old = engine;
    old.then((each) => each.destroy()).catch(() => {});
    engine = null;
  }
  engine ??= import(`/pagefind/pagefind.js${engines++ ? `?${engines}` : ""}`).then(async (each) => {
    await each.init();
    return each;
  });
  engine.catch(() => { engine = null; });
  return engine;
}

/* A word as the list of common ones has it: without case and without the ending of the plural. Of one or two letters it is
 * common too where a common word begins so, for Pagefind finds what words begin with. */
function isCommon(word) {
  const plain = word.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "").replace(/s$/, "");
  if (!plain) return false;
  return common.has(plain) || (plain.length < 3 && [...common].some((each) => each.startsWith(plain)));
}

function element(name, text, className) {
  const made = document.createElement(name);
  if (text) made.textContent = text;
  if (className) made.className = className;
  return made;
}

// An excerpt marks the words found; only the marks are taken from it, everything else is text.
function excerpt(html) {
  const made = element("p", "", "small");
  const parsed = new DOMParser().parseFromString(html, "text/html").body;
  for (const node of parsed.childNodes) {
    made.append(node.nodeName === "MARK" ? element("mark", node.textContent) : document.createTextNode(node.textContent));
  }
  return made;
}

function inAddress() {
  const query = new URLSearchParams();
  if (input.value.trim()) query.set("q", input.value.trim());
  for (const select of selects) if (select.value) query.set(select.name, select.value);
  if (pages > 1) query.set("page", String(pages));
  return `${location.pathname}${query.size ? `?${query}` : ""}`;
}

function fromAddress() {
  const query = new URLSearchParams(location.search);
  input.value = query.get("q") || "";
  for (const select of selects) {
    select.value = query.get(select.name) || "";
    if (select.selectedIndex < 0) select.value = "";
  }
  pages = Math.max(1, Math.min(100, Number.parseInt(query.get("page"), 10) || 1));
}

async function show(mine) {
  const begin = results.children.length;
  const next = await Promise.all(found.slice(begin, pages * AT_ONCE).map((each) => each.data()));
  if (mine !== latest) return;
  for (const each of next) {
    const item = element("li"), link = element("a", each.meta.title);
    link.href = each.url;
    const about = selects.flatMap((select) => each.filters[select.dataset.facet] || []);
    item.append(link, element("br"), element("span", about.join(", "), "small"), excerpt(each.excerpt));
    results.append(item);
  }
  more.hidden = results.children.length >= found.length;
}

function clear(said) {
  number.textContent = said;
  results.replaceChildren();
  more.hidden = true;
}

async function search() {
  const mine = ++latest;
  const typed = input.value.trim().split(/\s+/).filter(Boolean);
  const words = typed.filter((word) => !isCommon(word)).join(" ");
  const without = typed.filter(isCommon).map((word) => `“${word}”`);
  const filters = {};
  for (const select of selects) if (select.value) filters[select.dataset.facet] = select.value;
  dropped.textContent = without.length ? `Left out, because a great part of the decisions have it: ${without.join(", ")}.` : "";
  if (!words && !Object.keys(filters).length) {
    clear(typed.length ? "Add a word that fewer decisions have, or choose a year or an authority." : "");
    return;
  }
  clear("Searching…");
  try {
    const using = await pagefind();
    if (mine !== latest) return;
    busy = true;
    const answer = await using.search(words || null, { filters, sort: words ? undefined : { date: "desc" } });
    if (mine !== latest) return;
    found = answer.results;
    await show(mine);
    if (mine !== latest) return;
    busy = false;
    number.textContent = found.length === 1 ? "1 decision found" : `${found.length.toLocaleString("en-GB")} decisions found`;
  } catch {
    if (mine !== latest) return;
    busy = false;
    clear(FAILED);
  }
}

function begin() {
  pages = 1;
  const now = inAddress();
  if (now !== `${location.pathname}${location.search}`) history.pushState(null, "", now);
  search();
}

form.addEventListener("submit", (event) => { event.preventDefault(); begin(); });
for (const select of selects) select.addEventListener("change", begin);
more.addEventListener("click", async () => {
  pages += 1;
  history.replaceState(null, "", inAddress());
  const first = results.children.length;
  try {
    await show(latest);
    results.children[first]?.querySelector("a").focus();
  } catch {
    number.textContent = FAILED;
  }
});
addEventListener("popstate", () => { fromAddress(); search(); });
fromAddress();
form.hidden = false;
if (location.search) search();
else pagefind().catch(() => {}); // Made ready. What fails is said to whoever searches, and moves nothing before.
