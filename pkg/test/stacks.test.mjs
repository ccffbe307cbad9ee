// The error of a wrong call has a stack trace with the place of the call. The error of a refused token has none, unless
// `stackTraces` asks for it.
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  createVerifier,
  decode,
  explain,
  explainSync,
  generateSecret,
  JwtError,
  jwk,
  jwks,
  privateKey,
  publicKey,
  remoteJwks,
  secretKey,
  sign,
  signSync,
  thumbprint,
  verify,
  verifyJws,
  verifyJwsSync,
  verifySync,
} from "jwt-wasm";
import { createGate } from "jwt-wasm/edge";
import { createTokenIssuer } from "jwt-wasm/issuer";
import { NOW, signed, testKey } from "./support.mjs";

const key = testKey();
const expired = signed({ exp: NOW - 1 });
const now = NOW;

async function thrownBy(call) {
  try {
    await call();
  } catch (error) {
    assert.ok(error instanceof JwtError, String(error));
    return error;
  }
  return assert.fail("nothing was thrown");
}

const hasPlace = ({ stack }) => /\n\s+at /.test(stack);

const WRONG_CALLS = {
  "a claim of the wrong type": () => signSync({ exp: "x" }, key),
  "a claim of the wrong type, later": () => sign({ exp: "x" }, key),
  "a claim that is not JSON": () => signSync({ a: new Date(0) }, key),
  "a claim deep inside that is not JSON": () => signSync({ a: { b: [{ c: { d: [[Number.NaN]] } }] } }, key),
  "a JWK that is not JSON": () => jwk({ kty: "RSA", a: [{ b: [{ c: undefined }] }] }),
  "a set that is not JSON": () => jwks({ keys: [], more: [[new Uint8Array(2)]] }),
  "a wrong option of the gate": () => createGate({ key, forwardClaims: { "x y": "sub" } }),
  "another wrong option of the gate": () => createGate({ key, issuer: 1, origin: () => new Response() }),
  "a wrong option of the issuer": () => createTokenIssuer({ key, claims: { a: [[new Map()]] } }),
  "a wrong header of remoteJwks": () => remoteJwks("https://a.example/", { headers: { a: 1 } }),
  "a wrong URL of remoteJwks": () => remoteJwks("nowhere"),
  "a wrong set to begin with": () => remoteJwks("https://a.example/", { initial: { keys: [[{ a: [1n] }]] } }),
  "claims that are not an object": () => signSync([], key),
  "a claim that an option sets as well": () => signSync({ exp: 1 }, key, { expiresIn: 1 }),
  "a header parameter that would be refused": () => signSync({}, key, { header: { crit: ["x"] } }),
  "a wrong option of sign": () => signSync({}, key, { expiresIn: "1h" }),
  "an unknown option": () => verifySync(expired, key, { ignore: true }),
  "a wrong option": () => verifySync(expired, key, { now: "x" }),
  "a wrong option, later": () => verify(expired, key, { maxAge: -1 }),
  "a wrong engine": () => createVerifier({ key, engine: "gpu" }),
  "a wrong cache": () => createVerifier({ key, cache: -1 }),
  "a wrong stackTraces": () => verifySync(expired, key, { stackTraces: "yes" }),
  "a wrong stackTraces of decode": () => decode(expired, { stackTraces: 1 }),
  "a wrong stackTraces of verifyJws": () => verifyJwsSync(expired, key, { stackTraces: null }),
  "an undefined stackTraces": () => verifySync(expired, key, { stackTraces: undefined }),
  "a token that is not a string": () => verifySync(undefined, key),
  "no key": () => verifySync(expired, undefined),
  "a key that cannot verify": () =>
    verifySync(expired, jwk({ kty: "oct", k: "A".repeat(43), alg: "HS256", key_ops: ["sign"] }), { now }),
  "a weak secret": () => secretKey("short", "HS256"),
  "a wrong algorithm": () => secretKey("x".repeat(32), "RS256"),
  "a malformed JWK": () => jwk({ kty: "RSA", alg: "RS256" }),
  "a malformed set": () => jwks({}),
  "a malformed file": () => publicKey("-----BEGIN PUBLIC KEY-----", "RS256"),
  "a malformed private file": () => privateKey(new Uint8Array(9), "ES256"),
  "a thumbprint of nothing": () => thumbprint({ kty: "x" }),
  "a secret of no algorithm": () => generateSecret("ES256"),
};

for (const [name, call] of Object.entries(WRONG_CALLS)) {
  test(`the error of ${name} has the place of the call`, async () => {
    const error = await thrownBy(call);
    assert.ok(hasPlace(error), `${error.code} has no stack: ${error.stack}`);
    assert.match(error.stack, /stacks\.test\.mjs/);
  });
}

const REFUSED = {
  malformed: "a.b.c",
  expired,
  signature_invalid: `${expired.slice(0, -4)}AAAA`,
  algorithm_not_allowed: signed("{}", { alg: "none" }),
  too_large: "x".repeat(20_000),
};

for (const [code, token] of Object.entries(REFUSED)) {
  test(`the error ${code} has a stack only if stackTraces asks for it`, async () => {
    for (const [options, isExpected] of [
      [{ now }, false],
      [{ now, stackTraces: false }, false],
      [{ now, stackTraces: true }, true],
    ]) {
      const verifier = createVerifier({ key, ...options });
      for (const call of [
        () => verifySync(token, key, options),
        () => verify(token, key, options),
        () => verifier.verifySync(token),
        () => verifier.verify(token),
        () => {
          throw explainSync(token, key, options).checks.find(({ error }) => error).error;
        },
        async () => {
          throw (await explain(token, key, options)).checks.find(({ error }) => error).error;
        },
      ]) {
        const error = await thrownBy(call);
        assert.equal(error.code, code);
        assert.equal(hasPlace(error), isExpected);
        assert.equal(typeof error.stack, "string");
        // Loggers print `stack`, so it begins with the name and the message.
        assert.ok(error.stack.startsWith(`JwtError: ${error.message}`));
      }
      verifier.free();
    }
    for (const stackTraces of [true, false]) {
      const options = { stackTraces };
      const calls = [() => verifyJwsSync(token, key, options), () => verifyJws(token, key, options)];
      if (["malformed", "too_large"].includes(code)) calls.push(() => decode(token, options));
      // These functions do not look at claims.
      for (const call of code === "expired" ? [] : calls)
        assert.equal(hasPlace(await thrownBy(call)), stackTraces);
    }
  });
}

test("the depth of stacks is left as it was", () => {
  const { stackTraceLimit } = Error;
  for (const stackTraces of [true, false]) {
    assert.throws(() => verifySync(expired, key, { now, stackTraces }));
    assert.equal(Error.stackTraceLimit, stackTraceLimit);
  }
});

test("the gate hands on errors with a stack if it is asked to", async () => {
  for (const stackTraces of [true, false]) {
    const seen = [];
    const gate = createGate({
      key,
      now,
      stackTraces,
      origin: () => new Response(""),
      onReject: ({ error }) => void seen.push(error),
    });
    const headers = { authorization: `Bearer ${expired}` };
    assert.equal((await gate(new Request("https://site.example/", { headers }))).status, 401);
    assert.equal(hasPlace(seen[0]), stackTraces);
  }
});
