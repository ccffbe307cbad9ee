// Prints what each file weighs: as it lies there, and as servers send it.
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";

const column = (text) => String(text).padStart(10);
const bytes = (number) => column(number.toLocaleString("en"));

console.log(`${"bytes".padEnd(12)}${column("raw")}${column("gzip")}${column("brotli")}`);
for (const path of process.argv.slice(2)) {
  const content = readFileSync(path);
  const sizes = [content, gzipSync(content, { level: 9 }), brotliCompressSync(content)];
  console.log(basename(path).padEnd(12) + sizes.map(({ length }) => bytes(length)).join(""));
}
