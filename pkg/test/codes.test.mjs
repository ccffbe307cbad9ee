// `cargo xtask names` writes the names that Rust and TypeScript share, and a test of the core checks that they are up to date. This
// file checks that the errors and reports of the package use these names only.
import assert from "node:assert/strict";
import { test } from "node:test";
import { ERROR_CODES, explainSync, secretKey } from "jwt-wasm";
import { load, refusal, signed, testKey } from "./support.mjs";

const NAMES = load("names.json");

test("error codes", () => {
  assert.deepEqual([...ERROR_CODES], NAMES.JwtErrorCode);
  assert.equal(new Set(ERROR_CODES).size, 25);
});

test("checks, in the order of the report, and why they are skipped", () => {
  const report = explainSync(signed({}), undefined);
  assert.deepEqual(
    report.checks.map((check) => check.name),
    NAMES.CheckName,
  );
  const skipped = report.checks.filter((check) => check.outcome === "skipped");
  assert.ok(skipped.length > 5);
  for (const { reason } of skipped) assert.ok(NAMES.SkipReason.includes(reason), reason);
  for (const check of report.checks) assert.equal("reason" in check, check.outcome === "skipped");
});

test("algorithms", () => {
  for (const name of NAMES.SecretAlgorithm) {
    assert.deepEqual(secretKey("x".repeat(64), name).algorithms, [name]);
  }
  for (const name of [...NAMES.RsaAlgorithm, ...NAMES.EcAlgorithm, ...NAMES.OkpAlgorithm]) {
    const error = refusal(() => secretKey("x".repeat(64), name));
    assert.deepEqual([error.code, error.reason, error.actual], ["key_invalid", "wrong_kind", "secret"]);
  }
  for (const name of ["none", "hs256", "ES256k", "RS1", "", "toString"]) {
    const error = refusal(() => secretKey("x".repeat(64), name));
    assert.equal(error.code, "options_invalid");
  }
});

test("a weak secret, and a key of the wrong kind", () => {
  const weak = refusal(() => secretKey("short", "HS256"));
  assert.deepEqual([weak.code, weak.reason, weak.expected, weak.actual], ["key_too_weak", "secret", 32, 5]);
  assert.ok(NAMES.WeakReason.includes(weak.reason));
  assert.equal(testKey().algorithms.length, 1);
});
