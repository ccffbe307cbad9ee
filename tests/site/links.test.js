// Stops a link of the built site, or of the repository's own pages into it, that leads nowhere.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import { posix } from "node:path";
import { before, test } from "node:test";
import { anchorOf, descriptionOf, linkOnSite, missing, pictureOnSite, read } from "./lib/config.js";
import { filesBelow, SITE } from "./lib/files.js";
import { anchorsOf, linksOf, sourcesOf } from "./lib/html.js";

const BASE = "/docs/";
const REPOSITORY = "https://github.com/jwt-wasm/jwt-wasm";

let files;
const pages = new Map();
before(async () => {
  files = new Set(await filesBelow(SITE));
  for (const file of files) {
    if (!file.endsWith(".html")) continue;
    const html = await readFile(SITE + file, "utf8");
    pages.set(file, { links: linksOf(html), sources: sourcesOf(html), anchors: anchorsOf(html) });
  }
});

/** The file that an address of the site is served from. */
function fileAt(path) {
  const name = decodeURIComponent(path.slice(BASE.length));
  const candidates = name === "" || name.endsWith("/") ? [`${name}index.html`] : [name, `${name}.html`];
  return candidates.find((candidate) => files.has(candidate));
}

/** rustdoc marks lines of sources when the page is opened. */
const isLineOfSource = (file, anchor) => /^crate\/src\//.test(file) && /^\d+(?:-\d+)?$/.test(anchor);

/** What is wrong with a link of a page, or nothing. */
function faultOf(link, page) {
  if (/^(?:https?|mailto|data):/.test(link)) return undefined;
  const url = new URL(link, `http://site${BASE}${page}`);
  if (url.protocol === "javascript:") return undefined;
  const path = url.pathname;
  // The inspector, beside the site.
  if (path === posix.join(BASE, "../")) return undefined;
  if (!path.startsWith(BASE)) return `${page}: ${link} is outside the site`;
  if (missing.has(path.slice(BASE.length - 1))) return undefined;
  const file = fileAt(path);
  if (!file) return `${page}: ${link} leads nowhere`;
  const anchor = url.hash.slice(1);
  if (anchor === "" || isLineOfSource(file, anchor)) return undefined;
  // A browser looks for it as it stands, and then for what it stands for.
  const anchors = pages.get(file)?.anchors;
  const isThere = anchors?.has(anchor) || anchors?.has(decodeURIComponent(anchor));
  return isThere ? undefined : `${page}: ${link} names no place of ${file}`;
}

test("there are pages of each kind", () => {
  const kinds = { guides: /^[\w/-]+\.html$/, api: /^api\/functions\//, crate: /^crate\/jwt_wasm\/struct\./ };
  for (const [kind, pattern] of Object.entries(kinds)) {
    const found = [...pages.keys()].filter((page) => pattern.test(page));
    assert.ok(found.length > 5, `${kind}: ${found.length}`);
  }
});

test("every link, picture and script of the site is there, and every anchor", () => {
  const faults = [];
  for (const [page, { links, sources }] of pages) {
    for (const link of [...links, ...sources]) faults.push(faultOf(link, page));
  }
  assert.deepEqual(faults.filter(Boolean).slice(0, 40), []);
});

test("no page loads a picture, a script or a style from elsewhere", async () => {
  for (const [page, { sources }] of pages) {
    for (const source of sources) assert.doesNotMatch(source, /^(?:https?:)?\/\//, page);
  }
  for (const file of files) {
    if (!file.endsWith(".css")) continue;
    assert.doesNotMatch(await readFile(SITE + file, "utf8"), /@import|url\(["']?(?:https?:)?\/\//, file);
  }
});

test("what the repository's own pages say of docs/ is on the site, anchors included", async () => {
  const args = ["-c", "safe.directory=*", "ls-files", "-z", "--", "*.md", ":!docs"];
  const root = new URL("../../", import.meta.url).pathname;
  const listed = execFileSync("git", args, { cwd: root, encoding: "utf8" }).split("\0").filter(Boolean);
  let count = 0;
  for (const path of listed) {
    const text = (await read(path)).replaceAll(/^```[\s\S]*?^```/gm, "");
    for (const [, link] of text.matchAll(/\]\(([^()\s]+)\)/g)) {
      // As if it stood in docs/, where this file is one level up.
      const own = /^[a-z]+:|^#/.test(link) ? link : posix.join("..", posix.dirname(path), link);
      const onSite = linkOnSite(own, "page.md");
      if (!onSite.startsWith("/")) continue;
      count++;
      const fault = faultOf(`${BASE.slice(0, -1)}${onSite.replace(/\.md(?=#|$)/, "")}`, path);
      assert.equal(fault, undefined);
    }
  }
  assert.ok(count > 5, `${count} links`);
});

test("a link is as right on the site as on GitHub", () => {
  const cases = [
    ["issuers.md", "gate.md", "/issuers.md"],
    ["../gate.md#demands-by-route", "frameworks/hono.md", "/gate.md#demands-by-route"],
    [`${REPOSITORY}/blob/main/docs/gate.md#x`, "dpop.md", "/gate.md#x"],
    ["../README.md#security", "gate.md", `${REPOSITORY}/blob/main/README.md#security`],
    ["../../examples/worker", "frameworks/workers.md", `${REPOSITORY}/tree/main/examples/worker`],
    ["../benches/scale/assumptions.mjs", "scale.md", `${REPOSITORY}/blob/main/benches/scale/assumptions.mjs`],
    ["../src/lib.rs", "design.md", `${REPOSITORY}/blob/main/src/lib.rs`],
    [
      "https://www.rfc-editor.org/rfc/rfc7519#section-2",
      "design.md",
      "https://www.rfc-editor.org/rfc/rfc7519#section-2",
    ],
    ["#errors", "gate.md", "#errors"],
  ];
  for (const [link, page, expected] of cases) assert.equal(linkOnSite(link, page), expected, link);
  const raw = "https://raw.githubusercontent.com/jwt-wasm/jwt-wasm/main/docs/screenshots/a.png";
  assert.equal(pictureOnSite(raw, "quick-start.md"), "./screenshots/a.png");
  assert.equal(pictureOnSite(raw, "frameworks/hono.md"), "../screenshots/a.png");
});

test("anchors are GitHub's, and descriptions are the first sentences that fit", () => {
  assert.equal(anchorOf("`node:http`, Connect & co."), "nodehttp-connect--co");
  assert.equal(anchorOf("What `jwks_unavailable` means"), "what-jwks_unavailable-means");
  const text = `---\na: b\n---\n# Title\n\nThe [gate](gate.md) \`verifies\`. It is\nquick. ${"Long. ".repeat(40)}\n`;
  assert.match(descriptionOf(text), /^The gate verifies\. It is quick\. Long\./);
  assert.ok(descriptionOf(text).length <= 160);
});
