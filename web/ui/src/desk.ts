// What the desk adds to its pages where scripts run: keys, cards on claims,
// live news. Nothing here is needed to read or decide.

const root = document.documentElement;
const at = root.dataset.at ?? "";

function el<K extends keyof HTMLElementTagNameMap>(tag: K, text?: string, cls?: string): HTMLElementTagNameMap[K] {
  const e = document.createElement(tag);
  if (text !== undefined) e.textContent = text;
  if (cls) e.className = cls;
  return e;
}

// Rows and claims, one after another.
function stops(): HTMLElement[] {
  const rows = [...document.querySelectorAll<HTMLElement>("main [data-row], main article a.claim[id]")];
  return rows.filter((r) => r.offsetParent !== null);
}

let current = -1;
function go(by: number): void {
  const all = stops();
  if (all.length === 0) return;
  const here = all.findIndex((r) => r.contains(document.activeElement));
  if (here >= 0) current = here;
  all[current]?.classList.remove("at");
  current = Math.min(Math.max(current + by, 0), all.length - 1);
  const row = all[current]!;
  row.classList.add("at");
  const link = row.matches("a") ? row : row.querySelector<HTMLElement>("a[href]");
  (link ?? row).focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
}

// Keys
const keys: [string, string][] = [
  ["j  k", "next, previous row or claim"],
  ["Enter", "open it"],
  ["/", "search"],
  ["u", "take the last decision back"],
  ["i", "to the inbox"],
  ["Esc", "close a card"],
  ["?", "these keys"],
];

function help(): void {
  let d = document.querySelector<HTMLDialogElement>("dialog#keys");
  if (!d) {
    d = el("dialog");
    d.id = "keys";
    const h = el("h2", "Keys");
    h.id = "keys-title";
    d.setAttribute("aria-labelledby", h.id);
    const list = el("dl", undefined, "keys");
    for (const [k, what] of keys) {
      const dt = el("dt");
      for (const one of k.split("  ")) dt.append(el("kbd", one), " ");
      list.append(dt, el("dd", what));
    }
    const close = el("button", "Close");
    close.addEventListener("click", () => d!.close());
    d.append(h, list, close);
    document.body.append(d);
  }
  d.showModal();
}

document.addEventListener("keydown", (e) => {
  if (e.ctrlKey || e.metaKey || e.altKey || e.defaultPrevented) return;
  const t = e.target as HTMLElement;
  if (t.closest("dialog") || document.querySelector("dialog[open]") || t.closest("input, select, textarea") && e.key !== "Escape") return;
  switch (e.key) {
    case "j": go(1); break;
    case "k": go(-1); break;
    case "/": document.querySelector<HTMLInputElement>("#top-q")?.focus(); break;
    case "?": help(); break;
    case "i": location.assign(at + "/"); break;
    case "u": document.querySelector<HTMLFormElement>("form#undo button")?.click(); break;
    case "Escape": hide(); (t as HTMLElement).blur?.(); break;
    default: return;
  }
  e.preventDefault();
});

// Cards on claims
let card: HTMLDivElement | undefined;
let shown: HTMLElement | undefined;
let timer = 0;

function hide(): void {
  clearTimeout(timer);
  card?.remove();
  card = shown = undefined;
}

function show(a: HTMLElement): void {
  if (shown === a) return;
  hide();
  shown = a;
  const d = a.dataset;
  card = el("div", undefined, "card");
  card.setAttribute("aria-hidden", "true"); // the link's title says it to those who hear
  card.append(el("p", a.dataset.tip ?? a.title));
  const list = el("dl");
  const put = (k: string, v?: string) => { if (v) list.append(el("dt", k), el("dd", v)); };
  put("Status", d.status);
  put("How sure", d.sure);
  put("When", d.when);
  put("How many", d.many);
  put("Basis", d.basis);
  put("Standing", d.standing ?? "one origin, as far as is known");
  card.append(list);
  const r = a.getClientRects()[0] ?? a.getBoundingClientRect();
  document.body.append(card);
  const h = card.offsetHeight, w = card.offsetWidth;
  const below = r.bottom + 8 + h < innerHeight || r.top < h + 16;
  card.style.left = `${Math.max(8, Math.min(scrollX + r.left, scrollX + root.clientWidth - w - 8))}px`;
  card.style.top = `${scrollY + (below ? r.bottom + 8 : r.top - h - 8)}px`;
}

const article = document.querySelector("article");
if (article) {
  const claim = (e: Event) => (e.target as Element).closest<HTMLElement>("a.claim[id]");
  article.addEventListener("pointerover", (e) => {
    const a = claim(e);
    if (!a) return;
    // The browser's own tip would cover the card.
    if (a.title) { a.dataset.tip = a.title; a.setAttribute("aria-description", a.title); a.removeAttribute("title"); }
    clearTimeout(timer);
    timer = window.setTimeout(() => show(a), 90);
  });
  article.addEventListener("pointerout", (e) => { if (claim(e)) { clearTimeout(timer); timer = window.setTimeout(hide, 160); } });
  article.addEventListener("focusin", (e) => { const a = claim(e); if (a) show(a); });
  article.addEventListener("focusout", hide);
}

// News, while the inbox is open
const news = document.querySelector<HTMLElement>("#news");
if (news && at === "" && "EventSource" in window) {
  const source = new EventSource("/api/v1/events");
  let reports = 0, decisions = 0;
  const tell = () => {
    const parts: string[] = [];
    if (reports) parts.push(reports === 1 ? "1 report was read" : `${reports} reports were read`);
    if (decisions) parts.push(decisions === 1 ? "1 decision was made" : `${decisions} decisions were made`);
    const link = el("a", "Show");
    link.href = location.pathname;
    news.replaceChildren(`${parts.join(", ")} since this page was made. `, link);
    news.hidden = false;
  };
  source.addEventListener("reading", () => { reports++; tell(); });
  source.addEventListener("decision", () => { decisions++; tell(); });
  // A desk without news answers with an error: leave it at that.
  source.addEventListener("error", () => { if (source.readyState === EventSource.CLOSED) source.close(); });
  addEventListener("pagehide", () => source.close());
}

// A report that waits to be read comes again when it was.
const waits = document.querySelector<HTMLElement>("#waits");
if (waits && at === "" && "EventSource" in window) {
  const source = new EventSource(`/api/v1/events?from=${waits.dataset.from}`);
  source.addEventListener("reading", (e) => { if (JSON.parse((e as MessageEvent<string>).data).report === waits.dataset.report) location.reload(); });
  source.addEventListener("error", () => { if (source.readyState === EventSource.CLOSED) source.close(); });
  addEventListener("pagehide", () => source.close());
}

// On a narrow window the pages' names lie in one line: the current one in sight.
const bar = document.querySelector<HTMLElement>(".top nav"), now = bar?.querySelector<HTMLElement>("[aria-current]");
if (bar && now) bar.scrollLeft = now.offsetLeft - (bar.clientWidth - now.offsetWidth) / 2;

// Graphs bring their own script.
if (document.querySelector("#graph svg")) void import("./graph.js");
