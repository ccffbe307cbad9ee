// Measures whether the time of a signature depends on the private key or on the nonce, in the engines' modules.
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { ALGORITHMS } from "../dist/names.js";
import { compare } from "./timing.mjs";

const SAMPLES = process.env.SOAK ? 50_000 : 400;

/** How many keys or messages each class has. It is the same number, so that the processor's caches hold as much of either. */
const MEMBERS = 32;

const many = (make) => Array.from({ length: MEMBERS }, (_, index) => make(index));

/** The module, its keys by their bytes, and its signatures. */
function engine(name, algorithm) {
  const bytes = readFileSync(new URL(`../generated/${name}.wasm`, import.meta.url));
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes));
  const place = ALGORITHMS.indexOf(algorithm);
  const put = (...parts) => {
    const all = Buffer.concat(parts);
    const at = exports.buffer(all.length) >>> 0;
    new Uint8Array(exports.memory.buffer, at, all.length).set(all);
  };
  const keyOf = (secret) => {
    put(secret);
    return exports.signingKey(place, secret.length);
  };
  const sign = (key, message, random) => {
    put(message, random);
    return exports.sign(key, message.length, random.length);
  };
  return { keyOf, sign };
}

const NONE = new Uint8Array(0);
const check = (length) => assert.ok(length > 0);

/** A number of this length. */
const number = (length, low) => Buffer.concat([Buffer.alloc(length - 1), Buffer.of(low)]);

for (const [name, algorithm, length] of [
  ["es256", "ES256", 32],
  ["es256k", "ES256K", 32],
  ["eddsa", "EdDSA", 32],
  ["ed448", "Ed448", 57],
]) {
  // The nonce is a hash of the key and the message (RFC 6979 §3.2, RFC 8032 §5.1.6): one message always has the same.
  test(`${algorithm}: one nonce and many`, (context) => {
    const { keyOf, sign } = engine(name, algorithm);
    const key = keyOf(number(length, 7));
    const one = randomBytes(64);
    const classes = { one: many(() => Buffer.from(one)), many: many(() => randomBytes(64)) };
    compare(context, classes, (message) => sign(key, message, NONE), { samples: SAMPLES, check });
  });

  // The number of a curve of ECDSA is the key itself. Of the others the key is a seed, which is hashed.
  test(`${algorithm}: private keys of few bits and of many`, (context) => {
    const { keyOf, sign } = engine(name, algorithm);
    const message = randomBytes(64);
    // Below the order of any curve.
    const large = () => Buffer.concat([Buffer.of(0x7f), randomBytes(length - 1)]);
    const classes = {
      few: many((index) => keyOf(number(length, index + 1))),
      many: many(() => keyOf(large())),
    };
    compare(context, classes, (key) => sign(key, message, NONE), { samples: SAMPLES, check });
  });
}

for (const algorithm of ["ML-DSA-44", "ML-DSA-65", "ML-DSA-87"]) {
  // The random bytes decide how many attempts a signature takes, which FIPS 204 lets show, and are new each time.
  test(`${algorithm}: one private key and many`, (context) => {
    const { keyOf, sign } = engine("mldsa", algorithm);
    const message = randomBytes(64);
    const seed = randomBytes(32);
    const classes = { one: many(() => keyOf(seed)), many: many(() => keyOf(randomBytes(32))) };
    const run = (key) => sign(key, message, randomBytes(32));
    compare(context, classes, run, { samples: SAMPLES / 4, check });
  });
}
