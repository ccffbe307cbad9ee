// Mistakes that an early version made. Each looked harmless from either side of the boundary between JavaScript and Rust.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import {
  createVerifier,
  decode,
  entraId,
  explainSync,
  remoteJwks,
  secretKey,
  signSync,
  trustedIssuers,
  verifyJwsSync,
  verifySync,
} from "jwt-wasm";
import { createGate } from "jwt-wasm/edge";
import { createTokenIssuer } from "jwt-wasm/issuer";
import { code, NOW, signed, testKey } from "./support.mjs";

const key = testKey();
const options = { requireExpiry: false };

test("a __proto__ claim is a claim like any other", () => {
  const token = signed('{"__proto__":{"admin":true},"constructor":1,"toString":null,"a":{"__proto__":2}}');
  for (const { payload } of [
    verifySync(token, key, options),
    decode(token),
    explainSync(token, key, options),
  ]) {
    assert.equal(Object.getPrototypeOf(payload), Object.prototype);
    assert.equal(payload.admin, undefined);
    assert.deepEqual(Object.keys(payload), ["__proto__", "constructor", "toString", "a"]);
    assert.deepEqual(Object.getOwnPropertyDescriptor(payload, "__proto__").value, { admin: true });
  }
  const header = signed("{}", '{"alg":"HS256","__proto__":{"admin":true}}');
  for (let round = 0; round < 3; round++) {
    const read = verifySync(header, key, options).header;
    assert.equal(Object.getPrototypeOf(read), Object.prototype);
    assert.equal(read.admin, undefined);
  }
  assert.equal({}.admin, undefined);
});

test("integers above 2^53 are rounded in claims, and exact as bytes", () => {
  const text = '{"id":9007199254740993,"big":123456789012345678901234567890}';
  const token = signed(text);
  assert.deepEqual(verifySync(token, key, options).payload, JSON.parse(text));
  assert.equal(Buffer.from(verifyJwsSync(token, key).payload).toString(), text);
  // An integer that is not exact would be equal to its neighbours.
  assert.equal(
    code(() => verifySync(token, key, { ...options, claims: { id: 9007199254740992 } })),
    "options_invalid",
  );
});

test("one name twice is refused, however it is spelled", () => {
  for (const text of [
    '{"a":1,"a":1}',
    '{"a":1,"\\u0061":2}',
    '{"a":{"b":1,"b":2}}',
    '{"":1,"":1}',
    '{"a":[{"b":1,"b":1}]}',
  ]) {
    assert.equal(
      code(() => verifySync(signed(text), key, options)),
      "malformed",
    );
  }
});

test("text is exact: escapes, non-ASCII, NUL", () => {
  const claims = { name: "Zoë 💧 \u0000 \u2028", клю́ч: ["\\", '"', "\u{10ffff}"] };
  assert.deepEqual(verifySync(signed(claims), key, options).payload, claims);
  assert.deepEqual(decode(signed(claims)).payload, claims);
});

test("each module says which features it uses, and has no other section that shows how it was made", () => {
  const require = createRequire(import.meta.url);
  const engines = ["es256", "es384", "es512", "es256k", "rsa", "eddsa", "ed448", "mldsa"].map(
    (name) => `engines/${name}`,
  );
  for (const name of ["core", "keyfile", ...engines]) {
    const module = new WebAssembly.Module(readFileSync(require.resolve(`jwt-wasm/${name}.wasm`)));
    const [features] = WebAssembly.Module.customSections(module, "target_features");
    assert.ok(Buffer.from(features).includes("simd128"), name);
    assert.deepEqual(WebAssembly.Module.customSections(module, "name"), [], name);
    assert.deepEqual(WebAssembly.Module.customSections(module, "producers"), [], name);
  }
});

test("a member of Object.prototype does not count as an option", async () => {
  const request = new Request("https://site.example/api");
  const polluted = {
    allowWeakSecret: true,
    cache: 5,
    now: NOW,
    key,
    verifyKey: "a",
    publicPaths: ["/*"],
    publicMethods: ["GET"],
    tokenFrom: { cookie: "a" },
    keyFromEnv: () => key,
    origin: () => new Response("polluted"),
    initial: "{}",
    isuer: "a",
    issuer: "polluted",
    audience: "polluted",
  };
  try {
    for (const [name, value] of Object.entries(polluted)) {
      Object.defineProperty(Object.prototype, name, { value, configurable: true, enumerable: true });
    }
    assert.equal(
      code(() => secretKey("short", "HS256")),
      "key_too_weak",
    );
    assert.equal(
      code(() => createVerifier({})),
      "key_invalid",
    );
    assert.equal(
      code(() => createGate({})),
      "options_invalid",
    );
    const token = signSync({ sub: "a" }, key, { expiresIn: 60 });
    assert.equal(Object.isFrozen(createVerifier({ key }).verifySync(token)), false);
    assert.equal(verifySync(token, key).payload.sub, "a");
    const gate = createGate({ key, origin: () => new Response("origin") });
    assert.equal((await gate(request)).status, 401);
    createTokenIssuer({ key }).free();
    remoteJwks("https://polluted.example/jwks");
    trustedIssuers(["https://polluted.example", entraId({ tenants: "any" })]);
    const ofIssuer = signSync({ iss: "a" }, key, { expiresIn: 60 });
    assert.equal(verifySync(ofIssuer, trustedIssuers([{ issuer: "a", key }])).payload.iss, "a");
    const ofName = signSync({ iss: "https://polluted.example" }, key, { expiresIn: 60 });
    assert.equal(
      code(() => verifySync(ofName, trustedIssuers(["https://polluted.example"]))),
      "sync_unavailable",
    );
    const forAll = signSync({ iss: "a", aud: "polluted" }, key, { expiresIn: 60 });
    assert.equal(
      code(() => verifySync(forAll, trustedIssuers([{ issuer: "a", key }]))),
      "claim_mismatch",
    );
    assert.equal(Object.hasOwn(verifySync(token, key).key, "issuer"), false);
    const none = signSync({ sub: "a" }, key, { expiresIn: 60 });
    assert.equal(
      code(() => verifySync(none, trustedIssuers([{ issuer: "a", key }]))),
      "claim_missing",
    );
  } finally {
    for (const name of Object.keys(polluted)) delete Object.prototype[name];
  }
});
