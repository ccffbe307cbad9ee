// Stops a program of docs/gate.md that does not print what the page says.
import { test } from "node:test";
import { blocksOf } from "./lib/markdown.mjs";
import { read } from "./lib/repository.mjs";
import * as js from "./runners/js.mjs";

for (const { language, line, code } of blocksOf(read("docs/gate.md"))) {
  test(`docs/gate.md:${line} (${language})`, { timeout: 60_000 }, () =>
    js.run({ code, name: `gate-${line}` }),
  );
}
