// Every kind of key in every form: a file as text and as bytes, a certificate, a JWK, a key set.
import assert from "node:assert/strict";
import { createHash, createPublicKey, X509Certificate } from "node:crypto";
import { test } from "node:test";
import * as api from "jwt-wasm";
import { generateKeyPairSync } from "../../tests/lib/key-pair.mjs";
import {
  der,
  fromPem,
  KINDS,
  kindOf,
  nodeToken,
  nodeVerifies,
  passed,
  pem,
  privateFiles,
  publicFiles,
  sequence,
} from "./key-forms.mjs";
import { NOW, refusal } from "./support.mjs";

const CLAIMS = { sub: "user-42", exp: NOW + 60 };
const PRIVATE_MEMBERS = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];

/** The thumbprint (RFC 7638 §3), computed independently of the core. */
function ownThumbprint(jwk) {
  const members = {
    RSA: ["e", "kty", "n"],
    EC: ["crv", "kty", "x", "y"],
    OKP: ["crv", "kty", "x"],
    oct: ["k", "kty"],
  };
  const text = JSON.stringify(Object.fromEntries(members[jwk.kty].map((name) => [name, jwk[name]])));
  return createHash("sha256").update(text).digest("base64url");
}

test(`every form of a public key verifies`, async () => {
  let forms = 0;
  for (const kind of KINDS) {
    const members = kind.publicKey.export({ format: "jwk" });
    for (const algorithm of kind.algorithms) {
      const token = nodeToken(algorithm, kind.privateKey, CLAIMS);
      const keys = Object.entries(publicFiles(kind)).flatMap(([label, bytes]) =>
        Object.entries(passed(label, bytes)).map(([how, file]) => [
          `${label} as ${how}`,
          api.publicKey(file, algorithm),
        ]),
      );
      keys.push(
        ["JWK", api.jwk(members, algorithm)],
        ["JWK with alg", api.jwk({ ...members, alg: algorithm })],
      );
      for (const [form, key] of keys) {
        const at = `${algorithm} ${form}`;
        assert.deepEqual(key.algorithms, [algorithm], at);
        assert.deepEqual(key.toPublicJwk(), { ...members, alg: algorithm, use: "sig" }, at);
        assert.deepEqual(api.verifySync(token, key, { now: NOW }).payload, CLAIMS, at);
        assert.deepEqual((await api.verify(token, key, { now: NOW })).payload, CLAIMS, at);
        assert.equal(refusal(() => api.signSync({}, key)).code, "key_invalid", at);
        key.free();
        forms++;
      }
    }
  }
  // Each container is passed in four ways. RSA has three containers and six algorithms; the other five algorithms have two containers
  // each. To each algorithm, two JWKs are added.
  assert.equal(forms, 6 * (3 * 4 + 2) + 5 * (2 * 4 + 2));
});

test(`every form of a private key signs, and gives its public half only`, async () => {
  let forms = 0;
  for (const kind of KINDS) {
    const members = kind.publicKey.export({ format: "jwk" });
    const secret = kind.privateKey.export({ format: "jwk" });
    for (const algorithm of kind.algorithms) {
      const keys = Object.entries(privateFiles(kind)).flatMap(([label, bytes]) =>
        Object.entries(passed(label, bytes)).map(([how, file]) => [
          `${label} as ${how}`,
          api.privateKey(file, algorithm),
        ]),
      );
      keys.push(
        ["JWK", api.jwk(secret, algorithm)],
        ["JWK with alg", api.jwk({ ...secret, alg: algorithm })],
      );
      for (const [form, key] of keys) {
        const at = `${algorithm} ${form}`;
        assert.deepEqual(key.algorithms, [algorithm], at);
        for (const token of [api.signSync(CLAIMS, key), await api.sign(CLAIMS, key)]) {
          assert.ok(nodeVerifies(algorithm, kind.publicKey, token), at);
        }
        const token = nodeToken(algorithm, kind.privateKey, CLAIMS);
        const error = refusal(() => api.verifySync(token, key, { now: NOW }));
        assert.equal(error.code, "key_invalid", at);
        assert.match(error.message, /private key, but a public one is needed/, at);
        const open = key.toPublicJwk();
        assert.deepEqual(open, { ...members, alg: algorithm, use: "sig" }, at);
        for (const name of PRIVATE_MEMBERS) assert.ok(!(name in open), `${at}: ${name}`);
        const again = api.jwk(open);
        assert.deepEqual(again.toPublicJwk(), open, at);
        assert.deepEqual(api.verifySync(token, again, { now: NOW }).payload, CLAIMS, at);
        key.free();
        forms++;
      }
    }
  }
  // RSA and EC have two containers, Ed25519 has one and two names.
  assert.equal(forms, 6 * (2 * 4 + 2) + 3 * (2 * 4 + 2) + 2 * (4 + 2));
});

test(`thumbprints are those of RFC 7638, for either half and any other members`, () => {
  for (const { name, publicKey, privateKey } of KINDS) {
    const open = publicKey.export({ format: "jwk" });
    const expected = ownThumbprint(open);
    assert.equal(api.thumbprint(open), expected, name);
    assert.equal(api.thumbprint(privateKey.export({ format: "jwk" })), expected, name);
    assert.equal(api.thumbprint({ use: "sig", kid: "a", alg: "x", ...open, extra: [1] }), expected, name);
  }
  const secret = { kty: "oct", k: Buffer.alloc(32, 7).toString("base64url") };
  assert.equal(api.thumbprint(secret), ownThumbprint(secret));
  // RFC 7638 §3.1.
  const n =
    "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3ok" +
    "njhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu" +
    "6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8a" +
    "wapJzKnqDKgw";
  const example = { kty: "RSA", n, e: "AQAB", alg: "RS256", kid: "2011-04-29" };
  assert.equal(api.thumbprint(example), "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs");
});

test(`a certificate made by OpenSSL, with extensions`, () => {
  // openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout /dev/null \
  //   -subj /CN=issuer.example -addext subjectAltName=DNS:issuer.example -days 36500
  const file = `-----BEGIN CERTIFICATE-----
MIIBpTCCAUqgAwIBAgIUbILKd2ZuWC6EB6O90x+UhV0kctwwCgYIKoZIzj0EAwIw
GTEXMBUGA1UEAwwOaXNzdWVyLmV4YW1wbGUwIBcNMjYxMTI0MDQ1NTI5WhgPMjEy
NjEwMzEwNDU1MjlaMBkxFzAVBgNVBAMMDmlzc3Vlci5leGFtcGxlMFkwEwYHKoZI
zj0CAQYIKoZIzj0DAQcDQgAEHu5+1VZymLJFr/xZmowAoDwyMVhTqS/zIb7KmUMN
cTFY/1jLX87ODZtkZRjml3oLMzrrXC5ew47QQwS8IQC8n6NuMGwwHQYDVR0OBBYE
FN3IYK7Q4wmK7JGJwvl5YYGYmM8oMB8GA1UdIwQYMBaAFN3IYK7Q4wmK7JGJwvl5
YYGYmM8oMA8GA1UdEwEB/wQFMAMBAf8wGQYDVR0RBBIwEIIOaXNzdWVyLmV4YW1w
bGUwCgYIKoZIzj0EAwIDSQAwRgIhAKbbzKf65YgfaY9HQdejuifi3Oa4DApd6+3k
Nbk8eJTTAiEA+urqkDor0xWqCgTpTrfQo97VA3OzANQGvvGYCxGitaE=
-----END CERTIFICATE-----
`;
  const members = new X509Certificate(file).publicKey.export({ format: "jwk" });
  for (const key of [api.publicKey(file, "ES256"), api.publicKey(fromPem(file), "ES256")]) {
    assert.deepEqual(key.toPublicJwk(), { ...members, alg: "ES256", use: "sig" });
  }
});

test(`PEM text as editors and tools leave it`, () => {
  const file = pem("PUBLIC KEY", publicFiles(kindOf("P-256"))["PUBLIC KEY"]);
  const base64 = fromPem(file).toString("base64");
  const wrapped = (width) =>
    `-----BEGIN PUBLIC KEY-----\n${base64.match(new RegExp(`.{1,${width}}`, "g")).join("\n")}\n-----END PUBLIC KEY-----`;
  const expected = api.publicKey(file, "ES256").toPublicJwk();
  for (const [name, text] of Object.entries({
    "Windows line ends": file.replaceAll("\n", "\r\n"),
    "old Macintosh line ends": file.replaceAll("\n", "\r"),
    "no line end at the end": file.trimEnd(),
    "white space around": ` \t\r\n${file}\n\n \t`,
    "one long line": wrapped(1000),
    "76 characters a line": wrapped(76),
    "X509 CERTIFICATE, an old label": pem("X509 CERTIFICATE", publicFiles(kindOf("P-256")).CERTIFICATE),
  })) {
    assert.deepEqual(api.publicKey(text, "ES256").toPublicJwk(), expected, name);
  }
  const secret = pem("EC PRIVATE KEY", privateFiles(kindOf("P-256"))["EC PRIVATE KEY"]);
  const windows = api.privateKey(secret.replaceAll("\n", "\r\n"), "ES256");
  assert.deepEqual(windows.toPublicJwk(), expected);
});

test(`PKCS#8 of the second version, with the public key in it`, () => {
  const { publicKey, privateKey } = kindOf("Ed25519");
  const point = Buffer.from(publicKey.export({ format: "jwk" }).x, "base64url");
  const members = fromPem(privateKey.export({ type: "pkcs8", format: "pem" })).subarray(5);
  // RFC 8410 §10.3: the version is 1, attributes are [0], and the public key is [1], both implicitly tagged.
  const file = sequence([2, 1, 1], members, der(0x81, [0], point));
  const withAttributes = sequence([2, 1, 1], members, der(0xa0, []), der(0x81, [0], point));
  let taken = 0;
  for (const bytes of [file, withAttributes]) {
    for (const key of [bytes, pem("PRIVATE KEY", bytes)].map((form) => api.privateKey(form, "EdDSA"))) {
      assert.ok(nodeVerifies("EdDSA", publicKey, api.signSync(CLAIMS, key)));
      taken++;
    }
  }
  assert.equal(taken, 4);
});

test(`an EC private key without its public half`, () => {
  const { publicKey, privateKey } = kindOf("P-256");
  const d = Buffer.from(privateKey.export({ format: "jwk" }).d, "base64url");
  const curve = der(0xa0, der(0x06, Buffer.from("2a8648ce3d030107", "hex")));
  const algorithm = Buffer.from("301306072a8648ce3d020106082a8648ce3d030107", "hex");
  const bare = sequence([2, 1, 1], der(4, d), curve);
  for (const file of [bare, sequence([2, 1, 0], algorithm, der(4, sequence([2, 1, 1], der(4, d))))]) {
    const key = api.privateKey(file, "ES256");
    assert.ok(nodeVerifies("ES256", publicKey, api.signSync(CLAIMS, key)));
    assert.equal(key.toPublicJwk().x, publicKey.export({ format: "jwk" }).x);
  }
});

test(`RSA keys of the largest size and the smallest and the largest exponent`, () => {
  for (const options of [
    { modulusLength: 2048, publicExponent: 3 },
    { modulusLength: 3072, publicExponent: 0xffffffff },
  ]) {
    const { publicKey, privateKey } = generateKeyPairSync("rsa", options);
    const key = api.publicKey(publicKey.export({ type: "spki", format: "pem" }), "RS256");
    const token = nodeToken("RS256", privateKey, CLAIMS);
    assert.deepEqual(api.verifySync(token, key, { now: NOW }).payload, CLAIMS);
  }
  const n = Buffer.alloc(1024, 255).toString("base64url");
  const large = createPublicKey({ key: { kty: "RSA", n, e: "AQAB" }, format: "jwk" });
  assert.equal(large.asymmetricKeyDetails.modulusLength, 8192);
  assert.equal(api.publicKey(large.export({ type: "pkcs1", format: "der" }), "PS512").toPublicJwk().n, n);
});
