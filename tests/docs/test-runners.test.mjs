// Stops a block of docs/test-runners.md that nothing runs. The runners themselves are run by tests/packaging/cases/runners-of-page.mjs.
import assert from "node:assert/strict";
import { test } from "node:test";
import { runnersOf } from "../packaging/lib/runner-page.mjs";
import { blocksOf } from "./lib/markdown.mjs";
import { read } from "./lib/repository.mjs";
import * as js from "./runners/js.mjs";

const page = read("docs/test-runners.md");
const runners = runnersOf(page);
const ofRunners = new Set(runners.flatMap(({ files, command }) => [...Object.values(files), `${command}\n`]));

test("each runner has a test", () => {
  assert.deepEqual(
    runners.filter(({ tests }) => tests === 0).map(({ title }) => title),
    [],
  );
});

for (const { language, line, code } of blocksOf(page)) {
  if (ofRunners.has(code)) continue;
  test(`docs/test-runners.md:${line} (${language})`, { timeout: 60_000 }, async () => {
    assert.equal(language, "js");
    await js.run({ code, name: `test-runners-${line}` });
  });
}
