// Makes the committed scripts: dist/ for browsers, and the layout that the
// server runs, in ../../picture.
import { build } from "esbuild";

const dagre = "/*! dagre, (c) 2012-2014 Chris Pettitt, MIT License: see LICENSES.txt beside its source */";
const common = { bundle: true, minify: true, logLevel: "info" };
await build({ ...common, entryPoints: ["src/desk.ts", "src/graph.ts"], outdir: "dist", format: "esm", target: "es2022", external: ["./graph.js"] });
await build({ ...common, entryPoints: ["src/layered.ts"], outfile: "../../picture/layered.js", format: "iife", target: "es2017", banner: { js: dagre } });
