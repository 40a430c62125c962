export {};

// Moves, narrows and lights up a graph that the server drew.

const box = document.querySelector<HTMLElement>("#graph")!;
const svg = box.querySelector<SVGSVGElement>("svg")!;
const edges = [...svg.querySelectorAll<SVGGElement>("g.edge")];
const nodes = [...svg.querySelectorAll<SVGGElement>("g.node")];

const whole = { x: 0, y: 0, w: svg.viewBox.baseVal.width, h: svg.viewBox.baseVal.height };
let view = { ...whole };

function apply(): void {
  svg.setAttribute("viewBox", `${view.x} ${view.y} ${view.w} ${view.h}`);
}

// The graph fills its frame; the frame is as high as the graph at that width.
svg.setAttribute("width", "100%");
svg.removeAttribute("height");
svg.style.maxHeight = "72vh";
svg.style.minHeight = "14rem";
svg.style.touchAction = "pan-y";
svg.style.cursor = "grab";
box.style.overflow = "hidden";

function zoom(by: number, cx = view.x + view.w / 2, cy = view.y + view.h / 2): void {
  const w = Math.min(Math.max(view.w * by, whole.w / 12), whole.w * 1.5);
  const f = w / view.w;
  view = { x: cx - (cx - view.x) * f, y: cy - (cy - view.y) * f, w, h: view.h * f };
  apply();
}

function point(e: { clientX: number; clientY: number }): DOMPoint {
  return new DOMPoint(e.clientX, e.clientY).matrixTransform(svg.getScreenCTM()!.inverse());
}

svg.addEventListener("wheel", (e) => {
  if (!e.ctrlKey && !e.metaKey && !e.shiftKey) return; // a plain wheel scrolls the page
  e.preventDefault();
  const p = point(e);
  zoom(e.deltaY > 0 ? 1.15 : 1 / 1.15, p.x, p.y);
}, { passive: false });

let from: { p: DOMPoint; moved: boolean } | undefined;
svg.addEventListener("pointerdown", (e) => { if (e.button === 0) from = { p: point(e), moved: false }; });
svg.addEventListener("pointermove", (e) => {
  if (!from) return;
  const p = point(e), dx = p.x - from.p.x, dy = p.y - from.p.y;
  if (!from.moved && Math.hypot(dx, dy) * (svg.clientWidth / view.w) < 5) return;
  from.moved = true;
  svg.setPointerCapture(e.pointerId);
  view = { ...view, x: view.x - dx, y: view.y - dy };
  apply();
});
const drop = (e: PointerEvent) => {
  if (from?.moved) {
    svg.releasePointerCapture(e.pointerId);
    // A drag is no click on what lies under it.
    svg.addEventListener("click", (c) => { c.preventDefault(); c.stopPropagation(); }, { capture: true, once: true });
    setTimeout(() => { from = undefined; });
  }
  from = undefined;
};
svg.addEventListener("pointerup", drop);
svg.addEventListener("pointercancel", drop);
svg.addEventListener("dragstart", (e) => e.preventDefault());

box.addEventListener("keydown", (e) => {
  if (e.target !== box) return;
  const step = view.w / 10;
  switch (e.key) {
    case "+": case "=": zoom(1 / 1.2); break;
    case "-": zoom(1.2); break;
    case "0": view = { ...whole }; apply(); break;
    case "ArrowLeft": view.x -= step; apply(); break;
    case "ArrowRight": view.x += step; apply(); break;
    case "ArrowUp": view.y -= step; apply(); break;
    case "ArrowDown": view.y += step; apply(); break;
    default: return;
  }
  e.preventDefault();
});

// Tools
const tools = document.createElement("div");
tools.className = "tools";
tools.setAttribute("role", "group");
tools.setAttribute("aria-label", "Graph");
function button(text: string, label: string, do_: () => void): void {
  const b = document.createElement("button");
  b.type = "button";
  b.textContent = text;
  b.setAttribute("aria-label", label);
  b.addEventListener("click", do_);
  tools.append(b);
}
button("+", "Larger", () => zoom(1 / 1.25));
button("−", "Smaller", () => zoom(1.25));
button("Whole", "Whole graph", () => { view = { ...whole }; apply(); });

function range(label: string, min: number, max: number, value: number, say: (n: number) => string, change: (n: number) => void): void {
  const l = document.createElement("label"), i = document.createElement("input"), o = document.createElement("output");
  i.type = "range";
  [i.min, i.max, i.value] = [String(min), String(max), String(value)];
  o.textContent = say(value);
  i.addEventListener("input", () => { o.textContent = say(+i.value); change(+i.value); });
  l.append(`${label} `, i, " ", o);
  tools.append(l);
}

let least = 0, until = Infinity;
const days = [...new Set(edges.map((e) => e.dataset.day ?? "").filter(Boolean))].sort();
function filter(): void {
  const alive = new Set<string>();
  for (const e of edges) {
    const d = e.dataset;
    const i = d.day ? days.indexOf(d.day) : -1;
    const off = Number(d.sure) < least || i > until;
    e.classList.toggle("off", off);
    if (!off) { alive.add(d.from!); alive.add(d.to!); }
  }
  for (const n of nodes) n.classList.toggle("off", !alive.has(n.dataset.node!));
}
const words = ["any", "possible", "probable", "certain"];
range("At least", 0, 3, 0, (n) => words[n] ?? "", (n) => { least = n; filter(); });
if (days.length > 1) range("Published until", 0, days.length - 1, days.length - 1, (n) => days[n] ?? "", (n) => { until = n; filter(); });
box.before(tools);

// What belongs together lights up together.
function light(on: Set<Element>): void {
  for (const g of [...edges, ...nodes]) g.classList.toggle("lit", on.has(g));
  for (const e of edges) {
    const row = document.getElementById(`e-${e.querySelector("a")?.getAttribute("href")?.slice(3)}`);
    row?.classList.toggle("lit", on.has(e) && on.size <= 3);
  }
}
function around(g: SVGGElement): Set<Element> {
  const on = new Set<Element>([g]);
  for (const e of edges) {
    if (e === g) for (const n of nodes) if (n.dataset.node === e.dataset.from || n.dataset.node === e.dataset.to) on.add(n);
    if (e.dataset.from === g.dataset.node || e.dataset.to === g.dataset.node) on.add(e);
  }
  return on;
}
for (const type of ["pointerover", "focusin"]) svg.addEventListener(type, (e) => {
  const g = (e.target as Element).closest<SVGGElement>("g.edge, g.node");
  if (g && !from) light(around(g));
});
for (const type of ["pointerleave", "focusout"]) svg.addEventListener(type, () => light(new Set()));
