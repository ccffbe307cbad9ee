// The modules without a script of their own take numbers. They must answer, and not trap, for any numbers.
import assert from "node:assert/strict";
import { createPrivateKey, sign } from "node:crypto";
import { readFileSync } from "node:fs";
import test from "node:test";
import { generateKeyPairSync } from "../../tests/lib/key-pair.mjs";
import "../dist/index.js";
import { ALGORITHMS } from "../dist/names.js";

const FAMILIES = {
  es256: { alg: "ES256", curve: "P-256", hash: "sha256" },
  es384: { alg: "ES384", curve: "P-384", hash: "sha384" },
  es512: { alg: "ES512", curve: "P-521", hash: "sha512" },
  es256k: { alg: "ES256K", curve: "secp256k1", hash: "sha256" },
  eddsa: { alg: "EdDSA", also: "Ed25519" },
  ed448: { alg: "Ed448", also: "EdDSA" },
  rsa: { alg: "RS256", hash: "sha256" },
};

const INPUT = Buffer.from("an input");
const bytes = (text) => Buffer.from(text, "base64url");

/** Makes an instance. The module must import nothing from JavaScript. */
function load(name) {
  const module = new WebAssembly.Module(readFileSync(new URL(`../generated/${name}.wasm`, import.meta.url)));
  assert.deepEqual(WebAssembly.Module.imports(module), []);
  const { exports } = new WebAssembly.Instance(module);
  const put = (...parts) => {
    const all = Buffer.concat(parts);
    const at = exports.buffer(all.length);
    new Uint8Array(exports.memory.buffer).set(all, at);
  };
  const get = (length) => Buffer.from(new Uint8Array(exports.memory.buffer, exports.buffer(0), length));
  return { ...exports, put, get };
}

function keyOf({ alg, curve, hash }) {
  const { privateKey } =
    hash === undefined
      ? generateKeyPairSync(alg === "Ed448" ? "ed448" : "ed25519")
      : curve === undefined
        ? generateKeyPairSync("rsa", { modulusLength: 2048 })
        : generateKeyPairSync("ec", { namedCurve: curve });
  const jwk = privateKey.export({ format: "jwk" });
  const parts = [jwk.n ?? jwk.x, jwk.e ?? jwk.y ?? ""].map(bytes);
  const signature = sign(hash, INPUT, { key: privateKey, dsaEncoding: "ieee-p1363" });
  return { jwk, parts, signature };
}

for (const [name, family] of Object.entries(FAMILIES)) {
  const algorithm = ALGORITHMS.indexOf(family.alg);
  const { jwk, parts, signature } = keyOf(family);

  test(`${name}.wasm verifies`, () => {
    const engine = load(name);
    engine.put(...parts);
    const key = engine.verifyingKey(algorithm, ...parts.map(({ length }) => length));
    assert.equal(key, 1);
    const verify = (input, signature, by = key, as = algorithm) => {
      engine.put(input, signature);
      return engine.verify(by, as, input.length, signature.length);
    };
    assert.equal(verify(INPUT, signature), 1);
    assert.equal(verify(Buffer.from("another"), signature), 0);
    for (const length of [0, 1, signature.length - 1]) {
      assert.equal(verify(INPUT, signature.subarray(0, length)), 0);
    }
    for (const other of [0, 2, 1e6, -1]) assert.equal(verify(INPUT, signature, other), 0);
    for (const other of ALGORITHMS.keys()) {
      const isItself = [family.alg, family.also].includes(ALGORITHMS[other]);
      assert.equal(verify(INPUT, signature, key, other), Number(isItself), ALGORITHMS[other]);
    }
    for (const other of [ALGORITHMS.length, -1]) {
      assert.equal(verify(INPUT, signature, key, other), 0);
    }
    for (const [input, length] of [
      [1e9, 64],
      [-1, 64],
      [8, -1],
      [0, 0],
    ]) {
      assert.equal(engine.verify(key, algorithm, input, length), 0);
    }
    engine.freeVerifyingKey(key);
    engine.freeVerifyingKey(key);
    engine.freeVerifyingKey(7);
    assert.equal(verify(INPUT, signature), 0);
  });

  test(`${name}.wasm makes a key only of its own kind`, () => {
    const engine = load(name);
    const lengths = parts.map(({ length }) => length);
    for (const other of [...ALGORITHMS.keys(), ALGORITHMS.length, -1]) {
      engine.put(...parts);
      const kind = (alg = "") => alg.replace(/^[RP]S.*/, "RSA");
      const isOwn = [family.alg, family.also].some((alg) => kind(alg) === kind(ALGORITHMS[other] ?? "none"));
      assert.equal(engine.verifyingKey(other, ...lengths) > 0, isOwn, ALGORITHMS[other]);
    }
    engine.put(...parts);
    for (const [first, second] of [
      [0, 0],
      [1e9, 1],
      [-1, -1],
      [lengths[0] - 1, lengths[1]],
    ]) {
      assert.equal(engine.verifyingKey(algorithm, first, second), 0, `${first} ${second}`);
    }
  });

  test(`${name}.wasm signs, and keeps nothing of the private key in its buffer`, () => {
    const engine = load(name);
    const d = bytes(jwk.d);
    engine.put(d);
    const key = engine.signingKey(algorithm, d.length);
    assert.equal(engine.get(d.length).equals(Buffer.alloc(d.length)), true);
    if (name === "rsa") {
      assert.equal(key, 0);
      return;
    }
    engine.put(INPUT);
    const own = engine.get(engine.sign(key, INPUT.length));
    assert.equal(own.length, signature.length);
    if (family.also !== undefined) assert.deepEqual(own, signature);
    assert.deepEqual(engine.get(engine.publicHalf(key)), Buffer.concat(parts));
    for (const other of [0, 2, -1]) {
      assert.equal(engine.sign(other, 1), 0);
      assert.equal(engine.publicHalf(other), 0);
    }
    assert.equal(engine.sign(key, 1e9), 0);
    engine.put(d);
    for (const length of [0, d.length - 1, 1e9, -1]) assert.equal(engine.signingKey(algorithm, length), 0);
    engine.freeSigningKey(key);
    assert.equal(engine.sign(key, 1), 0);
  });
}

test("keyfile.wasm gives a JWK or an error, and forgets the file", () => {
  const module = load("keyfile");
  const { jwk } = keyOf(FAMILIES.es256);
  const pem = Buffer.from(
    createPrivateKey({ key: jwk, format: "jwk" }).export({ type: "pkcs8", format: "pem" }),
  );
  const bit = 1 << ALGORITHMS.indexOf("ES256");
  const read = (file, isPrivate, algorithms) => {
    module.put(file);
    const length = module.toJwk(file.length, isPrivate, algorithms);
    return [length > 0, JSON.parse(module.get(Math.abs(length)).toString())];
  };
  assert.deepEqual(read(pem, 1, bit), [true, jwk]);
  module.wipe();
  const memory = Buffer.from(module.memory.buffer);
  for (const secret of [jwk.d, bytes(jwk.d), pem.subarray(40, 80)]) {
    assert.equal(memory.includes(secret), false, "something of the key is left in memory");
  }
  assert.equal(read(pem, 0, bit)[1].code, "key_invalid");
  for (const [file, algorithms] of [
    [pem, 0],
    [pem, 1],
    [pem, -1],
    [Buffer.alloc(0), bit],
    [Buffer.from("x"), bit],
  ]) {
    const [isKey, { code, message }] = read(file, 1, algorithms);
    assert.deepEqual([isKey, code, typeof message], [false, "key_invalid", "string"]);
  }
  module.put(pem);
  for (const length of [1e9, -1]) assert.ok(module.toJwk(length, 1, bit) < 0);
});
