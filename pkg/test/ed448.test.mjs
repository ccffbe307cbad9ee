// Ed448 (RFC 8032 §5.2, RFC 8037, RFC 9864): its keys in every form, what `EdDSA` means with it, and what is refused, by the host and
// by the engine.
import assert from "node:assert/strict";
import { createHash, createPrivateKey, generateKeyPairSync, sign, verify } from "node:crypto";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import * as api from "jwt-wasm";
import { ALGORITHMS } from "../dist/names.js";
import { failure } from "./outside.mjs";
import { load, refusal } from "./support.mjs";
import "jwt-wasm/engines/ed448";
import "jwt-wasm/engines/eddsa";

const VECTOR = load("ed448.json");
const { publicKey, privateKey } = generateKeyPairSync("ed448");
const exported = (key, type, format) => key.export({ type, format });
const PUBLIC = publicKey.export({ format: "jwk" });
const SECRET = privateKey.export({ format: "jwk" });
const ED25519 = generateKeyPairSync("ed25519");
const ENGINES = ["host", "wasm", "auto"];
const NAMES = ["EdDSA", "Ed25519", "Ed448"];
const ORDER = 2n ** 446n - 13818066809895115352007386748515426880336692474882178609894547503885n;
const base64url = (bytes) => Buffer.from(bytes).toString("base64url");

test("every form of a key signs or verifies, by each engine", async () => {
  const open = [
    api.publicKey(exported(publicKey, "spki", "pem"), "Ed448"),
    api.publicKey(exported(publicKey, "spki", "der"), "EdDSA"),
    api.jwk(PUBLIC, "Ed448"),
    api.jwk(PUBLIC),
    api.jwks({ keys: [{ ...PUBLIC, alg: "Ed448" }] }),
    api.jwks({ keys: [PUBLIC] }),
  ];
  assert.deepEqual(api.jwk(PUBLIC).algorithms, ["EdDSA", "Ed448"]);
  for (const [name, secret] of [
    ["Ed448", api.privateKey(exported(privateKey, "pkcs8", "pem"), "Ed448")],
    ["EdDSA", api.privateKey(exported(privateKey, "pkcs8", "der"), "EdDSA")],
    ["Ed448", api.jwk(SECRET, "Ed448")],
    ["EdDSA", api.jwk(SECRET)],
  ]) {
    assert.equal(secret.toPublicJwk().x, PUBLIC.x);
    assert.equal(api.thumbprint(secret.toPublicJwk()), api.thumbprint(SECRET));
    for (const token of [
      api.signSync({ sub: "a" }, secret, { expiresIn: 60 }),
      await api.sign({ sub: "a" }, secret, { expiresIn: 60 }),
    ]) {
      assert.equal(api.decode(token).header.alg, name);
      assert.equal(Buffer.from(token.split(".")[2], "base64url").length, 114);
      for (const one of open) {
        for (const engine of ENGINES) {
          assert.equal(api.verifySync(token, one, { engine }).payload.sub, "a");
          assert.equal((await api.verify(token, one, { engine })).payload.sub, "a");
          assert.equal(api.explainSync(token, one, { engine }).verdict, "verified");
        }
      }
    }
  }
});

test("the key decides what EdDSA means, by each engine", async () => {
  const curves = {
    Ed25519: [ED25519.publicKey.export({ format: "jwk" }), ED25519.privateKey],
    Ed448: [PUBLIC, privateKey],
  };
  let accepted = 0;
  for (const [curve, [jwk, secret]] of Object.entries(curves)) {
    const own = ["EdDSA", curve];
    for (const bound of NAMES) {
      if (!own.includes(bound)) {
        assert.equal(refusal(() => api.jwk(jwk, bound)).reason, "wrong_kind", `${curve} ${bound}`);
        assert.equal(
          refusal(() => api.jwk({ ...jwk, alg: bound })).reason,
          "wrong_kind",
          `${curve} ${bound}`,
        );
        continue;
      }
      const key = api.jwk(jwk, bound);
      for (const named of NAMES) {
        const input = `${base64url(JSON.stringify({ alg: named }))}.${base64url('{"exp":1700000060}')}`;
        const token = `${input}.${base64url(sign(null, Buffer.from(input), secret))}`;
        for (const allowed of [undefined, ...NAMES]) {
          const options = { now: 1_700_000_000, ...(allowed && { algorithms: [allowed] }) };
          const isGood = own.includes(named) && (allowed === undefined || own.includes(allowed));
          const at = `${curve} bound to ${bound}, alg ${named}, allowed ${allowed}`;
          for (const engine of ENGINES) {
            const call = () => api.verifySync(token, key, { ...options, engine });
            if (isGood) assert.equal(call().key.alg, bound, at);
            else assert.match(refusal(call).code, /^(algorithm_not_allowed|options_invalid)$/, at);
            const later = api.verify(token, key, { ...options, engine }).then(
              ({ key }) => key.alg,
              ({ code }) => code,
            );
            assert.equal((await later) === bound, isGood, at);
          }
          accepted += Number(isGood);
        }
      }
    }
  }
  assert.equal(accepted, 24);
});

test("a peer's tokens and signatures verify, and ours are the same", () => {
  const secret = api.privateKey(VECTOR.privatePem, "Ed448");
  assert.equal(api.signSync({ exp: 1_700_000_060 }, secret, { issuedAt: false }), VECTOR.ours);
  const key = api.jwk(secret.toPublicJwk());
  for (const engine of ENGINES) {
    for (const name of ["Ed448", "EdDSA"]) {
      const options = { ignoreExpiry: true, engine };
      assert.equal(api.verifySync(VECTOR.tokens[name], key, options).payload.sub, "user-42");
    }
  }
});

test("a signature outside the bounds is refused by each engine with one code", async () => {
  const key = api.jwk(PUBLIC, "Ed448");
  const [header, payload, signature] = api
    .signSync({}, api.jwk(SECRET, "Ed448"), { expiresIn: 60 })
    .split(".");
  const good = Buffer.from(signature, "base64url");
  const [r, s] = [good.subarray(0, 57), good.subarray(57)];
  const number = (value) => Buffer.from(value.toString(16).padStart(114, "0"), "hex").reverse();
  const value = BigInt(`0x${Buffer.from(s).reverse().toString("hex")}`);
  const bad = [
    ...[ORDER, ORDER + 1n, value + ORDER, 2n ** 448n, 2n ** 455n].map((other) => [r, number(other)]),
    // The points of small order, and numbers that are not below the field's prime.
    ...[0n, 1n, P - 1n, P, P + 1n, 2n ** 455n, 2n ** 456n - 1n].map((y) => [number(y), s]),
    [good.subarray(0, 113)],
    [good, Buffer.alloc(1)],
    [s, r],
    [],
    [good.subarray(0, 64)],
  ];
  for (const parts of bad) {
    const forged = `${header}.${payload}.${base64url(Buffer.concat(parts))}`;
    for (const engine of ENGINES) {
      assert.equal(refusal(() => api.verifySync(forged, key, { engine })).code, "signature_invalid");
      assert.equal((await failure(api.verify(forged, key, { engine }))).code, "signature_invalid");
    }
  }
});

const P = 2n ** 448n - 2n ** 224n - 1n;

test("a point of small order, one that is not canonical and one off the curve are refused", () => {
  const encoded = (y) => base64url(Buffer.from(y.toString(16).padStart(114, "0"), "hex").reverse());
  const sign = 2n ** 455n;
  const unsound = [0n, 1n, P - 1n, P, P + 1n, P + 2n, 2n ** 448n, 2n ** 456n - 1n];
  for (const y of unsound.flatMap((y) => [y, y | sign])) {
    const error = refusal(() => api.jwk({ ...PUBLIC, x: encoded(y) }));
    assert.deepEqual([error.code, error.reason], ["key_invalid", "small_order"], y.toString(16));
  }
  // Nothing of this needs an engine: the package itself finds what is off the curve, because OpenSSL does not look.
  let off = 0;
  for (let y = 2n; y < 40n; y++) {
    let isOn = true;
    try {
      api.jwk({ ...PUBLIC, x: encoded(y) });
    } catch (error) {
      assert.equal(error.reason, "off_curve");
      isOn = false;
    }
    assert.equal(isOn, isSquare(((1n - y * y) * power(1n + 39081n * y * y, P - 2n)) % P), String(y));
    off += Number(!isOn);
  }
  assert.ok(off > 10, String(off));
  assert.equal(refusal(() => api.jwk({ ...PUBLIC, x: PUBLIC.x.slice(0, 40) })).reason, "wrong_length");
  assert.equal(api.jwks({ keys: [{ ...PUBLIC, x: encoded(0n) }, PUBLIC] }).size, 1);
});

/** Euler's criterion, which the package does not use. */
const isSquare = (number) => [0n, 1n].includes(power((number + P) % P, (P - 1n) / 2n));

function power(base, exponent) {
  let result = 1n;
  for (let bits = exponent, square = base % P; bits > 0n; bits >>= 1n, square = (square * square) % P) {
    if (bits & 1n) result = (result * square) % P;
  }
  return result;
}

test("a private key whose public half is another's is refused, and one alone gets its half", () => {
  const other = generateKeyPairSync("ed448").publicKey.export({ format: "jwk" });
  assert.equal(
    refusal(() => api.signSync({}, api.jwk({ ...SECRET, x: other.x }))).reason,
    "public_half_differs",
  );
  const made = api.privateKey(VECTOR.privatePem, "EdDSA");
  assert.equal(made.toPublicJwk().x, VECTOR.jwk.x);
  for (const [call, message] of [
    [() => api.privateKey(VECTOR.privatePem, "Ed25519"), /an Ed448 key, but Ed25519 needs an Ed25519 key/],
    [() => api.publicKey(VECTOR.publicPem, "Ed25519"), /an Ed448 key, but Ed25519 needs an Ed25519 key/],
    [
      () => api.publicKey(exported(ED25519.publicKey, "spki", "pem"), "Ed448"),
      /an Ed25519 key, but Ed448 needs an Ed448 key/,
    ],
    [() => api.publicKey(VECTOR.publicPem, "ES256"), /an Ed448 key, but ES256 needs a key on P-256/],
  ]) {
    assert.match(refusal(call).message, message);
  }
});

test("nothing that a signature needs is left in the engine when the key is freed", () => {
  const secret = generateKeyPairSync("ed448").privateKey.export({ format: "jwk" });
  const d = Buffer.from(secret.d, "base64url");
  // RFC 8032 §5.2.5: the scalar, pruned, and the prefix of nonces.
  const hash = createHash("shake256", { outputLength: 114 }).update(d).digest();
  const pruned = Buffer.from(hash.subarray(0, 57));
  pruned[0] &= 0xfc;
  pruned[55] |= 0x80;
  pruned[56] = 0;
  const scalar = BigInt(`0x${pruned.reverse().toString("hex")}`) % ORDER;
  const reduced = Buffer.from(scalar.toString(16).padStart(114, "0"), "hex").reverse();
  const algorithm = ALGORITHMS.indexOf("Ed448");
  const bytes = readFileSync(new URL("../generated/ed448.wasm", import.meta.url));
  const engine = new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports;
  const write = (given) => {
    // The call can replace the memory's buffer.
    const address = engine.buffer(given.length);
    new Uint8Array(engine.memory.buffer).set(given, address);
  };
  const holds = () =>
    [d, hash.subarray(57), reduced].map((part) =>
      Buffer.from(engine.memory.buffer).includes(part.subarray(4, 20)),
    );
  write(d);
  const key = engine.signingKey(algorithm, d.length);
  write(Buffer.alloc(64, 7));
  assert.equal(engine.sign(key, 64, 0), 114);
  engine.publicHalf(key);
  // The key itself has them, which shows that they would be found.
  assert.deepEqual(holds().slice(0, 2), [true, true]);
  engine.freeSigningKey(key);
  assert.deepEqual(holds(), [false, false, false]);
});

test("a new pair for Ed448, and tokens of node:crypto", async () => {
  const { privateKey, publicKey, privateJwk } = await api.generateKeyPair("Ed448");
  assert.deepEqual([privateJwk.kty, privateJwk.crv, privateJwk.alg], ["OKP", "Ed448", "Ed448"]);
  const token = await api.sign({ sub: "a" }, privateKey, { expiresIn: 60 });
  const [header, payload, signature] = token.split(".");
  const own = createPrivateKey({ key: privateJwk, format: "jwk" });
  const input = Buffer.from(`${header}.${payload}`);
  assert.equal(base64url(sign(null, input, own)), signature);
  assert.ok(verify(null, input, own, Buffer.from(signature, "base64url")));
  assert.equal((await api.verify(token, publicKey)).payload.sub, "a");
});

test("a KeyObject and a service sign with Ed448, by either name", async () => {
  for (const name of ["Ed448", "EdDSA"]) {
    const [own, open] = [privateKey, publicKey].map((key) => api.cryptoKey(key, name));
    const token = await api.sign({ sub: "a" }, own, { expiresIn: 60 });
    for (const engine of ENGINES) assert.equal((await api.verify(token, open, { engine })).payload.sub, "a");
    const service = { alg: name, sign: (input) => sign(null, input, privateKey) };
    const remote = api.externalKey({ ...service, publicKey: api.jwk(PUBLIC, name) });
    const other = await api.sign({ sub: "b" }, remote, { expiresIn: 60 });
    assert.equal((await api.verify(other, open)).payload.sub, "b");
  }
  const unknown = api.externalKey({ alg: "Ed448", sign: (input) => sign(null, input, privateKey) });
  const token = await api.sign({ sub: "a" }, unknown, { expiresIn: 60 });
  assert.equal((await api.verify(token, api.jwk(PUBLIC))).payload.sub, "a");
  const short = api.externalKey({ alg: "Ed448", sign: () => new Uint8Array(64) });
  const error = await failure(api.sign({}, short, { expiresIn: 60 }));
  assert.deepEqual([error.code, error.expected, error.actual], ["options_invalid", 114, 64]);
  for (const [key, alg] of [
    [privateKey, "Ed25519"],
    [ED25519.privateKey, "Ed448"],
  ]) {
    assert.equal(refusal(() => api.cryptoKey(key, alg)).reason, "wrong_kind");
  }
});

test("a CryptoKey of Ed448, where WebCrypto has it", async (context) => {
  let pair;
  try {
    pair = await crypto.subtle.generateKey({ name: "Ed448" }, false, ["sign", "verify"]);
  } catch {
    context.skip("this WebCrypto has no Ed448");
    return;
  }
  for (const name of ["Ed448", "EdDSA"]) {
    const token = await api.sign({ sub: "a" }, api.cryptoKey(pair.privateKey, name), { expiresIn: 60 });
    assert.equal((await api.verify(token, api.cryptoKey(pair.publicKey, name))).payload.sub, "a");
  }
  assert.equal(refusal(() => api.cryptoKey(pair.publicKey, "Ed25519")).reason, "wrong_kind");
});
