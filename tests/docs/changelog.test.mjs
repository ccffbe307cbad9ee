// Stops a changelog that users cannot read through, and one whose versions lead nowhere.
import assert from "node:assert/strict";
import { test } from "node:test";
import { read } from "./lib/repository.mjs";

const text = read("CHANGELOG.md");
const [, ...versions] = text.split(/^## /m);
const SECTIONS = ["Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"];

test("each version has few lines, known sections, each once, and a link", () => {
  assert.match(versions[0], /^\[Unreleased\]\n/);
  for (const version of versions) {
    const [, name] = /^\[(Unreleased|\d+\.\d+\.\d+)\]/.exec(version) ?? [];
    assert.ok(name, version.slice(0, 40));
    assert.ok(version.split("\n").length <= 130, `${name} has ${version.split("\n").length} lines`);
    const sections = [...version.matchAll(/^### (.*)$/gm)].map(([, section]) => section);
    assert.deepEqual(
      sections,
      SECTIONS.filter((section) => sections.includes(section)),
      name,
    );
    assert.match(text, new RegExp(`^\\[${name.replaceAll(".", "\\.")}\\]: https://github\\.com/`, "m"));
  }
});
