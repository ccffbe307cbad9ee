// ECDSA signatures in DER: one spelling is read, and no other.
import assert from "node:assert/strict";
import * as node from "node:crypto";
import { test } from "node:test";
import { externalKey, jwk, sign, verify } from "jwt-wasm";
import { failure, nodeKeys } from "./outside.mjs";
import { load } from "./support.mjs";

/** Signs with the signature that `change` makes of the good one. */
async function signing(alg, change, pair = nodeKeys(alg)) {
  const der = (input) => node.sign(`sha${alg.slice(2)}`, input, { key: pair[0], dsaEncoding: "der" });
  const key = externalKey({ alg, format: "der", sign: (input) => change(der(input)) });
  return { token: sign({}, key, { expiresIn: 60 }), open: jwk(pair[1].export({ format: "jwk" }), alg) };
}

/** A DER value, with the shortest length. */
function tlv(tag, content) {
  const { length } = content;
  return Buffer.from([tag, ...(length < 128 ? [length] : [0x81, length]), ...content]);
}
/** r and s of a good signature. */
function numbersOf(der) {
  const at = der[1] < 128 ? 2 : 3;
  const r = der.subarray(at + 2, at + 2 + der[at + 1]);
  return [r, der.subarray(at + 4 + r.length)];
}
const sequence = (...parts) => tlv(0x30, Buffer.concat(parts));
const integer = (number) => tlv(2, number);

test("good signatures are converted, whatever the length of their numbers", async () => {
  for (const alg of ["ES256", "ES384", "ES512"]) {
    const pair = nodeKeys(alg);
    const lengths = new Set();
    for (let round = 0; round < 60; round += 1) {
      const { token, open } = await signing(
        alg,
        (der) => {
          lengths.add(der.length);
          return der;
        },
        pair,
      );
      await verify(await token, open);
    }
    assert.ok(lengths.size > 1, alg);
  }
});

const { cases } = load("reports/ecdsa-der.json");

for (const { comment, der } of cases) {
  test(`refused: ${comment}`, async () => {
    const { token } = await signing("ES256", () => Buffer.from(der, "hex"));
    const error = await failure(token);
    assert.deepEqual([error.code, error.part], ["options_invalid", "sign"]);
  });
}

test("every other spelling of a good signature is refused", async () => {
  for (const alg of ["ES256", "ES384", "ES512"]) {
    const pair = nodeKeys(alg);
    const zero = Buffer.alloc(1);
    const changes = {
      "a byte after the sequence": (der) => Buffer.concat([der, zero]),
      "a byte after the numbers": (_, r, s) => sequence(integer(r), integer(s), zero),
      "a third number": (_, r, s) => sequence(integer(r), integer(s), integer(Buffer.of(1))),
      "one number": (_, r) => sequence(integer(r)),
      "no number": () => sequence(),
      "a leading zero in r": (_, r, s) => sequence(integer(Buffer.concat([zero, r])), integer(s)),
      "a leading zero in s": (_, r, s) => sequence(integer(r), integer(Buffer.concat([zero, s]))),
      "a negative r": (_, r, s) =>
        sequence(integer(Buffer.concat([Buffer.of(0x80), r.subarray(1)])), integer(s)),
      "a negative s": (_, r, s) =>
        sequence(integer(r), integer(Buffer.concat([Buffer.of(0xff), s.subarray(1)]))),
      "r is 0": (_, _r, s) => sequence(integer(zero), integer(s)),
      "s is 0": (_, r) => sequence(integer(r), integer(zero)),
      "r is empty": (_, _r, s) => sequence(integer(Buffer.alloc(0)), integer(s)),
      "r is too long": (_, r, s) =>
        sequence(integer(Buffer.concat([Buffer.of(1), Buffer.alloc(70), r])), integer(s)),
      "a set in place of the sequence": (der) => Buffer.concat([Buffer.of(0x31), der.subarray(1)]),
      "a bit string in place of r": (_, r, s) => sequence(tlv(3, r), integer(s)),
      "a length of one more byte": (der) =>
        der[1] < 128
          ? Buffer.concat([Buffer.of(0x30, 0x81), der.subarray(1)])
          : Buffer.concat([Buffer.of(0x30, 0x82, 0), der.subarray(2)]),
      "an indefinite length": (_, r, s) =>
        Buffer.concat([Buffer.of(0x30, 0x80), integer(r), integer(s), Buffer.alloc(2)]),
      "a long length of r": (_, r, s) =>
        sequence(Buffer.concat([Buffer.of(2, 0x81, r.length), r]), integer(s)),
      "the JOSE form": (der) => der.subarray(-Math.min(der.length, 64)),
    };
    for (const [name, change] of Object.entries(changes)) {
      const { token } = await signing(alg, (der) => change(der, ...numbersOf(der)), pair);
      const error = await failure(token);
      assert.equal(error.code, "options_invalid", `${alg}: ${name}`);
    }
    let cut = 0;
    for (; cut < 12; cut += 1) {
      const { token } = await signing(
        alg,
        (der) => der.subarray(0, Math.floor((der.length * cut) / 12)),
        pair,
      );
      assert.equal((await failure(token)).code, "options_invalid");
    }
  }
});
