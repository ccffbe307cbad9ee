// Stops a command that contributors cannot find, and one that does not exist.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import { ROOT, read } from "./lib/repository.mjs";

test("CONTRIBUTING.md has every command of xtask, and no other", () => {
  const printed = execFileSync("cargo", ["xtask", "help"], { cwd: ROOT, encoding: "utf8" });
  const known = [...printed.matchAll(/^ {2}([a-z]+)\b/gm)].map(([, name]) => name);
  const named = [...read("CONTRIBUTING.md").matchAll(/cargo xtask ([a-z]+)\b/g)].map(([, name]) => name);
  assert.ok(known.length > 15, printed);
  assert.deepEqual([...new Set(named)].sort(), [...new Set(known)].sort());
});
