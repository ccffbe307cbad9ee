// The examples of docs/test-runners.md: the files of each section, and the command that runs them.
import assert from "node:assert/strict";
import { blocksOf } from "../../docs/lib/markdown.mjs";

/** `{ title, files, command, tests }` for each runner; `files` has what all of them share as well. */
export function runnersOf(page) {
  const [intro, ...sections] = page.split(/^## /m);
  const shared = filesOf(intro);
  return sections.flatMap((section) => {
    const [title] = section.split("\n", 1);
    const command = blocksOf(section)
      .find(({ language }) => language === "sh")
      ?.code.trim();
    if (command === undefined) return [];
    const files = { ...shared, ...filesOf(section) };
    const tests = Object.values(files).flatMap((code) => code.match(/^ *(?:test|it)\(/gm) ?? []);
    return [{ title, files, command, tests: tests.length }];
  });
}

function filesOf(section) {
  const named = blocksOf(section).filter(({ language }) => language !== "sh");
  return Object.fromEntries(
    named.map(({ file, code, line }) => {
      assert.ok(file, `the block of line ${line} of its section has no file's name before it`);
      return [file, code];
    }),
  );
}
