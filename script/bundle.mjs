// Bundles the look: static/css/*.css and static/js/*.js with what they import from npm → static/build/.
// Run by script/setup; `node script/bundle.mjs --watch` while working on the look.
import { readFile, rm, writeFile } from "node:fs/promises";
import * as esbuild from "esbuild";

const ENTRY_POINTS = [
  "static/css/portal.css", // signed-in pages
  "static/css/public.css", // public pages
  "static/css/pdf.css", // WeasyPrint
  "static/js/portal.js",
  "static/js/exit.js", // «Verlaat deze site»
];

// Fontsource lists every alphabet and an old format beside woff2. Dutch needs Latin, and names also extended Latin, which
// a browser fetches only when a page holds such a letter (unicode-range).
const latinOnly = {
  name: "latin-only",
  setup(build) {
    build.onLoad({ filter: /@fontsource(-variable)?[\\/].*\.css$/ }, async ({ path }) => {
      const css = await readFile(path, "utf8");
      const faces = css.match(/@font-face\s*{[^}]*}/g) ?? [];
      const kept = faces
        .filter((face) => /-latin(-ext)?-[\w-]+\.woff2/.test(face))
        .map((face) => face.replace(/,\s*url\([^)]*\.woff\)\s*format\(['"]woff['"]\)/g, ""));
      return { contents: kept.join("\n"), loader: "css" };
    });
  },
};

// WeasyPrint works out every variable anew for every element, so on paper they become their values once and for all.
const settledOnPaper = {
  name: "settled-on-paper",
  setup(build) {
    build.onEnd(async () => {
      const css = await readFile("static/build/pdf.css", "utf8");
      const values = new Map();
      for (const [, name, value] of css.matchAll(/(--[\w-]+):([^;}]+)/g)) if (!values.has(name)) values.set(name, value);
      const settle = (text) => text.replace(/var\((--[\w-]+)\)/g, (_, name) => settle(values.get(name) ?? ""));
      await writeFile("static/build/pdf.css", settle(css.replace(/--[\w-]+:[^;}]+;?/g, "")));
    });
  },
};

const options = {
  entryPoints: ENTRY_POINTS,
  outbase: "static",
  outdir: "static/build",
  entryNames: "[name]", // whitenoise adds the hash
  assetNames: "assets/[name]",
  loader: { ".woff2": "file", ".svg": "file", ".png": "file" },
  bundle: true,
  minify: true,
  format: "iife",
  target: ["chrome111", "firefox115", "safari16.4"],
  legalComments: "none",
  plugins: [latinOnly, settledOnPaper],
  logLevel: "warning",
};

await rm("static/build", { recursive: true, force: true });
if (process.argv.includes("--watch")) await (await esbuild.context({ ...options, logLevel: "info" })).watch();
else await esbuild.build(options);
