// Signed content that need not be a JWT: in the token or detached, encoded or not, with every kind of key and every engine.
import assert from "node:assert/strict";
import nodeCrypto, { createHmac } from "node:crypto";
import { test } from "node:test";
import { runInNewContext } from "node:vm";
import * as api from "jwt-wasm";
import { generateKeyPairSync } from "../../tests/lib/key-pair.mjs";
import { LONG_INPUT } from "../dist/engines/mac.js";
import { load, refusal, SECRET } from "./support.mjs";

const WAYS = [{}, { detached: true }, { b64: false }, { detached: true, b64: false }];

const PEM = {
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
  publicKeyEncoding: { type: "spki", format: "pem" },
};
const PAIRS = {
  RSA: generateKeyPairSync("rsa", { modulusLength: 2048, ...PEM }),
  "P-256": generateKeyPairSync("ec", { namedCurve: "P-256", ...PEM }),
  "P-384": generateKeyPairSync("ec", { namedCurve: "P-384", ...PEM }),
  "P-521": generateKeyPairSync("ec", { namedCurve: "P-521", ...PEM }),
  Ed25519: generateKeyPairSync("ed25519", PEM),
};
const KINDS = {
  ...Object.fromEntries(["RS", "PS"].flatMap((kind) => [256, 384, 512].map((bits) => [kind + bits, "RSA"]))),
  ES256: "P-256",
  ES384: "P-384",
  ES512: "P-521",
  EdDSA: "Ed25519",
  Ed25519: "Ed25519",
};

/** The key that signs and the key that verifies. */
function pair(api, alg) {
  if (alg.startsWith("HS")) {
    const key = api.secretKey(Buffer.alloc(64, 9), alg);
    return [key, key];
  }
  const { privateKey, publicKey } = PAIRS[KINDS[alg]];
  return [api.privateKey(privateKey, alg), api.publicKey(publicKey, alg)];
}

/** The options of verifyJws for a token that was signed with these options. */
function told({ detached, b64 }, payload) {
  return { ...(detached && { payload }), ...(b64 === false && { b64 }) };
}

async function rejection(promise) {
  return promise.then(
    () => undefined,
    (error) => error,
  );
}

for (const alg of ["HS256", "HS384", "HS512", ...Object.keys(KINDS)]) {
  test(`${alg}: signed content is verified in the form in which it was signed, and in no other`, async () => {
    const [signer, verifier] = pair(api, alg);
    const isSecret = alg.startsWith("HS");
    const jwk = isSecret
      ? { kty: "oct", alg, k: Buffer.alloc(64, 9).toString("base64url") }
      : verifier.toPublicJwk();
    const set = api.jwks({ keys: [jwk] }, { allowSecrets: isSecret });
    const payload = "what is signed, and is not JSON";
    const bytes = new TextEncoder().encode(payload);
    for (const way of WAYS) {
      const tokens = [await api.signJws(payload, signer, way), api.signJwsSync(bytes, signer, way)];
      for (const token of tokens) {
        const [header, middle, signature] = token.split(".");
        assert.equal(token.split(".").length, 3);
        assert.equal(
          middle,
          way.detached ? "" : way.b64 === false ? payload : Buffer.from(payload).toString("base64url"),
        );
        const expected = { alg, ...(way.b64 === false && { b64: false, crit: ["b64"] }) };
        for (const key of [verifier, set]) {
          for (const given of [payload, bytes, bytes.buffer.slice(0), Buffer.from(payload)]) {
            const options = told(way, given);
            for (const verified of [
              await api.verifyJws(token, key, options),
              api.verifyJwsSync(token, key, options),
            ]) {
              assert.deepEqual(verified.header, expected);
              assert.deepEqual(verified.payload, bytes);
            }
            if (!way.detached) break;
          }
        }
        for (const other of WAYS) {
          const error = await rejection(api.verifyJws(token, verifier, told(other, payload)));
          assert.equal(error === undefined, other === way, `${JSON.stringify([way, other])} ${error}`);
          const sync =
            other === way || refusal(() => api.verifyJwsSync(token, verifier, told(other, payload)));
          assert.deepEqual({ ...(other === way ? {} : sync) }, { ...error });
        }
        const flipped = `${header}.${middle}.${signature[0] === "A" ? "B" : "A"}${signature.slice(1)}`;
        assert.equal(
          (await rejection(api.verifyJws(flipped, verifier, told(way, payload)))).code,
          "signature_invalid",
        );
        if (way.detached) {
          const error = await rejection(api.verifyJws(token, verifier, told(way, `${payload} `)));
          assert.equal(error.code, "signature_invalid");
        }
        assert.ok((await rejection(api.verify(token, verifier, { requireExpiry: false }))) !== undefined);
      }
    }
  });
}

test(`RFC 7797 §4`, async () => {
  const { cases } = load("rfc-more.json");
  const named = (name) => cases.find((one) => one.name.startsWith(name));
  const [encoded, detached, attached] = [
    "RFC 7797 4.1",
    "RFC 7797 4.2: b64 false, detached",
    "RFC 7797 4.2: b64 false, attached",
  ].map(named);
  const key = api.jwk(encoded.key.jwk);
  assert.equal(api.signJwsSync("$.02", key), encoded.token);
  assert.equal(await api.signJws("$.02", key, { detached: true, b64: false }), detached.token);
  const options = { payload: detached.detached_payload, b64: false };
  for (const { payload } of [
    await api.verifyJws(encoded.token, key),
    await api.verifyJws(detached.token, key, options),
    api.verifyJwsSync(detached.token, key, options),
  ]) {
    assert.equal(Buffer.from(payload).toString(), "$.02");
  }
  const error = refusal(() => api.verifyJwsSync(attached.token, key, { b64: false }));
  assert.deepEqual({ ...error }, { code: "malformed", part: "payload", reason: "unencoded" });
  assert.equal(refusal(() => api.verifyJwsSync(detached.token, key)).reason, "b64");
  assert.equal(refusal(() => api.signJwsSync("$.02", key, { b64: false })).code, "options_invalid");
});

test(`a long payload beside a short token, whose MAC node:crypto computes`, async (context) => {
  const key = api.secretKey(SECRET, "HS256");
  const payload = Buffer.alloc(100_000, "é");
  const asked = context.mock.method(nodeCrypto, "createHmac").mock;
  for (const b64 of [true, false]) {
    const token = api.signJwsSync(payload, key, { detached: true, b64 });
    const [header, , signature] = token.split(".");
    const encoded = b64 ? payload.toString("base64url") : payload;
    const mac = createHmac("sha256", SECRET).update(`${header}.`).update(encoded).digest("base64url");
    assert.equal(signature, mac);
    asked.resetCalls();
    for (const length of [100, LONG_INPUT, payload.length]) {
      const part = payload.subarray(0, length);
      const short = await api.signJws(part, key, { detached: true, b64 });
      const before = asked.callCount();
      assert.deepEqual(Buffer.from((await api.verifyJws(short, key, { payload: part, b64 })).payload), part);
      assert.deepEqual(Buffer.from(api.verifyJwsSync(short, key, { payload: part, b64 }).payload), part);
      assert.equal(asked.callCount() - before, length < LONG_INPUT ? 0 : 2);
      const other = Buffer.from(part);
      other[length - 1] ^= 1;
      const error = await rejection(api.verifyJws(short, key, { payload: other, b64 }));
      assert.equal(error.code, "signature_invalid");
    }
  }
  // A set accepts a payload of this length as well.
  const jwk = { kty: "oct", alg: "HS256", k: SECRET.toString("base64url") };
  const set = api.jwks({ keys: [jwk] }, { allowSecrets: true });
  const token = api.signJwsSync(payload, key, { detached: true });
  assert.equal(api.verifyJwsSync(token, set, { payload }).payload.length, payload.length);
});

test(`payloads of every kind`, async () => {
  const key = api.secretKey(SECRET, "HS256");
  const foreign = runInNewContext("new Uint8Array([0, 1, 255])");
  const bytes = Uint8Array.of(9, 0, 1, 255, 9);
  for (const payload of [
    foreign,
    foreign.buffer,
    bytes.subarray(1, 4),
    Buffer.from([0, 1, 255]),
    new Uint8Array(new SharedArrayBuffer(3)).fill(1),
  ]) {
    const plain = Uint8Array.from(new Uint8Array(payload));
    const token = api.signJwsSync(payload, key);
    assert.deepEqual(api.verifyJwsSync(token, key).payload, plain);
    const detached = api.signJwsSync(payload, key, { detached: true });
    assert.deepEqual((await api.verifyJws(detached, key, { payload })).payload, plain);
  }
  for (const empty of ["", new Uint8Array(0), new ArrayBuffer(0)]) {
    const token = api.signJwsSync(empty, key);
    assert.equal(api.verifyJwsSync(token, key).payload.length, 0);
    assert.equal(api.verifyJwsSync(token, key, { payload: "" }).payload.length, 0);
  }
  for (const wrong of [
    undefined,
    null,
    7,
    {},
    [1],
    new Date(0),
    new Uint16Array(2),
    new DataView(new ArrayBuffer(2)),
    "\ud800",
    new Proxy({}, { get: () => assert.fail("no getter of the caller's decides") }),
  ]) {
    assert.equal(refusal(() => api.signJwsSync(wrong, key)).code, "options_invalid");
    assert.equal((await rejection(api.signJws(wrong, key))).code, "options_invalid");
  }
  const gone = new Uint8Array(8);
  structuredClone(gone.buffer, { transfer: [gone.buffer] });
  assert.equal(refusal(() => api.signJwsSync(gone, key)).code, "options_invalid");
  const tooLong = { length: 2 ** 27 + 1 };
  const error = refusal(() => api.signJwsSync(new Uint8Array(tooLong.length), key));
  assert.deepEqual({ ...error }, { code: "too_large", expected: 2 ** 27, actual: tooLong.length });
});

test(`bytes that change during the call do not matter`, async () => {
  const [signer, verifier] = pair(api, "RS256");
  const payload = new TextEncoder().encode("before");
  const signing = api.signJws(payload, signer, { detached: true });
  payload.fill(0);
  const token = await signing;
  payload.set(new TextEncoder().encode("before"));
  const verifying = api.verifyJws(token, verifier, { payload });
  payload.fill(0);
  assert.equal(Buffer.from((await verifying).payload).toString(), "before");
});

test(`the header, and options that are refused`, async () => {
  const key = api.jwk({ kty: "oct", alg: "HS256", kid: "own", k: SECRET.toString("base64url") });
  const header = (options) => api.verifyJwsSync(api.signJwsSync("x", key, options), key).header;
  assert.deepEqual(header(), { alg: "HS256", kid: "own" });
  assert.deepEqual(header({ kid: "k", typ: "JOSE", header: { cty: "text/plain", ["__proto__"]: 1 } }), {
    alg: "HS256",
    typ: "JOSE",
    kid: "k",
    cty: "text/plain",
    ["__proto__"]: 1,
  });
  assert.deepEqual(header({ detached: false, b64: true }), { alg: "HS256", kid: "own" });
  for (const options of [
    { kid: 7 },
    { typ: null },
    { typ: undefined },
    { header: [] },
    { header: { alg: "none" } },
    { header: { b64: false } },
    { header: { b64: false, crit: ["b64"] } },
    { header: { crit: ["exp"] } },
    { b64: false, header: { crit: ["exp"] } },
    { b64: false, header: { b64: true } },
    { detached: "yes" },
    { detached: 1 },
    { b64: 0 },
    { b64: null },
    { expiresIn: 1 },
    { issuedAt: false },
    { now: 1 },
    { payload: "x" },
    { detatched: true },
    null,
    7,
    "x",
    [],
    new Map(),
  ]) {
    assert.equal(
      refusal(() => api.signJwsSync("x", key, options)).code,
      "options_invalid",
      JSON.stringify(options),
    );
    assert.equal((await rejection(api.signJws("x", key, options))).code, "options_invalid");
  }
  for (const payload of [".", "a.b", "\n", "é", "\u007f", Uint8Array.of(0), "$.02"]) {
    assert.equal(refusal(() => api.signJwsSync(payload, key, { b64: false })).code, "options_invalid");
    const options = { b64: false, detached: true };
    assert.ok(api.verifyJwsSync(api.signJwsSync(payload, key, options), key, { b64: false, payload }));
  }
  const all = Array.from({ length: 95 }, (_, index) => String.fromCharCode(0x20 + index))
    .join("")
    .replace(".", "");
  const token = api.signJwsSync(all, key, { b64: false });
  assert.equal(Buffer.from(api.verifyJwsSync(token, key, { b64: false }).payload).toString(), all);
  // `sign` makes JWTs, which are neither detached nor unencoded.
  for (const option of [{ detached: true }, { b64: false }]) {
    assert.equal(refusal(() => api.signSync({}, key, option)).code, "options_invalid");
  }
  const [, verifier] = pair(api, "ES256");
  for (const wrong of [verifier, api.jwks({ keys: [] }), {}, undefined, null, "secret"]) {
    assert.equal(refusal(() => api.signJwsSync("x", wrong)).code, "key_invalid");
  }
  key.free();
  assert.equal(refusal(() => api.signJwsSync("x", key)).code, "key_invalid");
});
