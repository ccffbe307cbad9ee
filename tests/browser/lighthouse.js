/** Runs Lighthouse on the built page: `cargo xtask page --lighthouse`. */

import { brotliCompressSync } from "node:zlib";
import { judge } from "./lib/lighthouse.js";
import { serve } from "./lib/site.js";

/** Lighthouse fetches this file from inside the page, which the page's policy forbids. */
const FORBIDDEN = "robots-txt";

// Static hosts compress.
const site = await serve("/", { compress: brotliCompressSync });
try {
  for (const isDesktop of [false, true]) {
    console.log(isDesktop ? "\na computer" : "a phone");
    await judge(site.address, { count: 5, isStrict: false, isDesktop, skipAudits: [FORBIDDEN] });
  }
  console.log(`not asked: ${FORBIDDEN}, which the page's own policy keeps Lighthouse from fetching`);
} finally {
  await site.close();
}
