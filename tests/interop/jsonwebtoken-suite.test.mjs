// Runs jsonwebtoken's own suite against `jwt-wasm/jsonwebtoken`, and fails on a difference that docs/migrate/jsonwebtoken.md does not
// list. JSONWEBTOKEN_SUITE is a checkout in which `npm install` was run. This test fetches nothing.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { test } from "node:test";

const folder = process.env.JSONWEBTOKEN_SUITE && resolve(process.env.JSONWEBTOKEN_SUITE);
const WORDS = { shortSecrets: true, longTokens: true, looseOptions: true, explicitCurves: true };
const differences = JSON.parse(
  readFileSync(new URL("jsonwebtoken-differences.json", import.meta.url), "utf8"),
);

test("jsonwebtoken's own suite", { skip: folder ? false : "JSONWEBTOKEN_SUITE is not set" }, (t) => {
  const mocha = createRequire(join(folder, "package.json")).resolve("mocha/bin/mocha");
  const tests = readdirSync(join(folder, "test")).filter((name) => /\.tests?\.js$/.test(name));
  const shim = join(import.meta.dirname, "jsonwebtoken-suite.cjs");
  const env = { ...process.env, JSONWEBTOKEN_SUITE: folder, JSONWEBTOKEN_LEGACY: JSON.stringify(WORDS) };
  delete env.NODE_TEST_CONTEXT;
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [mocha, "--reporter", "json", "--require", shim, ...tests.map((name) => join("test", name))],
    { cwd: folder, env, encoding: "utf8", maxBuffer: 64 * 1024 * 1024 },
  );
  const at = stdout.indexOf("{\n");
  assert.notEqual(at, -1, stderr);
  const { stats, passes, failures, pending } = JSON.parse(stdout.slice(at));
  t.diagnostic(
    `${passes.length} passed, ${failures.length} failed, ${pending.length} not run by the suite itself`,
  );
  for (const { fullTitle } of failures) t.diagnostic(`- ${fullTitle}`);
  assert.ok(stats.tests > 500, `the suite has ${stats.tests} tests`);
  const failed = failures.map(({ fullTitle }) => fullTitle).sort();
  const documented = Object.values(differences).flat().sort();
  assert.deepEqual(failed, documented);
});
