// Bundles the look: static/css/*.css and static/js/*.js with what they import from npm → static/build/.
// Run by script/setup; `node script/bundle.mjs --watch` while working on the look.
// PORTAL_THEME names the tokens of a municipality, which take the place of static/css/tokens.css; BUNDLE_TO another folder.
import { readFile, rm, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import * as esbuild from "esbuild";

const ENTRY_POINTS = [
  "static/css/portal.css", // signed-in pages
  "static/css/public.css", // public pages
  "static/css/admin.css", // /beheer/, over the look of Django
  "static/css/pdf.css", // WeasyPrint
  "static/js/portal.js",
  "static/js/exit.js", // «Verlaat deze site»
];

const out = process.env.BUNDLE_TO || "static/build";

// The look of one municipality is one file of tokens: every sheet that asks for ours gets theirs.
const ownTokens = {
  name: "own-tokens",
  setup(build) {
    const theme = process.env.PORTAL_THEME;
    if (theme) build.onResolve({ filter: /^tokens\.css$/ }, () => ({ path: resolve(theme) }));
  },
};

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
      const css = await readFile(`${out}/pdf.css`, "utf8");
      const values = new Map();
      for (const [, name, value] of css.matchAll(/(--[\w-]+):([^;}]+)/g)) if (!values.has(name)) values.set(name, value);
      const settle = (text) => text.replace(/var\((--[\w-]+)\)/g, (_, name) => settle(values.get(name) ?? ""));
      await writeFile(`${out}/pdf.css`, settle(css.replace(/--[\w-]+:[^;}]+;?/g, "")));
    });
  },
};

const options = {
  entryPoints: ENTRY_POINTS,
  outbase: "static",
  outdir: out,
  entryNames: "[name]", // whitenoise adds the hash
  assetNames: "assets/[name]",
  loader: { ".woff2": "file", ".svg": "file", ".png": "file" },
  bundle: true,
  minify: true,
  format: "iife",
  target: ["chrome111", "firefox115", "safari16.4"],
  legalComments: "none",
  plugins: [ownTokens, latinOnly, settledOnPaper],
  logLevel: "warning",
};

await rm(out, { recursive: true, force: true });
if (process.argv.includes("--watch")) await (await esbuild.context({ ...options, logLevel: "info" })).watch();
else await esbuild.build(options);
