// Stops a program of a page that does not do what the page says: each is run as written, where it is meant to run.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { test } from "node:test";
import { testBlocks } from "./lib/blocks.mjs";
import { blocksOf } from "./lib/markdown.mjs";
import { files, read } from "./lib/repository.mjs";
import * as provider from "./runners/provider.mjs";

/** Pages whose programs need more around them: each of these tests fails if it does not know a block of its page. */
const APART = {
  "docs/dpop.md": "dpop",
  "docs/frameworks/": "integrations",
  "docs/introspection.md": "introspection",
  "docs/key-rotation.md": "key-rotation",
  "docs/migrate/": "migrate",
  "docs/resource-server.md": "resource-server",
  "docs/rust-axum.md": "rust-axum",
  "docs/test-runners.md": "test-runners",
};

/** npm shows the README, so no comment in it names a runner: its programs with a provider are known by the provider's name. */
const OWN = { "README.md": { js: provider.orUsual, ts: provider.orUsual, html: provider.orUsual } };

const all = ["README.md", "src/README.md", ...files().filter((path) => /^docs\/.*\.md$/.test(path))];
const apart = (page) => Object.keys(APART).find((path) => page.startsWith(path));
const pages = all.filter((page) => !apart(page));

for (const page of pages) testBlocks(page, OWN[page]);

test("each page that is not run here has a test of its own", () => {
  for (const [path, name] of Object.entries(APART)) {
    assert.ok(
      all.some((page) => page.startsWith(path)),
      path,
    );
    const file = new URL(`${name}.test.mjs`, import.meta.url);
    assert.ok(existsSync(file), file.pathname);
    assert.ok(read(`tests/docs/${name}.test.mjs`).includes(path.replace(/\/$/, "")), `${name} reads ${path}`);
  }
});

test("a block that is not run says why", () => {
  for (const page of all) {
    for (const { line, notRun } of blocksOf(read(page))) {
      if (notRun !== undefined) assert.match(notRun, /^(?:\S+ ){3,}/, `${page}:${line}`);
    }
  }
});

test("the policy named in the text is the one the pages are tested under", () => {
  const named = "script-src 'self' 'wasm-unsafe-eval'";
  const shown = pages.filter((page) => blocksOf(read(page)).some(({ language }) => language === "html"));
  assert.ok(shown.length > 0);
  for (const page of shown) {
    assert.ok(read(page).includes(`\`${named}\``), page);
    for (const { language, code } of blocksOf(read(page))) {
      if (language === "html") assert.match(code, new RegExp(`default-src 'none'; ${named}[";]`));
    }
  }
});
