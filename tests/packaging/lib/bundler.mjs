// The demands on every bundler: no configuration, no warning, nothing forbidden in the bundle, and a page that works under the strict
// policy.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { appWith, write } from "./app.mjs";
import { assertClean, assertDecodesOnly, modulesIn, scriptsIn } from "./bundle.mjs";
import {
  DECODE,
  ENGINES,
  GOOD,
  importing,
  javascript,
  onDemand,
  SHOW,
  STREAMED,
  withEngine,
  withKeyFile,
} from "./programs.mjs";
import { pageFor, STRICT, visitFolder } from "./site.mjs";

// Includes the module for key files. Engines are included with every function that answers by a promise.
const VERIFYING = [
  ["jwt-wasm", javascript(importing("jwt-wasm")), 2 + ENGINES],
  ["jwt-wasm/keyfile", withKeyFile(javascript(importing("jwt-wasm"))), 2 + ENGINES],
  ["an engine on demand", onDemand("jwt-wasm"), 2 + ENGINES],
  // Synchronous functions do not load modules.
  ["jwt-wasm/engines/es256", withEngine("jwt-wasm"), 3],
].map(([what, source, modules]) => ({ what, source: source + SHOW, title: GOOD, modules }));
const DECODE_ONLY = { what: "decode only", source: DECODE, title: "alice", modules: 1, decodesOnly: true };

/**
 * @param build bundles `entry` into `outdir`, with `index.html` or `bundle.js`; returns the bundler's `warnings`, and its `hint` that the
 *   bundle is big, which an inlined module always causes
 * @param slim the program that streams the modules, with this bundler's way to name their URLs
 * @param policy the page's policy, if this bundler's pages need another one
 * @param keepsAll whether the bundler keeps all of the package's scripts
 * @param own text that this bundler itself writes into scripts, which is not checked
 */
export async function checkBundler(
  name,
  build,
  slim,
  { policy: given = STRICT, keepsAll = false, ...more } = {},
) {
  const pages = [...VERIFYING, DECODE_ONLY];
  if (slim) {
    const title = STREAMED;
    pages.push({ what: "jwt-wasm/slim, streaming", source: slim, title, modules: 0, isSlim: true });
  }
  const sources = pages.map(({ source }, index) => [`page-${index}.js`, source]);
  const app = await appWith(name, Object.fromEntries(sources));
  const checked = [];
  for (const [index, { what, title, modules, decodesOnly, isSlim }] of pages.entries()) {
    const outdir = join(app, `out-${index}`);
    const { warnings, hint } = await build({ app, entry: `page-${index}.js`, outdir, isSlim });
    assert.equal(warnings, "", what);
    const page = join(outdir, "index.html");
    if (!existsSync(page)) write(page, pageFor("/bundle.js"));
    const text = scriptsIn(outdir);
    assertClean(text, more);
    const expected = keepsAll ? 2 + ENGINES : modules;
    assert.equal(modulesIn(text), expected, `${what}: modules in the bundle`);
    if (decodesOnly && !keepsAll) assertDecodesOnly(text);
    const policy = isSlim ? `${given}; connect-src 'self'` : given;
    assert.deepEqual(await visitFolder(outdir, policy), { title, complaints: [] }, what);
    checked.push(hint ? `${what} (${hint})` : what);
  }
  return { app, checked };
}
