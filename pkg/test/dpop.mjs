// Shared by the tests of DPoP. Proofs are made with Node's own cryptography, because createDpopProof makes valid ones only.

import assert from "node:assert/strict";
import { createECDH, createHash, createHmac, createPrivateKey, randomUUID, sign } from "node:crypto";
import { thumbprint } from "jwt-wasm";
import { memoryReplay, verifyDpopProof } from "jwt-wasm/dpop";
import { generateKeyPairSync } from "../../tests/lib/key-pair.mjs";

const DIGESTS = { ES256: "sha256", ES384: "sha384", ES512: "sha512", RS256: "sha256", PS256: "sha256" };
/** Of each algorithm: the curve's name in a JWK and in Node, and the size of a coordinate in bytes. */
const CURVES = {
  ES256: ["P-256", "prime256v1", 32],
  ES384: ["P-384", "secp384r1", 48],
  ES512: ["P-521", "secp521r1", 66],
};

/** A client's key pair. */
export function clientKey(alg = "ES256") {
  const privateJwk = CURVES[alg] ? curveKey(...CURVES[alg]) : otherKey(alg);
  const { d: _d, p: _p, q: _q, dp: _dp, dq: _dq, qi: _qi, ...jwk } = privateJwk;
  const privateKey = createPrivateKey({ key: privateJwk, format: "jwk" });
  return { alg, privateKey, jwk, jkt: thumbprint(jwk), privateJwk };
}

/** By createECDH, which makes thousands of keys faster than generateKeyPairSync. */
function curveKey(crv, name, size) {
  const pair = createECDH(name);
  const point = pair.generateKeys();
  const text = (bytes) => Buffer.from(bytes).toString("base64url");
  const d = Buffer.concat([Buffer.alloc(size), pair.getPrivateKey()]).subarray(-size);
  return {
    kty: "EC",
    crv,
    x: text(point.subarray(1, size + 1)),
    y: text(point.subarray(size + 1)),
    d: text(d),
  };
}

function otherKey(alg) {
  const curve = { EdDSA: "ed25519", Ed448: "ed448" }[alg];
  const { privateKey } = curve
    ? generateKeyPairSync(curve)
    : generateKeyPairSync("rsa", { modulusLength: 2048 });
  return privateKey.export({ format: "jwk" });
}

export const client = clientKey();

export const seconds = () => Math.floor(Date.now() / 1000);

/** The claim `ath` for a token (RFC 9449 §4.2). */
export const ath = (token) => createHash("sha256").update(token).digest("base64url");

/** The header and claims of a valid proof, with some members replaced; `undefined` leaves a member out. */
export function proofOf({ key = client, header = {}, claims = {}, token, url = URL, method = "GET" } = {}) {
  const fullHeader = { typ: "dpop+jwt", alg: key.alg, jwk: key.jwk, ...header };
  const fullClaims = {
    jti: randomUUID(),
    htm: method,
    htu: url,
    iat: seconds(),
    ...(token === undefined ? {} : { ath: ath(token) }),
    ...claims,
  };
  return signedBy(key, fullHeader, fullClaims);
}

export const URL = "https://site.example/api";

/** A header or claims that are text are signed as they are. */
export function signedBy(key, header, claims) {
  const text = (part) => (typeof part === "string" ? part : JSON.stringify(part));
  const input = [header, claims].map((part) => Buffer.from(text(part)).toString("base64url")).join(".");
  return `${input}.${signature(key, input).toString("base64url")}`;
}

function signature({ alg, privateKey, secret }, input) {
  if (secret) return createHmac("sha256", secret).update(input).digest();
  const pss = alg.startsWith("PS") ? { padding: 6, saltLength: 32 } : {};
  return sign(DIGESTS[alg], Buffer.from(input), { key: privateKey, dsaEncoding: "ieee-p1363", ...pss });
}

export const TOKEN = "an.access.token";
export const replay = memoryReplay();
export const options = (more) => ({ method: "GET", url: URL, replay, ...more });
export const bound = { accessToken: TOKEN, jkt: client.jkt };

/** The code of the error that refuses a proof, with its claim or reason. */
export async function why(proof, more = bound) {
  const outcome = await verifyDpopProof(proof, options(more)).then(
    () => "good",
    (error) => {
      assert.equal(error.name, "JwtError");
      return error;
    },
  );
  if (typeof outcome === "string") return outcome;
  assert.ok(typeof proof !== "string" || proof === "" || !outcome.message.includes(proof));
  return [outcome.code, outcome.claim ?? outcome.reason].filter(Boolean).join(" ");
}
