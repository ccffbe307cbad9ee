// What is asked of every bundler: no configuration, no warning, nothing forbidden in the bundle, and a page that works under
// the strict policy.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { appWith, write } from "./app.mjs";
import { assertClean, assertDecodesOnly, modulesIn, scriptsIn } from "./bundle.mjs";
import { DECODE, GOOD, importing, javascript, SHOW, STREAMED, streaming } from "./programs.mjs";
import { pageFor, STRICT, visitFolder } from "./site.mjs";

const VARIANTS = ["jwt-wasm", "jwt-wasm/lite"].map((specifier) => ({
  what: specifier,
  source: javascript(importing(specifier)) + SHOW,
  title: GOOD,
  modules: 1,
}));
const DECODE_ONLY = { what: "decode only", source: DECODE, title: "alice", modules: 1, decodesOnly: true };

/**
 * @param build makes a bundle of `entry` in `outdir`, with `index.html` or `bundle.js`, and gives the bundler's `warnings`
 *   and a `hint` that the bundle is big, which a module in base64 cannot help
 * @param slim how this bundler says where the module is: imports, and an expression for its URL
 */
export async function checkBundler(name, build, slim) {
  const pages = [...VARIANTS, DECODE_ONLY];
  if (slim) {
    const source = streaming(slim.wasm, slim.imports);
    pages.push({ what: "jwt-wasm/slim, streaming", source, title: STREAMED, modules: 0, isSlim: true });
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
    assertClean(text);
    assert.equal(modulesIn(text), modules, `${what}: modules in the bundle`);
    if (decodesOnly) assertDecodesOnly(text);
    const policy = isSlim ? `${STRICT}; connect-src 'self'` : STRICT;
    assert.deepEqual(await visitFolder(outdir, policy), { title, complaints: [] }, what);
    checked.push(hint ? `${what} (${hint})` : what);
  }
  return { app, checked };
}
