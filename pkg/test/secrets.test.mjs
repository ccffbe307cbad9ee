// After free(), no part of a secret or a private key is left in the module's memory.
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { test } from "node:test";
import { inspect } from "node:util";
import * as api from "jwt-wasm";
import { generateKeyPairSync } from "../../tests/lib/key-pair.mjs";
import { load } from "../dist/core/module.js";
import { exportsOf, isProvided } from "../dist/load/registry.js";

/** The secret bytes, and the spellings in which they could be left in memory. */
function spellings(bytes) {
  const base64 = bytes.toString("base64");
  // Inside a file, the bytes can begin in the middle of a base64 letter, so the ends are left out.
  const inside = [0, 1, 2].map((skip) => bytes.subarray(skip, skip + 24).toString("base64"));
  return [bytes, bytes.subarray(0, 16), bytes.subarray(-16), base64, bytes.toString("base64url"), ...inside]
    .map((text) => Buffer.from(text))
    .concat(Buffer.from(bytes).reverse());
}

/** Finds the spellings in the memory of the core and of the module that reads key files. */
function traces(secret) {
  const memories = [load(), ...(isProvided("keyfile") ? [exportsOf("keyfile").memory] : [])];
  const contents = memories.map(({ buffer }) => Buffer.from(buffer));
  return spellings(secret).filter((text) => contents.some((content) => content.includes(text)));
}

const d = (key) => Buffer.from(key.export({ format: "jwk" }).d, "base64url");

const pairs = {
  ES256: generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey,
  ES512: generateKeyPairSync("ec", { namedCurve: "P-521" }).privateKey,
  EdDSA: generateKeyPairSync("ed25519").privateKey,
  RS256: generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey,
};

test("a shared secret", async () => {
  for (const form of ["bytes", "text", "jwk"]) {
    const secret = form === "text" ? Buffer.from(randomBytes(24).toString("hex")) : randomBytes(48);
    const jwk = { kty: "oct", alg: "HS256", k: secret.toString("base64url") };
    const key =
      form === "jwk" ? api.jwk(jwk) : api.secretKey(form === "text" ? String(secret) : secret, "HS256");
    const verifier = api.createVerifier({ key });
    const token = api.signSync({ sub: "a" }, key, { expiresIn: 60 });
    await verifier.verify(token);
    assert.throws(() => verifier.verifySync(`${token}A`));
    // The host computes the MAC of a long token. No state of that may stay with the key.
    const long = api.signSync({ pad: "p".repeat(4000) }, key, { expiresIn: 60 });
    verifier.verifySync(long);
    assert.equal(verifier.explainSync(long).verdict, "verified");
    assert.throws(() => verifier.verifySync(long.slice(0, -1)));
    // While the key is in use, the secret is found. This shows that the search works.
    assert.notDeepEqual(traces(secret), [], `${form}, in use`);
    for (const text of [inspect(key, { depth: 9, showHidden: true }), JSON.stringify(key), String(key)]) {
      for (const spelling of spellings(secret)) assert.ok(!text.includes(spelling), form);
    }
    key.free();
    verifier.free();
    assert.deepEqual(traces(secret), [], `${form}, freed`);
  }
});

for (const [alg, pair] of Object.entries(pairs)) {
  test(`a private key for ${alg}`, async () => {
    for (const form of ["pem", "der", "jwk"]) {
      const make = {
        pem: () => api.privateKey(pair.export({ type: "pkcs8", format: "pem" }), alg),
        der: () => api.privateKey(pair.export({ type: "pkcs8", format: "der" }), alg),
        jwk: () => api.jwk(pair.export({ format: "jwk" }), alg),
      };
      const key = make[form]();
      // While the key is in use, the secret is found. This shows that the search works.
      assert.notDeepEqual(traces(d(pair)), [], `${form}, in use`);
      api.signSync({ sub: "a" }, key, { expiresIn: 60 });
      await api.sign({ sub: "a" }, key, { expiresIn: 60 });
      for (const text of [inspect(key, { depth: 9, showHidden: true }), JSON.stringify(key), String(key)]) {
        for (const spelling of spellings(d(pair))) assert.ok(!text.includes(spelling), form);
      }
      key.free();
      assert.deepEqual(traces(d(pair)), [], `${form}, freed`);
    }
  });
}

test("a refused key leaves nothing in memory", () => {
  const secret = randomBytes(32);
  const k = secret.toString("base64url");
  const pem = pairs.ES256.export({ type: "pkcs8", format: "pem" });
  const weak = randomBytes(24);
  for (const [refused, call] of [
    [secret, () => api.jwk({ kty: "oct", alg: "HS256", k, use: "enc" })],
    [secret, () => api.jwk({ kty: "EC", alg: "ES256", crv: "P-256", x: k, y: k.slice(1), d: k })],
    [secret, () => api.secretKey(secret, "RS256")],
    [weak, () => api.secretKey(weak, "HS256")],
    [d(pairs.ES256), () => api.privateKey(pem, "ES384")],
    [d(pairs.ES256), () => api.publicKey(pem, "ES256")],
    [d(pairs.ES256), () => api.privateKey(`${pem}${pem}`, "ES256")],
    [d(pairs.ES256), () => api.privateKey(pem.replace("\nM", "\n*"), "ES256")],
    [d(pairs.ES256), () => api.secretKey(pem, "HS256")],
    // The arguments are swapped.
    [d(pairs.ES256), () => api.privateKey("ES256", pem)],
    [d(pairs.ES256), () => api.publicKey("ES256", pem)],
    [secret, () => api.secretKey("HS256", k)],
    [secret, () => api.generateSecret(k)],
    [secret, () => api.jwk({ kty: "oct", k }, k)],
  ]) {
    assert.throws(call, (error) => {
      for (const spelling of spellings(refused)) assert.ok(!inspect(error, { depth: 9 }).includes(spelling));
      return error instanceof api.JwtError;
    });
    assert.deepEqual(traces(refused), [], String(call));
  }
});

test("the class of a key gives nothing of it", () => {
  const keys = [
    api.secretKey(randomBytes(32), "HS256"),
    api.jwks({ keys: [pairs.ES256.export({ format: "jwk" })] }),
    api.remoteJwks("https://issuer.example/jwks"),
    api.trustedIssuers(["https://issuer.example"]),
  ];
  for (const key of keys) {
    for (let { constructor: made } = key; made !== Function.prototype; ) {
      const own = Reflect.ownKeys(made).filter((name) => !["length", "name", "prototype"].includes(name));
      assert.deepEqual(own, [], made.name);
      made = Object.getPrototypeOf(made);
    }
  }
});
