// Prints the size of each file, raw and as servers send it.
import { readFileSync } from "node:fs";
import { brotliCompressSync, gzipSync } from "node:zlib";

const width = 22;
const name = (path) => path.replace("pkg/", "").replace("generated/", "").padEnd(width);
const column = (text) => String(text).padStart(10);
const bytes = (number) => column(number.toLocaleString("en"));

console.log(`${"bytes".padEnd(width)}${column("raw")}${column("gzip")}${column("brotli")}`);
for (const path of process.argv.slice(2)) {
  const content = readFileSync(path);
  const sizes = [content, gzipSync(content, { level: 9 }), brotliCompressSync(content)];
  console.log(name(path) + sizes.map(({ length }) => bytes(length)).join(""));
}
