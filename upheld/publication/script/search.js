// Searches the published decisions with Pagefind, whose index stands beside the site. Where there is none, nothing is shown.

const form = document.getElementById("search"), input = document.getElementById("words");
const number = document.getElementById("number"), results = document.getElementById("results");
const more = document.getElementById("more"), filters = document.getElementById("filters");
const AT_ONCE = 10;
let engine, found = [], shown = 0, latest = 0;

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

async function showMore() {
  const mine = latest;
  const next = await Promise.all(found.slice(shown, shown + AT_ONCE).map((each) => each.data()));
  if (mine !== latest) return;
  for (const each of next) {
    const item = element("li"), link = element("a", each.meta.title);
    link.href = each.url;
    const about = ["Authority", "Category", "Outcome", "Year"].flatMap((name) => each.filters[name] || []);
    item.append(link, element("br"), element("span", about.join(", "), "small"), excerpt(each.excerpt));
    results.append(item);
  }
  shown += next.length;
  more.hidden = shown >= found.length;
}

async function search() {
  const mine = ++latest;
  const chosen = {};
  for (const select of filters.querySelectorAll("select")) if (select.value) chosen[select.name] = select.value;
  const words = input.value.trim();
  if (!words && !Object.keys(chosen).length) { results.replaceChildren(); number.textContent = ""; more.hidden = true; return; }
  const answer = await engine.search(words || null, { filters: chosen, sort: words ? undefined : { date: "desc" } });
  if (mine !== latest) return;
  found = answer.results;
  shown = 0;
  results.replaceChildren();
  number.textContent = found.length === 1 ? "1 decision found" : `${found.length.toLocaleString("en-GB")} decisions found`;
  await showMore();
}

// The page has a place for each filter already, so that nothing moves when they are filled.
function choices(named) {
  for (const select of filters.querySelectorAll("select")) {
    const name = select.name;
    if (!named[name]) { select.parentElement.remove(); continue; }
    const values = Object.keys(named[name]).sort((a, b) => (name === "Year" ? b.localeCompare(a) : a.localeCompare(b)));
    for (const value of values) {
      const option = element("option", value);
      option.value = value;
      select.append(option);
    }
    select.addEventListener("change", search);
  }
}

try {
  engine = await import("/pagefind/pagefind.js");
  await engine.init();
  choices(await engine.filters());
  form.addEventListener("submit", (event) => { event.preventDefault(); search(); });
  more.addEventListener("click", showMore);
  const query = new URLSearchParams(location.search).get("q");
  form.hidden = false;
  if (query) { input.value = query; search(); }
} catch (error) {
  form.remove();
}
