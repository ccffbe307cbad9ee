// Stops a program of docs/migrate that does not print what it says, and a list of words that is not the package's.
import assert from "node:assert/strict";
import { test } from "node:test";
import { blocksOf, tableBelow } from "./lib/markdown.mjs";
import { files, read } from "./lib/repository.mjs";
import { membersOf } from "./lib/typescript.mjs";
import * as js from "./runners/js.mjs";

const pages = files().filter((path) => /^docs\/migrate\/.*\.md$/.test(path));

for (const page of pages) {
  for (const { language, line, code } of blocksOf(read(page))) {
    test(`${page}:${line}`, { timeout: 120_000 }, async () => {
      assert.equal(language, "js");
      await js.run({ code, name: `migrate-${line}` });
    });
  }
}

test("the words of jwt-wasm/jsonwebtoken", () => {
  const page = read("docs/migrate/jsonwebtoken.md");
  const namesIn = (cell) => [...cell.matchAll(/`(\w+)`/g)].map(([, name]) => name);
  const words = membersOf(read("pkg/src/jsonwebtoken/legacy.ts"), "Legacy");
  const [, ...rows] = tableBelow(page, "Words for what cannot change today");
  assert.deepEqual(
    rows.map(([cell]) => namesIn(cell)[0]),
    words,
  );
  // Each has a row that says what it takes.
  const [, ...stricter] = tableBelow(page, "What is stricter");
  const named = stricter.flatMap(([, , cell]) => namesIn(cell));
  assert.deepEqual([...named].sort(), [...words].sort());
});
