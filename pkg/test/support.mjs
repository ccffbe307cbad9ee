// Shared by the tests: the vector files, tokens made by hand, and one way to expect an error.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { ERROR_CODES, JwtError, jwk, secretKey, verifySync } from "jwt-wasm";

export const NOW = 1_700_000_000;
export const SECRET = Buffer.alloc(32, 7);

export function load(file) {
  return JSON.parse(readFileSync(new URL(`../../tests/vectors/${file}`, import.meta.url), "utf8"));
}

export function testKey() {
  return secretKey(SECRET, "HS256");
}

/** A token with exactly this payload, made with Node's own HMAC, because `sign` refuses most of these payloads. */
export function signed(payload, header = { alg: "HS256" }) {
  const text = (part) => (typeof part === "string" || Buffer.isBuffer(part) ? part : JSON.stringify(part));
  const input = [header, payload].map((part) => Buffer.from(text(part)).toString("base64url")).join(".");
  return `${input}.${createHmac("sha256", SECRET).update(input).digest("base64url")}`;
}

/** The key of a vector; `undefined` if its algorithm is not an HMAC. */
export function vectorKey({ kind, ...key }) {
  if (kind === "secret") {
    const secret = key.utf8 ?? Buffer.from(key.base64url, "base64url");
    return secretKey(
      secret,
      key.alg,
      key.allowWeakSecret === undefined ? {} : { allowWeakSecret: key.allowWeakSecret },
    );
  }
  return kind === "jwk" && key.jwk.kty === "oct" ? jwk(key.jwk) : undefined;
}

/** The JwtError that the call throws. Anything else fails the test. */
export function refusal(call) {
  let thrown;
  try {
    call();
  } catch (error) {
    thrown = error;
  }
  assert.ok(thrown instanceof JwtError, `expected a JwtError, got ${thrown}`);
  assert.ok(thrown instanceof Error);
  assert.equal(thrown.name, "JwtError");
  assert.ok(ERROR_CODES.includes(thrown.code), `unknown code ${thrown.code}`);
  assert.ok(thrown.message.length > 0 && thrown.message.length < 1000);
  return thrown;
}

export function code(call) {
  return refusal(call).code;
}

/** Asserts that the module still works after bad input. */
export function stillWorks() {
  const key = testKey();
  const claims = { sub: "user-42", exp: NOW + 1 };
  assert.deepEqual(verifySync(signed(claims), key, { now: NOW }).payload, claims);
  key.free();
}
