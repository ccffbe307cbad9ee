/** What the site is built by, which is in TypeScript. */
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { build } from "esbuild";

const at = (name) => new URL(`../../../docs/.vitepress/${name}`, import.meta.url);

async function load(name) {
  const { outputFiles } = await build({
    entryPoints: [at(name).pathname],
    bundle: true,
    platform: "node",
    format: "esm",
    write: false,
    // Its files are found beside the source.
    define: { "import.meta.url": JSON.stringify(at(name).href) },
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString("base64")}`);
}

export const { sidebar } = await load("sidebar.ts");
export const { linkOnSite, pictureOnSite, anchorOf } = await load("links.ts");
export const { withWholeNames } = await load("search.ts");
export const { descriptionOf } = await load("description.ts");

/** Addresses of the sidebar that have no page: `sidebar.test.js` names them, so that other tests need not. */
export const missing = new Set(
  sidebar
    .flatMap(({ items }) => items.map(({ link }) => link))
    .filter((link) => !existsSync(at(`..${link}.md`))),
);

export const read = (path) => readFile(new URL(`../../../${path}`, import.meta.url), "utf8");
