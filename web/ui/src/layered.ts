// Lays a directed graph out in layers (Sugiyama's method, as dagre has it).
// It is run by the server, in an interpreter without a browser.
import { Graph, layout } from "@dagrejs/dagre";

interface Box { id: string; w: number; h: number }
interface Tie { id: string; from: string; to: string; w: number; h: number }
interface Asked { dir: string; nodes: Box[]; edges: Tie[] }

const own = globalThis as unknown as { structuredClone?: (v: unknown) => unknown; layered: (json: string) => string };
own.structuredClone ??= (v) => JSON.parse(JSON.stringify(v));

own.layered = (json) => {
  const asked = JSON.parse(json) as Asked;
  const g = new Graph({ multigraph: true });
  g.setGraph({ rankdir: asked.dir, nodesep: 18, ranksep: 40, edgesep: 12, marginx: 8, marginy: 8 });
  for (const n of asked.nodes) g.setNode(n.id, { width: n.w, height: n.h });
  for (const e of asked.edges) g.setEdge(e.from, e.to, { width: e.w, height: e.h, labelpos: "c" }, e.id);
  layout(g);
  const size = g.graph() as { width: number; height: number };
  return JSON.stringify({
    w: size.width,
    h: size.height,
    nodes: asked.nodes.map((n) => { const p = g.node(n.id); return { x: p.x, y: p.y }; }),
    edges: asked.edges.map((e) => { const p = g.edge({ v: e.from, w: e.to, name: e.id }); return { x: p.x, y: p.y, points: p.points }; }),
  });
};
