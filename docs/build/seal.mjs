// The last step of `cargo xtask docs`: each page gets its policy, and the service worker the list of what it keeps.
import { createHash } from "node:crypto";
import { copyFile, readFile, writeFile } from "node:fs/promises";
import { transform } from "esbuild";
import { accessible, CRATES } from "./crate-pages.mjs";
import { DIST, filesBelow } from "./files.mjs";
import { withPolicy } from "./policy.mjs";

const at = (path) => new URL(path, import.meta.url);

/** Too large to be kept by everyone who opens a guide, so they need a network. */
const REFERENCES = /^(?:api|crate)\//;
/** A list for servers that load pages by themselves, and the page for what is missing. */
const NOT_KEPT = /^(?:hashmap\.json|404\.html)$/;

await writeFile(`${DIST}crate/index.html`, CRATES);
const files = await filesBelow(DIST);

for (const file of files.filter((name) => name.endsWith(".html"))) {
  const html = await readFile(DIST + file, "utf8");
  await writeFile(DIST + file, withPolicy(file.startsWith("crate/") ? accessible(html) : html));
}

await writeWorker(files.filter((file) => !REFERENCES.test(file) && !NOT_KEPT.test(file)));
await copyFile(at("_headers"), `${DIST}_headers`);

async function writeWorker(kept) {
  const hash = createHash("sha256");
  for (const file of kept) hash.update(`${file}\0`).update(await readFile(DIST + file));
  const source = await readFile(at("../../www/worker/service-worker.ts"), "utf8");
  const { code } = await transform(source, {
    loader: "ts",
    define: {
      __NAME__: JSON.stringify("docs"),
      __VERSION__: JSON.stringify(hash.digest("hex").slice(0, 16)),
      __FILES__: "KEPT",
    },
  });
  await writeFile(
    `${DIST}service-worker.js`,
    `const KEPT = ${JSON.stringify(kept.map(addressOf))};\n${code}`,
  );
}

/** Hosts redirect a page's file to its address without ending, and a redirected response cannot answer a navigation. */
function addressOf(file) {
  return `./${file.replace(/(?:(?<=^|\/)index)?\.html$/, "")}`;
}
