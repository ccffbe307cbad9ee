// The arithmetic of the report, and one short run of the whole. No time is ever asserted.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { bad, cases } from "./cases.mjs";
import { judge } from "./judge.mjs";
import { quantile, rowsOf } from "./report.mjs";

test("a quantile lies between its neighbours", () => {
  assert.equal(quantile([3, 1, 2], 0.5), 2);
  assert.equal(quantile([1, 2], 0.5), 1.5);
  assert.equal(quantile([10, 20, 30, 40, 50], 0.1), 14);
});

test("a ratio is the median of each round's own, not the ratio of the medians", () => {
  const candidate = (name) => ({ name, package: "node" });
  const [ours, other] = rowsOf([
    { candidate: candidate("ours"), times: [1, 10, 100] },
    { candidate: candidate("other"), times: [2, 40, 800] },
  ]);
  assert.equal(ours.ratio, 1);
  assert.equal(other.ratio, 4);
  assert.equal(other.microseconds, 40);
});

test("a candidate that accepts a bad token, or refuses a good one, is not timed", async () => {
  const prepare = (token) => token;
  const credulous = { name: "credulous", prepare, run: () => true };
  await assert.rejects(judge([credulous], []), /credulous: a changed signature was accepted/);
  const refuse = () => {
    throw new Error("no");
  };
  await assert.rejects(
    judge([{ name: "grim", prepare, run: refuse }], cases),
    /grim: a token of .* was refused/,
  );
  assert.equal(Object.keys(bad).length, 6);
});

test("a short run compares every candidate and writes its numbers", async () => {
  const folder = await mkdtemp(join(tmpdir(), "jwt-wasm-bench-"));
  try {
    const path = join(folder, "numbers.json");
    const bench = fileURLToPath(new URL("bench.mjs", import.meta.url));
    const args = [bench, "--rounds", "1", "--case", "small token", "--json", path];
    const { stdout } = await promisify(execFile)(process.execPath, args);
    for (const name of ["jwt-wasm", "fast-jwt", "jose", "jsonwebtoken", "createHmac"]) {
      assert.match(stdout, new RegExp(name));
    }
    const { machine, results } = JSON.parse(await readFile(path, "utf8"));
    assert.equal(machine.node, process.versions.node);
    for (const { rows } of results) {
      assert.equal(rows.length, 7);
      assert.equal(rows[0].ratio, 1);
      for (const { microseconds } of rows) assert.ok(microseconds > 0);
    }
  } finally {
    await rm(folder, { recursive: true });
  }
});
