// Stops a module that has grown unnoticed, and one that shows where it was built or looks for files by itself.
import { readFileSync } from "node:fs";
import { brotliCompressSync } from "node:zlib";
import { checkScripts } from "./script-budgets.mjs";

const PLACES = ["/root/", "/home/", "/Users/", ".cargo/registry", "rustlib", "/crates/", "/rustc/"];
const LOADING = ["import.meta", "fetch(new URL"];

// In bytes of brotli: today's size and 2 % more.
const ROWS = [
  { path: "pkg/generated/keyfile.wasm", budget: 30_150, forbidden: PLACES },
  { path: "pkg/generated/rsa.wasm", budget: 21_000, forbidden: PLACES },
  { path: "pkg/generated/es256.wasm", budget: 25_400, forbidden: PLACES },
  { path: "pkg/generated/es384.wasm", budget: 16_850, forbidden: PLACES },
  { path: "pkg/generated/es512.wasm", budget: 28_150, forbidden: PLACES },
  { path: "pkg/generated/es256k.wasm", budget: 23_600, forbidden: PLACES },
  { path: "pkg/generated/eddsa.wasm", budget: 18_100, forbidden: PLACES },
  { path: "pkg/generated/ed448.wasm", budget: 26_350, forbidden: PLACES },
  { path: "pkg/generated/mldsa.wasm", budget: 24_850, forbidden: PLACES },
  { path: "pkg/generated/jwe.wasm", budget: 42_700, forbidden: PLACES },
  // The most that it may weigh.
  { path: "pkg/generated/core.wasm", budget: 55_000, forbidden: PLACES },
  { path: "pkg/generated/core.js", budget: 750, forbidden: [...PLACES, ...LOADING] },
];

for (const { path, budget, forbidden } of ROWS) {
  const content = readFileSync(path);
  const size = brotliCompressSync(content).length;
  console.log(`${path}: ${size} of ${budget} bytes of brotli`);
  const wrong = forbidden
    .filter((text) => content.includes(text))
    .map((text) => `holds “${text}”, which must not be published`);
  if (size > budget)
    wrong.push(`is ${size - budget} bytes over its budget: make it smaller, or raise it here with a reason`);
  for (const what of wrong) console.error(`${path} ${what}`);
  if (wrong.length > 0) process.exitCode = 1;
}

await checkScripts();
