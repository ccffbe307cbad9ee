// Short runs of the whole bench, in the runtimes that need no installation. No test depends on a time.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { readArguments } from "./arguments.mjs";
import { operations } from "./corpus/cases.mjs";
import { engineSections } from "./engines/plan.mjs";
import { sectionsOf } from "./plan.mjs";

const bench = fileURLToPath(new URL("bench.mjs", import.meta.url));

/** What it prints, and the numbers it writes. */
async function run(...args) {
  const folder = await mkdtemp(join(tmpdir(), "jwt-wasm-bench-"));
  try {
    const path = join(folder, "numbers.json");
    const command = [bench, ...args, "--rounds", "1", "--json", path];
    const { stdout } = await promisify(execFile)(process.execPath, command);
    return { stdout, numbers: JSON.parse(await readFile(path, "utf8")) };
  } finally {
    await rm(folder, { recursive: true });
  }
}

test("one row runs alone, beside every peer, and its targets are told", async () => {
  const { stdout, numbers } = await run("HS256", "verifySync", "--size", "230 B");
  const { machine, results, targets } = numbers;
  assert.equal(machine.node, process.versions.node);
  assert.deepEqual(
    results.map(({ id, runtime }) => `${runtime}: ${id}`),
    ["node: HS256 verifySync, 230 B"],
  );
  const [{ rows }] = results;
  assert.equal(rows[0].ratio, 1);
  for (const { microseconds, name } of rows) assert.ok(microseconds > 0, name);
  const packages = ["jwt-wasm", "jose", "fast-jwt", "jsonwebtoken", "hono", "node:crypto"];
  for (const name of [...packages, "@tsndr/cloudflare-worker-jwt", "@node-rs/jsonwebtoken"]) {
    assert.ok(
      rows.some((row) => row.package === name),
      name,
    );
  }
  const speeds = targets.filter(({ id }) => id === "HS256 verifySync, 230 B");
  assert.deepEqual(
    speeds.map(({ bound }) => bound),
    [2.5, 20, 0.9],
  );
  assert.match(stdout, /Targets: \d of 8 met/);
});

test("workerd takes the same job", async () => {
  const { numbers } = await run("HS256", "verify", "--runtime", "workerd", "--only", "jose");
  const [{ where, rows }] = numbers.results;
  assert.match(where, /^workerd 1\./);
  assert.deepEqual(
    rows.map(({ name }) => name),
    ["jwt-wasm verify", "jose jwtVerify"],
  );
});

test("Chromium takes the same job, and another after it", async () => {
  const args = ["verify", "HS256", "ES256", "--runtime", "chromium", "--only", "subtle"];
  const { numbers } = await run(...args);
  assert.deepEqual(
    numbers.results.map(({ id, rows }) => [id, rows.length]),
    [
      ["HS256 verify, 230 B", 2],
      ["ES256 verify, 230 B", 2],
    ],
  );
});

test("cold starts are measured in processes and isolates of their own", async () => {
  const args = ["HS256", "cold", "--runtime", "node", "--runtime", "workerd", "--only", "jose"];
  const { numbers } = await run(...args);
  assert.deepEqual(
    numbers.results.map(({ runtime, rows }) => [runtime, rows.map(({ name }) => name)]),
    [
      ["node", ["jwt-wasm", "jose"]],
      ["workerd", ["jwt-wasm", "jose"]],
    ],
  );
});

test("the parts of a cold start are named, and what is left out is taken off", async () => {
  const { numbers } = await run("parts", "HS256");
  const [{ algorithm, rows }] = numbers.results;
  assert.equal(algorithm, "HS256");
  const [peer, ...parts] = rows;
  const all = parts.pop();
  assert.equal(peer.ratio, 1);
  assert.equal(parts.length, 4);
  assert.ok(Math.abs(parts.reduce((sum, { microseconds }) => sum + microseconds, 0) - all.microseconds) < 1);
});

test("growth fits an exponent, and workers count in both numbers", async () => {
  const { numbers } = await run("growth", "--case", "decode");
  const [{ name, points, atUpperEnd }] = numbers.series;
  assert.equal(name, "decode by token size");
  assert.equal(points.length, 6);
  assert.ok(Number.isFinite(atUpperEnd));

  const { numbers: counted } = await run("workers", "HS256", "--only", "jwt-wasm");
  const [{ rows }] = counted.results;
  assert.equal(rows.length, 1);
  for (const number of [rows[0].one, rows[0].two, rows[0].scaling]) assert.ok(number > 0);
});

for (const [runtime, host] of [
  ["node", "node:crypto"],
  ["workerd", "webcrypto"],
  ["chromium", "webcrypto"],
]) {
  test(`engines are measured beside their host in ${runtime}`, async () => {
    const { stdout, numbers } = await run("engines", "ES256", "ES256K", "--runtime", runtime);
    assert.deepEqual(
      numbers.rows.map(({ id, host }) => [id, host]),
      [
        ["ES256 verify", host],
        ["ES256K verify", runtime === "node" ? host : undefined],
        ["ES256 sign", host],
        ["ES256K sign", runtime === "node" ? host : undefined],
      ],
    );
    for (const { id, host, ...row } of numbers.rows) assert.equal("ratio" in row, host !== undefined, id);
    assert.equal(numbers.targets.length, runtime === "node" ? 3 : 0);
    assert.match(stdout, /verify: µs, and how many times as long as the host/);
  });
}

test("engines have their own words, and run in every runtime unless some are named", () => {
  const everywhere = engineSections([]);
  assert.deepEqual(
    everywhere.map(({ runtime }) => runtime),
    ["node20", "node24", "deno", "bun", "workerd", "chromium"],
  );
  // 11 algorithms verify, and those of RSA do not sign.
  for (const { sections } of everywhere) assert.equal(sections.length, 11 + 9);
  const [{ runtime, sections }] = engineSections(["PS256", "Ed448", "sign"], { runtimes: ["bun"] });
  assert.equal(runtime, "bun");
  assert.deepEqual(
    sections.map(({ id }) => id),
    ["Ed448 sign"],
  );
  assert.throws(() => engineSections(["HS256"]), /there is no HS256/);
  assert.throws(() => engineSections([], { runtimes: ["netscape"] }), /there is no netscape/);
});

const ids = (words, more) => sectionsOf(words, more).map(({ runtime, id }) => `${runtime}: ${id}`);

test("words choose algorithms, operations, or both, in this Node", () => {
  assert.deepEqual(ids(["ES256", "sign"]), ["node: ES256 sign, 230 B"]);
  assert.deepEqual(ids(["ES384", "decode"], { sizes: ["8 KB"] }), ["node: ES384 decode, 8 KB"]);
  assert.deepEqual(ids(["refused", "RS256"]), [
    "node: RS256 refused (bad signature), 230 B",
    "node: RS256 refused (expired), 230 B",
  ]);
  assert.deepEqual(ids(["HS256", "jwks"]), []);
  assert.throws(() => ids(["RS255"]), /there is no RS255/);
  assert.throws(() => ids([], { sizes: ["9 KB"] }), /there is no 9 KB/);
  assert.throws(() => ids([], { runtimes: ["netscape"] }), /there is no netscape/);
});

test("without words everything runs in both Nodes, and the core elsewhere", () => {
  const all = sectionsOf([]);
  const count = (name) => all.filter(({ runtime }) => runtime === name).length;
  assert.equal(count("node20"), count("node24"));
  for (const name of ["deno", "bun", "workerd", "chromium"]) {
    assert.ok(count(name) >= 7 && count(name) < count("node20") / 2, name);
  }
  const covered = new Set(all.map(({ operation }) => operation));
  assert.deepEqual([...covered].sort(), [...operations].sort());
});

test("what is asked of the bench is read, or refused", () => {
  assert.deepEqual(readArguments(["growth", "--quick"]).words, []);
  assert.equal(readArguments(["growth", "--quick"]).rounds, 6);
  assert.equal(readArguments(["ES256", "sign"]).command, "matrix");
  const { command, words } = readArguments(["engines", "ES256", "sign"]);
  assert.deepEqual([command, words], ["engines", ["ES256", "sign"]]);
  assert.throws(
    () => readArguments(["--rounds", "some"]),
    /--rounds must be a whole number of at least 1, but it is some/,
  );
  assert.throws(() => readArguments(["--fast"]), /fast/);
});
