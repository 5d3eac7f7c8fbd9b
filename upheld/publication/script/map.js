/* The map, for those who can use more than links: arrow keys, zoom, and a panel that tells of the council pointed at.
 *
 * Expects, all of it made by upheld/pictures (map.py, map_html.py), and works on as many maps as a page has:
 *   <div class="map-whole" data-map data-panels="/2019-20/panels.json">
 *     <svg class="map" viewBox="...">
 *       <a href aria-label data-slug data-to="up right down left" tabindex>...   data-to: places among the links, or -
 *       <path class="m-halo"><path class="m-ring">                               the chosen area, drawn once more on top
 *     <div class="map-zoom" hidden><button data-zoom="in|out|all">...
 *     <p role="status" aria-live="polite" data-map-said>
 * and, anywhere on the page,
 *   svg.map (insets): links of the same councils; they are chosen together
 *   <... data-map-panel>: what it holds is replaced by the chosen council's HTML from the file data-panels, an object of
 *     HTML by slug made by the same templates as the page. The file is fetched when a council is first pointed at.
 * Hears "upheld:found" on document (detail: a slug), which find.js sends.
 *
 * Without this script areas are links, the controls stay hidden, and the table beside the map says all the map says.
 */

const LARGEST = 16;
const STEP = 1.5;
const SIDES = { ArrowUp: 0, ArrowRight: 1, ArrowDown: 2, ArrowLeft: 3 };

class Picture {
  constructor(svg) {
    this.svg = svg;
    this.links = [...svg.querySelectorAll("a[data-slug]")];
    this.bySlug = new Map(this.links.map((link) => [link.dataset.slug, link]));
    // The one the page was made with: the tab stop, where it is also drawn on top.
    const stop = this.links.find((link) => link.getAttribute("tabindex") === "0");
    this.overlay = [svg.querySelector(".m-halo"), svg.querySelector(".m-ring")];
    this.chosen = stop && this.overlay[1].getAttribute("d") ? stop.dataset.slug : "";
  }

  choose(slug) {
    const link = this.bySlug.get(slug);
    const path = link ? link.querySelector("path").getAttribute("d") : "";
    for (const drawn of this.overlay) drawn.setAttribute("d", path);
    return link;
  }

  stopAt(link) {
    for (const each of this.links) each.setAttribute("tabindex", each === link ? "0" : "-1");
  }

  onKey(event) {
    const link = event.target.closest("a[data-slug]");
    if (!link || event.ctrlKey || event.metaKey || event.altKey) return false;
    let next;
    if (event.key in SIDES) next = this.links[Number(link.dataset.to.split(" ")[SIDES[event.key]])];
    else if (event.key === "Home") next = this.links[0];
    else if (event.key === "End") next = this.links.at(-1);
    else return false;
    event.preventDefault();
    if (next) next.focus({ preventScroll: true });
    return true;
  }
}

class View {
  /* What of a drawing is shown: its whole box, or a part as large as box / scale around a middle. */
  constructor(svg, changed) {
    this.svg = svg;
    this.changed = changed;
    const { x, y, width, height } = svg.viewBox.baseVal;
    this.whole = { x, y, width, height };
    this.scale = 1;
    this.middle = { x: x + width / 2, y: y + height / 2 };
    this.patterns = [...svg.querySelectorAll("pattern")].map((each) => [each, each.getAttribute("patternTransform") || ""]);
  }

  to(scale, fixed = this.middle) {
    // The place `fixed` stays where it is on the screen.
    const wanted = Math.min(LARGEST, Math.max(1, scale));
    const ratio = this.scale / wanted;
    this.middle = { x: fixed.x + (this.middle.x - fixed.x) * ratio, y: fixed.y + (this.middle.y - fixed.y) * ratio };
    this.scale = wanted;
    this.apply();
  }

  by(dx, dy) {
    this.middle = { x: this.middle.x + dx, y: this.middle.y + dy };
    this.apply();
  }

  apply() {
    const { x, y, width, height } = this.whole;
    const [w, h] = [width / this.scale, height / this.scale];
    const within = (at, from, extent, part) => Math.min(from + extent - part / 2, Math.max(from + part / 2, at));
    this.middle = { x: within(this.middle.x, x, width, w), y: within(this.middle.y, y, height, h) };
    this.svg.setAttribute("viewBox", [this.middle.x - w / 2, this.middle.y - h / 2, w, h].map((n) => n.toFixed(2)).join(" "));
    for (const [pattern, transform] of this.patterns) {
      pattern.setAttribute("patternTransform", `${transform} scale(${(1 / this.scale).toFixed(4)})`);
    }
    this.svg.style.touchAction = this.scale > 1 ? "none" : "";
    this.changed(this.scale);
  }

  centre(link) {
    const { x, y, width, height } = link.getBBox();
    return { x: x + width / 2, y: y + height / 2 };
  }

  show(link) {
    if (this.scale === 1) return;
    const at = this.centre(link);
    const [w, h] = [this.whole.width / this.scale, this.whole.height / this.scale];
    if (Math.abs(at.x - this.middle.x) > w * 0.4 || Math.abs(at.y - this.middle.y) > h * 0.4) {
      this.middle = at;
      this.apply();
    }
  }

  place(event) {
    const matrix = this.svg.getScreenCTM();
    return matrix ? new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix.inverse()) : this.middle;
  }
}

function begin(whole) {
  const main = whole.querySelector("svg.map");
  const pictures = [main, ...document.querySelectorAll(".map-insets svg.map")].map((svg) => new Picture(svg));
  const said = whole.querySelector("[data-map-said]");
  const panel = document.querySelector("[data-map-panel]");
  const buttons = whole.querySelector(".map-zoom");
  let panels = null;
  let chosen = pictures[0].chosen;

  async function tell(slug) {
    if (!panel || !whole.dataset.panels) return;
    panels ??= fetch(whole.dataset.panels).then((answer) => (answer.ok ? answer.json() : {}));
    try {
      const html = (await panels)[slug];
      if (html && slug === chosen) panel.innerHTML = html;
    } catch {
      panels = null; // The network failed: the next council asks again, and every area is still a link.
    }
  }

  function choose(slug, aloud) {
    const links = pictures.map((picture) => picture.choose(slug));
    if (aloud) said.textContent = (links.find(Boolean) || main).getAttribute("aria-label");
    if (slug !== chosen) {
      chosen = slug;
      tell(slug);
    }
    return links[0];
  }

  const view = new View(main, (scale) => {
    whole.classList.toggle("can-move", scale > 1);
    for (const button of buttons.querySelectorAll("button")) {
      const end = button.dataset.zoom === "in" ? scale >= LARGEST : scale <= 1;
      button.setAttribute("aria-disabled", String(end));
    }
  });
  // The chosen council stays where it is while the map grows around it.
  const fixed = () => {
    const link = pictures[0].bySlug.get(chosen);
    return link && view.scale < LARGEST ? view.centre(link) : undefined;
  };
  const sizes = {
    in: () => view.to(view.scale * STEP, fixed()),
    out: () => view.to(view.scale / STEP, fixed()),
    all: () => view.to(1),
  };
  const sizeKeys = { "+": "in", "=": "in", "-": "out", "0": "all" };

  function resize(name) {
    sizes[name]();
    said.textContent = view.scale === 1 ? "The whole map." : `${Math.round(view.scale * 100)} percent of the whole map’s size.`;
  }

  for (const picture of pictures) {
    // Not on the drawing itself: Chromium makes an SVG that hears of focus a tab stop.
    picture.svg.parentElement.addEventListener("focusin", (event) => {
      const link = event.target.closest("a[data-slug]");
      if (!link) return;
      picture.stopAt(link);
      choose(link.dataset.slug, true);
      if (picture.svg === main) view.show(link);
    });
    picture.svg.addEventListener("pointerover", (event) => {
      const link = event.target.closest("a[data-slug]");
      if (link && event.pointerType === "mouse") choose(link.dataset.slug, false);
    });
    picture.svg.addEventListener("keydown", (event) => {
      if (picture.onKey(event) || event.ctrlKey || event.metaKey || event.altKey) return;
      if (picture.svg === main && event.key in sizeKeys) {
        event.preventDefault();
        resize(sizeKeys[event.key]);
      }
    });
  }

  // A finger covers what it points at: the first tap chooses, a second on the same council opens it.
  let touched = false;
  let before = "";
  let moved = false;
  for (const { svg } of pictures) {
    svg.addEventListener("pointerdown", (event) => {
      touched = event.pointerType !== "mouse";
      before = chosen;
      if (svg !== main) moved = false;
    });
    svg.addEventListener("click", (event) => {
      const link = event.target.closest("a[data-slug]");
      if (moved) event.preventDefault();
      else if (link && touched && before !== link.dataset.slug) {
        event.preventDefault();
        choose(link.dataset.slug, true);
      }
      moved = false;
      touched = false;
    });
    svg.addEventListener("dragstart", (event) => event.preventDefault());
  }

  // One pointer moves what is enlarged, two change its size: what lies between two fingers stays between them.
  const pointers = new Map();
  const between = () => {
    const [one, other] = [...pointers.values()];
    return {
      clientX: (one.clientX + other.clientX) / 2,
      clientY: (one.clientY + other.clientY) / 2,
      spread: Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY),
    };
  };
  const drag = (last, now) => {
    const [from, to] = [view.place(last), view.place(now)];
    view.by(from.x - to.x, from.y - to.y);
  };
  main.addEventListener("pointerdown", (event) => {
    if (pointers.size === 0) moved = false;
    pointers.set(event.pointerId, event);
  });
  addEventListener("pointermove", (event) => {
    const last = pointers.get(event.pointerId);
    if (!last || pointers.size > 2) return;
    if (pointers.size === 2) {
      const was = between();
      pointers.set(event.pointerId, event);
      const now = between();
      moved = true;
      if (was.spread > 0) view.to((view.scale * now.spread) / was.spread, view.place(was));
      drag(was, now);
      return;
    }
    const far = Math.hypot(event.clientX - last.clientX, event.clientY - last.clientY);
    if (view.scale === 1 || (!moved && far < 5)) return;
    moved = true;
    pointers.set(event.pointerId, event);
    drag(last, event);
  });
  // One finger scrolls the page as ever; two are the map's, or the browser would scroll and take the fingers from us.
  for (const start of ["touchstart", "touchmove"]) {
    main.addEventListener(start, (event) => { if (event.touches.length > 1 && event.cancelable) event.preventDefault(); }, { passive: false });
  }
  for (const end of ["pointerup", "pointercancel"]) {
    addEventListener(end, (event) => pointers.delete(event.pointerId));
  }
  main.addEventListener(
    "wheel",
    (event) => {
      if (!event.ctrlKey && !main.contains(document.activeElement)) return;
      event.preventDefault();
      view.to(view.scale * Math.exp(-event.deltaY / 300), view.place(event));
    },
    { passive: false },
  );

  for (const button of buttons.querySelectorAll("button")) {
    button.addEventListener("click", () => resize(button.dataset.zoom));
  }
  document.addEventListener("upheld:found", (event) => {
    const link = choose(event.detail, false);
    if (!link) return;
    pictures[0].stopAt(link);
    view.show(link);
  });
  view.apply();
  buttons.hidden = false;
}

for (const whole of document.querySelectorAll("[data-map]")) begin(whole);
