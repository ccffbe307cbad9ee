// The reference of the npm package, below `api/` of the site, by what `pkg/typedoc.json` says.
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Application, PageEvent } from "typedoc";
import { accessible } from "./api-pages.mjs";
import { DIST } from "./files.mjs";

const at = (path) => fileURLToPath(new URL(path, import.meta.url));
const OUT = join(DIST, "api");
const base = process.env.DOCS_BASE ?? "/docs/";

const app = await Application.bootstrapWithPlugins({
  options: at("../../pkg/typedoc.json"),
  tsconfig: at("../../pkg/tsconfig.json"),
  out: OUT,
  navigationLinks: {
    Guide: base,
    Rust: `${base}crate/jwt_wasm/`,
    Inspector: base.replace(/[^/]+\/$/, ""),
  },
  customCss: at("api.css"),
  customJs: at("api.js"),
  lightHighlightTheme: "github-light-high-contrast",
  darkHighlightTheme: "github-dark-high-contrast",
  favicon: at("../../www/public/icon.svg"),
  // One of its pages, whose list has not every type that others link to.
  includeHierarchySummary: false,
  // They write style sheets into the page, which the policy does not allow.
  visibilityFilters: {},
  logLevel: "Warn",
});

app.renderer.on(PageEvent.END, (page) => {
  page.contents = accessible(page.contents);
});

const project = await app.convert();
if (project) await app.generateDocs(project, OUT);
if (!project || app.logger.hasErrors()) process.exit(1);
