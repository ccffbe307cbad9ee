// Stops a page that has become too long to be read.
import assert from "node:assert/strict";
import { test } from "node:test";
import { files, read } from "./lib/repository.mjs";

/** They are lists, in which people search. */
const LISTS = ["docs/errors.md", "docs/reasons.md"];

const linesOf = (path) => read(path).trimEnd().split("\n").length;

test("the README has at most 180 lines", () => {
  assert.ok(linesOf("README.md") <= 180, `it has ${linesOf("README.md")}`);
});

test("each page has at most 250 lines", () => {
  const pages = files().filter((path) => /^docs\/[^.].*\.md$/.test(path) && !LISTS.includes(path));
  assert.deepEqual(
    pages.filter((path) => linesOf(path) > 250).map((path) => `${path}: ${linesOf(path)}`),
    [],
  );
});
