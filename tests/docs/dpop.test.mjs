// Stops a program of docs/dpop.md that does not print what it says.
import { test } from "node:test";
import { blocksOf } from "./lib/markdown.mjs";
import { read } from "./lib/repository.mjs";
import * as js from "./runners/js.mjs";

for (const { line, code } of blocksOf(read("docs/dpop.md"))) {
  test(`docs/dpop.md:${line}`, () => js.run({ code, name: `dpop-${line}` }));
}
