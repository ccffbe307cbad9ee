// Stops a snippet that does not do what the README says: each is run as written, where it is meant to run.
import assert from "node:assert/strict";
import { test } from "node:test";
import { blocksOf } from "./lib/markdown.mjs";
import { read } from "./lib/repository.mjs";
import * as html from "./runners/html.mjs";
import * as js from "./runners/js.mjs";
import * as rust from "./runners/rust.mjs";
import * as sh from "./runners/sh.mjs";
import * as ts from "./runners/ts.mjs";

const RUNNERS = { html, js, rust, sh, ts };

const blocks = blocksOf(read("README.md"));

for (const { language, line, code } of blocks) {
  test(`README.md:${line} (${language || "no language"})`, { timeout: 120_000 }, async () => {
    assert.ok(Object.hasOwn(RUNNERS, language), `no test runs blocks of language "${language}"`);
    await RUNNERS[language].run({ code, name: `line-${line}` });
  });
}

test("each language is there, so that no runner is dead", () => {
  const found = [...new Set(blocks.map(({ language }) => language))].sort();
  assert.deepEqual(found, Object.keys(RUNNERS));
});

test("the policy named in the text is the one the pages are tested under", () => {
  const named = "script-src 'self' 'wasm-unsafe-eval'";
  assert.ok(read("README.md").includes(`\`${named}\``));
  for (const { language, code } of blocks) {
    if (language === "html") assert.match(code, new RegExp(`default-src 'none'; ${named}[";]`));
  }
});
