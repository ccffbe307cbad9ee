// Stops a page that nobody finds, and an entry of the sidebar that leads nowhere.
import assert from "node:assert/strict";
import { test } from "node:test";
import { missing, sidebar } from "./lib/config.js";
import { filesBelow, SITE } from "./lib/files.js";

const DOCS = new URL("../../docs/", import.meta.url).pathname;

test("each entry of the sidebar is a page of docs/", () => {
  assert.deepEqual([...missing], []);
});

test("each page of docs/ is in the sidebar once", async () => {
  const pages = (await filesBelow(DOCS))
    .filter((file) => file.endsWith(".md") && !/^(?:\.vitepress|build|dist|node_modules)\//.test(file))
    .filter((file) => file !== "index.md")
    .map((file) => `/${file.replace(/\.md$/, "")}`);
  const links = sidebar.flatMap(({ items }) => items.map(({ link }) => link));
  assert.deepEqual(links.filter((link) => !missing.has(link)).toSorted(), pages.toSorted());
});

test("no two entries have the same name", () => {
  const names = sidebar.flatMap(({ items }) => items.map(({ text }) => text));
  assert.deepEqual(names.toSorted(), [...new Set(names)].toSorted());
});

test("each entry is on the built site, in the list of every page", async () => {
  const pages = new Set(await filesBelow(SITE));
  for (const { items } of sidebar) {
    for (const { link } of items) assert.ok(missing.has(link) || pages.has(`${link.slice(1)}.html`), link);
  }
});
