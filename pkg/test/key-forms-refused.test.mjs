// Key files of the wrong kind, encrypted files, and keys that are not sound. Each is refused with a code, and the message says what
// was found.
import assert from "node:assert/strict";
import { createPublicKey } from "node:crypto";
import { afterEach, test } from "node:test";
import * as api from "jwt-wasm";
import { generateKeyPairSync } from "../../tests/lib/key-pair.mjs";
import { bufferOf } from "../dist/load/buffer.js";
import { exportsOf } from "../dist/load/registry.js";
import { ALGORITHMS } from "../dist/names.js";
import {
  certificate,
  der,
  KINDS,
  kindOf,
  pem,
  privateFiles,
  publicFiles,
  refusedAll,
  sequence,
} from "./key-forms.mjs";
import { refusal, stillWorks } from "./support.mjs";

afterEach(stillWorks);

const RSA = kindOf("RSA");
const EC = kindOf("P-256");
const ED = kindOf("Ed25519");

const exported = (key, type, format = "pem", more = {}) => key.export({ type, format, ...more });

test("the message for a key of another kind says what was found and what is needed", () => {
  const other = (type, options) => generateKeyPairSync(type, options);
  const koblitz = other("ec", { namedCurve: "secp256k1" });
  const brainpool = other("ec", { namedCurve: "brainpoolP256r1" });
  const explicit = other("ec", { namedCurve: "P-256", paramEncoding: "explicit" });
  const pss = other("rsa-pss", { modulusLength: 2048, hashAlgorithm: "sha256", mgf1HashAlgorithm: "sha256" });
  const dsa = other("dsa", { modulusLength: 1024, divisorLength: 160 });
  const [ed448, x25519] = [other("ed448"), other("x25519")];
  const spki = ({ publicKey }) => exported(publicKey, "spki");
  const pkcs8 = ({ privateKey }) => exported(privateKey, "pkcs8");
  const needs = (found, needed) => new RegExp(`${found}.*, but ${needed}`);
  const isPrivate = /private key, but a public one is needed/;
  const isPublic = /public key or a certificate, but a private key is needed/;
  const rows = [
    ["RSA for ES256", "publicKey", spki(RSA), "ES256", needs("an RSA key", "ES256 needs a key on P-256")],
    [
      "RSA for EdDSA",
      "publicKey",
      spki(RSA),
      "EdDSA",
      needs("an RSA key", "EdDSA needs an Ed25519 or Ed448 key"),
    ],
    ["RSA for HS256", "publicKey", spki(RSA), "HS256", needs("an RSA key", "HS256 needs a shared secret")],
    ["P-256 for ES384", "publicKey", spki(EC), "ES384", needs("P-256", "ES384 needs a key on P-384")],
    [
      "P-521 for ES256",
      "publicKey",
      spki(kindOf("P-521")),
      "ES256",
      needs("P-521", "ES256 needs a key on P-256"),
    ],
    ["P-256 for PS256", "publicKey", spki(EC), "PS256", needs("P-256", "PS256 needs an RSA key")],
    ["Ed25519 for RS256", "publicKey", spki(ED), "RS256", needs("Ed25519", "RS256 needs an RSA key")],
    ["private RSA for ES256", "privateKey", pkcs8(RSA), "ES256", needs("an RSA key", "ES256 needs")],
    [
      "private P-256 for ES512",
      "privateKey",
      pkcs8(EC),
      "ES512",
      needs("P-256", "ES512 needs a key on P-521"),
    ],
    ["private Ed25519 for ES256", "privateKey", pkcs8(ED), "ES256", needs("an Ed25519 key", "ES256 needs")],
    [
      "a certificate for ES384",
      "publicKey",
      pem("CERTIFICATE", certificate(EC)),
      "ES384",
      needs("P-256", "ES384"),
    ],
    ["secp256k1", "publicKey", spki(koblitz), "ES256", /secp256k1.*P-256/],
    ["private secp256k1", "privateKey", pkcs8(koblitz), "ES256", /secp256k1.*P-256/],
    ["SEC 1 on secp256k1", "privateKey", exported(koblitz.privateKey, "sec1"), "ES256", /secp256k1.*P-256/],
    [
      "brainpoolP256r1",
      "publicKey",
      spki(brainpool),
      "ES256",
      /curve 1\.3\.36\.3\.3\.2\.8\.1\.1\.7, but ES256 needs a key on P-256/,
    ],
    ["a curve spelled out", "publicKey", spki(explicit), "ES256", /curve is written out, but a named one/],
    ["a private one", "privateKey", pkcs8(explicit), "ES256", /curve is written out, but a named one/],
    ["DSA", "publicKey", spki(dsa), "RS256", needs("1\\.2\\.840\\.10040\\.4\\.1", "RS256 needs an RSA key")],
    ["RSASSA-PSS with parameters", "publicKey", spki(pss), "PS256", /RSASSA-PSS.*a plain RSA key is needed/],
    ["private RSASSA-PSS", "privateKey", pkcs8(pss), "PS256", /RSASSA-PSS.*a plain RSA key is needed/],
    ["Ed448", "publicKey", spki(ed448), "Ed25519", needs("an Ed448 key", "Ed25519 needs an Ed25519 key")],
    [
      "private Ed448",
      "privateKey",
      pkcs8(ed448),
      "Ed25519",
      needs("an Ed448 key", "Ed25519 needs an Ed25519 key"),
    ],
    [
      "X25519",
      "publicKey",
      spki(x25519),
      "EdDSA",
      needs("an X25519 key", "EdDSA needs an Ed25519 or Ed448 key"),
    ],
    [
      "SSH",
      "privateKey",
      pem("OPENSSH PRIVATE KEY", Buffer.from("openssh-key-v1\0")),
      "EdDSA",
      /it is an OpenSSH private key, which cannot be read; convert it: /,
    ],
    [
      "a request",
      "publicKey",
      pem("CERTIFICATE REQUEST", Buffer.alloc(9)),
      "RS256",
      /it is a certificate request, which cannot be read; convert it: /,
    ],
    ...KINDS.flatMap((kind) => {
      const [algorithm] = kind.algorithms;
      const open = Object.entries(publicFiles(kind)).flatMap(([label, file]) => [
        [`${kind.name} ${label} in DER`, "privateKey", file, algorithm, isPublic],
        [`${kind.name} ${label} in PEM`, "privateKey", pem(label, file), algorithm, isPublic],
      ]);
      const secret = Object.entries(privateFiles(kind)).flatMap(([label, file]) => [
        [`${kind.name} ${label} in DER`, "publicKey", file, algorithm, isPrivate],
        [`${kind.name} ${label} in PEM`, "publicKey", pem(label, file), algorithm, isPrivate],
      ]);
      return [...open, ...secret];
    }),
  ];
  // 11 public and 9 private files, each in DER and in PEM.
  assert.equal(refusedAll(rows), 25 + 2 * (11 + 9));
});

test("the error says that a key is encrypted", () => {
  const lock = { cipher: "aes-256-cbc", passphrase: "secret" };
  const rows = KINDS.flatMap(({ name, privateKey, algorithms: [algorithm] }) => [
    [`${name} PKCS#8`, "privateKey", exported(privateKey, "pkcs8", "pem", lock), algorithm, /encrypted/],
    [
      `${name} PKCS#8 in DER`,
      "privateKey",
      exported(privateKey, "pkcs8", "der", lock),
      algorithm,
      /encrypted/,
    ],
    ...["pem", "der"].map((format) => [
      `${name} PKCS#8 in ${format}, for a public one`,
      "publicKey",
      exported(privateKey, "pkcs8", format, lock),
      algorithm,
      /private key, but a public one is needed/,
    ]),
  ]);
  rows.push(
    ["RSA of old", "privateKey", exported(RSA.privateKey, "pkcs1", "pem", lock), "RS256", /encrypted/],
    ["EC of old", "privateKey", exported(EC.privateKey, "sec1", "pem", lock), "ES256", /encrypted/],
  );
  assert.match(rows.at(-1)[2], /Proc-Type: 4,ENCRYPTED/);
  assert.equal(refusedAll(rows), 22);
});

test("a key that is not a sound one", () => {
  const rsa = (n, e) => createPublicKey({ key: { kty: "RSA", n, e }, format: "jwk" });
  const ones = (bytes) => Buffer.alloc(bytes, 255).toString("base64url");
  const small = generateKeyPairSync("rsa", { modulusLength: 1024 });
  const point = (bytes) =>
    sequence(Buffer.from("301306072a8648ce3d020106082a8648ce3d030107", "hex"), der(3, [0], bytes));
  const { x, y } = EC.publicKey.export({ format: "jwk" });
  const [x0, y0] = [x, y].map((text) => Buffer.from(text, "base64url"));
  const edwards = (bytes) => sequence(Buffer.from("300506032b6570", "hex"), der(3, [0], bytes));
  const { n } = RSA.publicKey.export({ format: "jwk" });
  const even = Buffer.from(n, "base64url");
  even[255] ^= 1;
  const pkcs1 = (modulus, exponent) =>
    sequence(der(2, modulus[0] & 0x80 ? [0] : [], modulus), der(2, exponent));
  const exponent = /RSA key's exponent/;
  const weak = /1024 bits, but at least 2048/;
  const rows = [
    ["1024 bits", "publicKey", exported(small.publicKey, "spki"), "RS256", weak, "key_too_weak"],
    ["1024 bits in PKCS#1", "publicKey", exported(small.publicKey, "pkcs1"), "PS256", weak, "key_too_weak"],
    ["1024 bits, private", "privateKey", exported(small.privateKey, "pkcs8"), "RS256", weak, "key_too_weak"],
    ["2047 bits", "publicKey", pkcs1(Buffer.alloc(256, 0x7f), [3]), "RS256", /2047 bits/, "key_too_weak"],
    ["16384 bits", "publicKey", exported(rsa(ones(2048), "AQAB"), "spki"), "RS256", /but the limit is 8192/],
    ["8200 bits", "publicKey", exported(rsa(ones(1025), "AQAB"), "spki"), "RS256", /but the limit is 8192/],
    ["an even modulus", "publicKey", pkcs1(even, [1, 0, 1]), "RS256", /modulus is even/],
    [
      "exponent 0",
      "publicKey",
      pkcs1(Buffer.from(n, "base64url"), [0]),
      "RS256",
      /e is 0 or has a leading zero/,
    ],
    ["exponent 1", "publicKey", exported(rsa(n, "AQ"), "spki"), "RS256", exponent],
    ["exponent 2", "publicKey", exported(rsa(n, "Ag"), "spki"), "RS256", exponent],
    ["exponent 65536", "publicKey", exported(rsa(n, "AQAA"), "spki"), "RS256", exponent],
    ["exponent 2^32 + 1", "publicKey", exported(rsa(n, "AQAAAAE"), "spki"), "RS256", exponent],
    ["a negative exponent", "publicKey", pkcs1(Buffer.from(n, "base64url"), [0x81]), "RS256", /DER/],
    ["a compressed point", "publicKey", point([2 + (y0.at(-1) & 1), ...x0]), "ES256", /uncompressed/],
    ["a hybrid point", "publicKey", point([6 + (y0.at(-1) & 1), ...x0, ...y0]), "ES256", /uncompressed/],
    ["the point at infinity", "publicKey", point([0]), "ES256", /uncompressed/],
    [
      "a point cut short",
      "publicKey",
      point([4, ...x0, ...y0.subarray(1)]),
      "ES256",
      /key's point has 64 bytes, but P-256 needs 65/,
    ],
    [
      "a point too long",
      "publicKey",
      point([4, ...x0, ...y0, 0]),
      "ES256",
      /has 66 bytes, but P-256 needs 65/,
    ],
    [
      "Ed25519 of 31 bytes",
      "publicKey",
      edwards(Buffer.alloc(31, 9)),
      "EdDSA",
      /x has 31 bytes, but Ed25519 needs 32/,
    ],
    ["Ed25519 of small order", "publicKey", edwards(Buffer.alloc(32)), "EdDSA", /small order/],
    [
      "Ed25519, not canonical",
      "publicKey",
      edwards([0xee, ...Buffer.alloc(30, 255), 0x7f]),
      "EdDSA",
      /canonical/,
    ],
  ];
  assert.equal(refusedAll(rows), 21);
});

test("halves of two private keys: the core or the host sees it before anything is signed", async () => {
  for (const { name, make, privateKey, algorithms } of KINDS) {
    const jwk = privateKey.export({ format: "jwk" });
    const other = generateKeyPairSync(...make).privateKey.export({ format: "jwk" });
    const mixed = name === "RSA" ? { ...jwk, n: other.n } : { ...jwk, d: other.d };
    const sync = refusal(() => api.signSync({}, api.jwk(mixed, algorithms[0])));
    const thrown = await (async () => api.sign({}, api.jwk(mixed, algorithms[0])))().catch((error) => error);
    const async = refusal(() => {
      throw thrown;
    });
    for (const error of [sync, async]) {
      assert.equal(error.code, "key_invalid", name);
      assert.match(error.message, /are not a pair$|the private key is not sound/, name);
    }
    const key = api.jwk(jwk, algorithms[0]);
    assert.equal(api.signSync({}, key).split(".").length, 3);
    key.free();
  }
});

test("a point that is not on its curve", async () => {
  const { x } = EC.publicKey.export({ format: "jwk" });
  const off = { kty: "EC", crv: "P-256", x, y: x };
  assert.equal(refusedAll([["P-256", "jwk", off, "ES256", /point is not on its curve/]]), 1);
  // Only the engine can compute whether a y has an x on the curve.
  await api.loadEngine("EdDSA");
  const engine = exportsOf("eddsa");
  const place = ALGORITHMS.indexOf("EdDSA");
  const outcomes = { taken: 0, refused: 0 };
  for (let low = 2; low < 130; low++) {
    const x = Buffer.from([...Buffer.alloc(31, low), low & 0x7f]).toString("base64url");
    const jwk = { kty: "OKP", crv: "Ed25519", x };
    let one = "taken";
    try {
      api.jwk(jwk).free();
    } catch (error) {
      one = `${error.code}: ${error.message}`;
    }
    bufferOf(engine, 32).set(Buffer.from(x, "base64url"));
    assert.equal(engine.verifyingKey(place, 32, 0) > 0, one === "taken", x);
    assert.match(one, /^taken$|^key_invalid: .*point is not on its curve$/);
    outcomes[one === "taken" ? "taken" : "refused"]++;
  }
  assert.ok(outcomes.taken > 40 && outcomes.refused > 40, JSON.stringify(outcomes));
});
