// The arithmetic of the report, the judges, and one short run of the whole. No time is ever asserted.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { algorithms } from "./algorithms.mjs";
import { badTokens, casesOf, LIFETIME } from "./cases.mjs";
import { demandsOf } from "./demands.mjs";
import { judge, judgeSigners } from "./judge.mjs";
import { quantile, rowsOf } from "./report.mjs";
import { chosenSections, prepared } from "./sections.mjs";
import { summary } from "./summary.mjs";
import { signed } from "./tokens.mjs";

test("a quantile lies between its neighbours", () => {
  assert.equal(quantile([3, 1, 2], 0.5), 2);
  assert.equal(quantile([1, 2], 0.5), 1.5);
  assert.equal(quantile([10, 20, 30, 40, 50], 0.1), 14);
});

const lane = (name, times, more) => ({ candidate: { name, package: "node", ...more }, times });

test("a ratio is the median of each round's own, not the ratio of the medians", () => {
  const [ours, other] = rowsOf([lane("ours", [1, 10, 100]), lane("other", [2, 40, 800])]);
  assert.equal(ours.ratio, 1);
  assert.equal(other.ratio, 4);
  assert.equal(other.microseconds, 40);
});

test("the summary has a line for each headline, and a column for each peer's first candidate", () => {
  const ours = { package: "jwt-wasm", isHeadline: true };
  const peer = { package: "jose" };
  const measured = [
    lane("ours", [2], ours),
    lane("slow", [8], ours),
    lane("peer", [4], peer),
    lane("x", [9], peer),
  ];
  const [, head, first, second, ...rest] = summary([{ name: "one", measured }]).split("\n");
  assert.match(head, /^\s+jose$/);
  assert.match(first, /one\s+ours\s+2\.00×/);
  assert.match(second, /one\s+slow\s+0\.50×/);
  assert.deepEqual(rest, []);
});

test("words choose algorithms, kinds, or both", () => {
  const chosen = (...words) => chosenSections(words).map(({ algorithm, kind }) => `${algorithm} ${kind}`);
  assert.deepEqual(chosen("ES256"), ["ES256 verify", "ES256 cache", "ES256 sign"]);
  assert.deepEqual(chosen("sign", "HS256"), ["HS256 sign"]);
  assert.deepEqual(chosen("cache"), ["RS256 cache"]);
  assert.equal(chosen().length, 2 * Object.keys(algorithms).length + 1);
  assert.throws(() => chosen("RS255"), /there is no RS255/);
});

const prepare = (input) => input;

test("a verifier that accepts a bad token, or refuses a good one, is not timed", async () => {
  const demands = demandsOf("ES256");
  const cases = casesOf("verify", demands);
  const credulous = { name: "credulous", prepare, run: () => true };
  await assert.rejects(judge([credulous], cases, demands), /credulous: a changed signature was accepted/);
  const refuse = () => {
    throw new Error("no");
  };
  await assert.rejects(
    judge([{ name: "grim", prepare, run: refuse }], cases, demands),
    /grim: a token of .* was refused/,
  );
  assert.equal(Object.keys(badTokens(demands, cases[0].inputs[0])).length, 6);
});

test("a signer whose tokens are not good is not timed", async () => {
  const demands = demandsOf("EdDSA");
  const judged = (run) => judgeSigners([{ name: "signer", prepare, run }], casesOf("sign", demands), demands);
  const iat = Math.floor(Date.now() / 1000);
  const times = { iat, exp: iat + LIFETIME };
  await judged((claims) => signed({ ...claims, ...times }, demands));
  await assert.rejects(
    judged((claims) => signed({ ...claims, ...times }, demandsOf("EdDSA"))),
    /not signed as demanded/,
  );
  await assert.rejects(
    judged((claims) => signed({ ...claims, ...times, sub: "other" }, demands)),
    /other claims/,
  );
  await assert.rejects(
    judged((claims) => signed({ ...claims, iat, exp: iat + 1 }, demands)),
    /another exp/,
  );
});

test("every candidate for every algorithm is judged good, and has a name of its own", async () => {
  for (const section of chosenSections([])) {
    const { candidates } = await prepared(section, {});
    const names = candidates.map(({ name }) => name);
    assert.ok(names.length >= 4, names.join(", "));
    assert.equal(new Set(names).size, names.length);
  }
});

test("a short run compares what it is asked to, and writes its numbers", async () => {
  const folder = await mkdtemp(join(tmpdir(), "jwt-wasm-bench-"));
  try {
    const path = join(folder, "numbers.json");
    const bench = fileURLToPath(new URL("bench.mjs", import.meta.url));
    const words = ["HS256", "ES256"];
    const args = [bench, ...words, "--rounds", "1", "--case", "small", "--json", path];
    const { stdout } = await promisify(execFile)(process.execPath, args);
    for (const name of ["jwt-wasm", "jwt-wasm/lite", "fast-jwt", "jose", "jsonwebtoken", "node verify"]) {
      assert.match(stdout, new RegExp(name));
    }
    const { machine, results } = JSON.parse(await readFile(path, "utf8"));
    assert.equal(machine.node, process.versions.node);
    assert.equal(results.length, chosenSections(words).length);
    for (const { name, rows } of results) {
      assert.equal(rows[0].ratio, 1, name);
      for (const { microseconds } of rows) assert.ok(microseconds > 0);
    }
  } finally {
    await rm(folder, { recursive: true });
  }
});
