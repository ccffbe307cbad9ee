// The error for a key file of another kind says what the file is, and does not call it damaged.
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import * as api from "jwt-wasm";
import { generateKeyPairSync } from "../../tests/lib/key-pair.mjs";
import { certificate, KINDS, refusedAll } from "./key-forms.mjs";
import { refusal, stillWorks } from "./support.mjs";

afterEach(stillWorks);

const pairOf = (type, options) => generateKeyPairSync(type, options);
const exported = (key, type, format) => key.export({ type, format });
const ALGORITHM = { RSA: "RS256", "P-256": "ES256", "P-384": "ES384", "P-521": "ES512", Ed25519: "EdDSA" };

test("the message names the algorithm that secp256k1 does not fit", () => {
  const { publicKey, privateKey } = pairOf("ec", { namedCurve: "secp256k1" });
  const message = /a key on secp256k1, but ES256 needs a key on P-256/;
  const rows = ["pem", "der"].flatMap((format) => [
    [`SPKI ${format}`, "publicKey", exported(publicKey, "spki", format), "ES256", message],
    [`PKCS#8 ${format}`, "privateKey", exported(privateKey, "pkcs8", format), "ES256", message],
    [`SEC 1 ${format}`, "privateKey", exported(privateKey, "sec1", format), "ES256", message],
  ]);
  assert.equal(refusedAll(rows), 6);
  for (const key of [publicKey, privateKey]) {
    const members = key.export({ format: "jwk" });
    assert.match(refusal(() => api.jwk(members, "ES256")).message, message);
    assert.match(refusal(() => api.jwk({ ...members, alg: "ES384" })).message, /secp256k1, but ES384 needs/);
  }
});

test("the error says that DER holds the other half of a pair", () => {
  const rows = [];
  for (const kind of KINDS) {
    const { name, publicKey, privateKey } = kind;
    const algorithm = ALGORITHM[name];
    const isPrivate = /private key, but a public one is needed/;
    const isPublic = /public key or a certificate, but a private key is needed/;
    const types = { RSA: ["pkcs8", "pkcs1"], Ed25519: ["pkcs8"] }[name] ?? ["pkcs8", "sec1"];
    for (const type of types) {
      rows.push([`${name} ${type}`, "publicKey", exported(privateKey, type, "der"), algorithm, isPrivate]);
    }
    rows.push([`${name} spki`, "privateKey", exported(publicKey, "spki", "der"), algorithm, isPublic]);
    rows.push([`${name} certificate`, "privateKey", certificate(kind), algorithm, isPublic]);
  }
  assert.equal(refusedAll(rows), 9 + 10);
});

test("the error says that a key is for RSASSA-PSS, with and without parameters", () => {
  const hashes = { hashAlgorithm: "sha256", mgf1HashAlgorithm: "sha256" };
  const rows = [{}, hashes].flatMap((more) => {
    const { publicKey, privateKey } = pairOf("rsa-pss", { modulusLength: 2048, ...more });
    return [
      ["public", "publicKey", exported(publicKey, "spki", "pem"), "PS256", /RSASSA-PSS alone/],
      ["private", "privateKey", exported(privateKey, "pkcs8", "pem"), "PS256", /RSASSA-PSS alone/],
    ];
  });
  assert.equal(refusedAll(rows), 4);
});

test("keys that only agree on keys are told", () => {
  const { publicKey, privateKey } = pairOf("x25519");
  assert.equal(
    refusedAll([
      [
        "public",
        "publicKey",
        exported(publicKey, "spki", "pem"),
        "EdDSA",
        /an X25519 key, but EdDSA needs an Ed25519 or Ed448/,
      ],
      [
        "private",
        "privateKey",
        exported(privateKey, "pkcs8", "der"),
        "EdDSA",
        /an X25519 key, but EdDSA needs/,
      ],
    ]),
    2,
  );
});
