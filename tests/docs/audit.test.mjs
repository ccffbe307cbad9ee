// Stops a page that leads an auditor to a function that is not on a token's way. `cargo xtask audit-path` does the same
// for the crate.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import { read } from "./lib/repository.mjs";

const program = new URL("lib/entered.mjs", import.meta.url).pathname;
// The files one by one, with their names.
const args = ["--conditions=development", program];
const entered = JSON.parse(execFileSync(process.execPath, args, { encoding: "utf8" }));

test("a verification with a secret enters each function of the package that docs/audit.md names", () => {
  const steps = read("docs/audit.md")
    .split("\n")
    .filter((line) => /^\d+\. /.test(line));
  let named = 0;
  for (const step of steps) {
    let file = "";
    for (const [, quoted] of step.matchAll(/`([^`]+)`/g)) {
      if (/\/.*\.(rs|ts)$/.test(quoted)) file = quoted;
      else if (file.startsWith("pkg/src/")) {
        const module = file.slice("pkg/src/".length, -".ts".length);
        assert.ok(
          entered.some((one) => one.file === module && one.name === quoted),
          `${file} ${quoted}`,
        );
        named += 1;
      }
    }
  }
  assert.ok(named >= 9, `${named} functions`);
});

test("docs/audit.md: how many lines of JavaScript that is", () => {
  const [, most] = /under ([\d,]+) lines of JavaScript/.exec(read("docs/audit.md"));
  const lines = entered.reduce((sum, one) => sum + one.lines, 0);
  assert.ok(lines < Number(most.replace(",", "")) && lines > 200, `${lines} lines`);
});
