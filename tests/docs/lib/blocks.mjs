// Makes a test of each code block of a page, so that no block is forgotten.
import assert from "node:assert/strict";
import { test } from "node:test";
import * as html from "../runners/html.mjs";
import * as js from "../runners/js.mjs";
import * as json from "../runners/json.mjs";
import * as provider from "../runners/provider.mjs";
import * as rust from "../runners/rust.mjs";
import * as sh from "../runners/sh.mjs";
import * as ts from "../runners/ts.mjs";
import * as worker from "../runners/worker.mjs";
import { blocksOf } from "./markdown.mjs";
import { read } from "./repository.mjs";
import { checkTypes } from "./types.mjs";

/** By a block's language. */
const LANGUAGES = {
  html: html.run,
  js: js.run,
  json: json.run,
  jsonc: json.run,
  rust: rust.run,
  sh: sh.run,
  ts: ts.run,
};

/** By the name in a comment before a block: `<!-- run: worker -->`. */
const NAMED = {
  "types only": (block) => checkTypes({ ...block, file: "example.ts" }),
  provider: provider.run,
  worker: worker.run,
};

/** Nothing in them could run. */
const PICTURES = ["mermaid", "text"];

/** @param own runs blocks of some languages in another way than on other pages */
export function testBlocks(page, own = {}) {
  const slug = page.replace(/\.md$/, "").replaceAll(/\W+/g, "-");
  for (const block of blocksOf(read(page))) {
    const { language, line, notRun, runner, test: elsewhere } = block;
    if (PICTURES.includes(language)) continue;
    const title = `${page}:${line} (${runner ?? (language || "no language")})`;
    test(title, { timeout: 120_000, skip: notRun ?? false }, async () => {
      if (elsewhere) return assert.ok(read(elsewhere).includes(page), `${elsewhere} does not read ${page}`);
      const runners = runner ? NAMED : { ...LANGUAGES, ...own };
      const name = runner ?? language;
      assert.ok(
        Object.hasOwn(runners, name),
        `no test runs blocks of "${name}": add a runner, or "<!-- not run: REASON -->" before the block`,
      );
      await runners[name]({ ...block, page, name: `${slug}-${line}` });
    });
  }
}
