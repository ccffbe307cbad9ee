// Stops a program of docs/migrate that does not print what it says, and a row of a table that is not true of both libraries.
import assert from "node:assert/strict";
import { basename } from "node:path";
import { test } from "node:test";
import { testBlocks } from "./lib/blocks.mjs";
import { tableBelow } from "./lib/markdown.mjs";
import { checkPage } from "./lib/migrating.mjs";
import { files, read } from "./lib/repository.mjs";
import { membersOf } from "./lib/typescript.mjs";

const pages = files().filter((path) => /^docs\/migrate\/.*\.md$/.test(path));

for (const page of pages) testBlocks(page);

for (const page of pages) {
  const name = basename(page, ".md");
  const checks = await import(`./migrate/${name}.mjs`);
  checkPage(name, { markdown: read(page), ...checks });
  for (const [title, check] of Object.entries(checks.more ?? {})) test(`${name}: ${title}`, check);
}

test("the options of legacy in jwt-wasm/jsonwebtoken", () => {
  const page = read("docs/migrate/jsonwebtoken.md");
  const namesIn = (cell) => [...cell.matchAll(/`(\w+)`/g)].map(([, name]) => name);
  const options = membersOf(read("pkg/src/jsonwebtoken/legacy.ts"), "Legacy");
  const [, ...rows] = tableBelow(page, "Options for what you cannot change today");
  assert.deepEqual(
    rows.map(([cell]) => namesIn(cell)[0]),
    options,
  );
  // The table of what is stricter says where each of them helps.
  const [, ...stricter] = tableBelow(page, "What is stricter");
  const named = stricter.flatMap(([, , cell]) => namesIn(cell));
  assert.deepEqual([...named].sort(), [...options].sort());
});
