// Stops dead links, and traces of the machine that a file was written on.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { test } from "node:test";
import { anchorsOf, linksOf } from "./lib/markdown.mjs";
import { files, ROOT, read } from "./lib/repository.mjs";

const OWN = /^https:\/\/github\.com\/jwt-wasm\/jwt-wasm\/(?:blob|tree)\/main\//;

const all = files();

test("every link into the repository leads somewhere", () => {
  const dead = [];
  for (const page of all.filter((path) => path.endsWith(".md"))) {
    for (const link of linksOf(read(page))) {
      const own = OWN.test(link);
      if (/^[a-z]+:/.test(link) && !own) continue;
      const [path, anchor] = link.replace(OWN, "").split("#");
      const target = path === "" ? page : normalize(own ? path : join(dirname(page), path));
      const found = existsSync(join(ROOT, target));
      const hasAnchor = found && (anchor === undefined || anchorsOf(read(target)).includes(anchor));
      if (!hasAnchor) dead.push(`${page}: ${link}`);
    }
  }
  assert.deepEqual(dead, []);
});

test("no page of docs/ is too long to be read in one go", () => {
  // It lists every code, from the core.
  const generated = ["docs/errors.md", "docs/reasons.md"];
  const pages = all.filter((path) => /^docs\/.*\.md$/.test(path) && !generated.includes(path));
  const lengths = pages.map((page) => [page, read(page).split("\n").length - 1]);
  assert.deepEqual(
    lengths.filter(([, lines]) => lines > 250),
    [],
  );
});

test("what npm, crates.io and GitHub's forms show has whole addresses, which lead somewhere", () => {
  for (const page of ["README.md", "src/README.md"]) {
    assert.deepEqual(
      linksOf(read(page)).filter((link) => !/^(?:https:\/\/|#)/.test(link)),
      [],
      page,
    );
  }
  for (const form of all.filter((path) => /^\.github\/ISSUE_TEMPLATE\//.test(path))) {
    for (const [, path] of read(form).matchAll(
      /https:\/\/github\.com\/jwt-wasm\/jwt-wasm\/blob\/main\/([^\s)]+)/g,
    ))
      assert.ok(existsSync(join(ROOT, path)), `${form}: ${path}`);
  }
});

test("no program hands on a variable that TypeScript knows may be missing", () => {
  const bare = /[([]process\.env\.\w+\s*[,)\]]/;
  const pages = all.filter((path) => path.endsWith(".md"));
  assert.deepEqual(
    pages.filter((page) => bare.test(read(page))),
    [],
  );
});

test("no file names a folder of someone's machine or a registry's host", () => {
  const traces = [
    // As the start of a path: not in the middle of one, or of a URL.
    /(?<![\w.\-/*}])\/(?:work|root|home|Users)\/\w/,
    // The host of a URL, whichever mirror it is.
    /https?:\/\/[^/\s"'`]*(?:registry|artifactory|nexus|mirror|npmjs|crates\.io)/,
  ];
  const found = all.flatMap((path) => {
    const lines = read(path).split("\n");
    return lines.flatMap((line, index) =>
      traces.some((trace) => trace.test(line)) ? [`${path}:${index + 1}: ${line.slice(0, 120)}`] : [],
    );
  });
  assert.deepEqual(found, []);
});
