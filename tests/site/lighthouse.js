/** What Lighthouse says of the built site, a page of each kind: `cargo xtask docs --lighthouse`. */

import { brotliCompressSync } from "node:zlib";
import { judge } from "../browser/lib/lighthouse.js";
import { serve } from "./lib/visit.js";

const PAGES = ["/docs/", "/docs/providers", "/docs/gate", "/docs/api/functions/jwt-wasm.verify.html"];

// Static hosts compress.
const site = await serve({ compress: brotliCompressSync });
try {
  for (const path of PAGES) {
    console.log(`\n${path}`);
    await judge(site.origin + path, { count: 3, isStrict: true });
  }
} finally {
  await site.close();
}
