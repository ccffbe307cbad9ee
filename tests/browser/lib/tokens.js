/** Tokens made with node:crypto, so that the page is not checked by its own package. */

import { constants, createHmac, generateKeyPairSync, sign } from "node:crypto";
import { readFileSync } from "node:fs";

const vectors = JSON.parse(readFileSync(new URL("../../vectors/rfc-examples.json", import.meta.url), "utf8"));

function vector(name) {
  const found = vectors.cases.find((one) => one.name.startsWith(name));
  if (!found) throw new Error(`no vector is named ${name}`);
  return found;
}

export const SIMPLE_JWT = vector("the brief").token;
export const JWT_IO = { token: vector("jwt.io").token, secret: vector("jwt.io").key.utf8 };
export const RFC_7515_A1 = { token: vector("RFC 7515 A.1").token, secret: vector("RFC 7515 A.1").key.jwk.k };

/** Long enough for every HS algorithm. */
export const SECRET = "a secret of the browser tests that is long enough for HS256, HS384 and even HS512";

const HASHES = { HS256: "sha256", HS384: "sha384", HS512: "sha512" };

export function base64url(text) {
  return Buffer.from(text).toString("base64url");
}

/** `claims` may be the payload's text, where an object could not spell it. */
export function signed(claims, { alg = "HS256", header = { alg, typ: "JWT" }, secret = SECRET } = {}) {
  const payload = typeof claims === "string" ? claims : JSON.stringify(claims);
  const input = `${base64url(JSON.stringify(header))}.${base64url(payload)}`;
  const signature = createHmac(HASHES[alg] ?? "sha256", secret)
    .update(input)
    .digest("base64url");
  return `${input}.${signature}`;
}

export function inAnHour() {
  return Math.floor(Date.now() / 1000) + 3600;
}

/** Changes one character in the middle of a part, into another one of the same alphabet. */
export function tampered(token, part) {
  const segments = token.split(".");
  const text = segments[part];
  const middle = text.length >> 1;
  segments[part] = text.slice(0, middle) + (text[middle] === "A" ? "B" : "A") + text.slice(middle + 1);
  return segments.join(".");
}

/** How node:crypto makes the keys and signatures of each public-key algorithm. */
const PUBLIC = {
  RS256: { type: "rsa", hash: "sha256" },
  RS384: { type: "rsa", hash: "sha384" },
  RS512: { type: "rsa", hash: "sha512" },
  PS256: { type: "rsa", hash: "sha256", padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 },
  PS384: { type: "rsa", hash: "sha384", padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 48 },
  PS512: { type: "rsa", hash: "sha512", padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 64 },
  ES256: { type: "ec", namedCurve: "P-256", hash: "sha256" },
  ES384: { type: "ec", namedCurve: "P-384", hash: "sha384" },
  ES512: { type: "ec", namedCurve: "P-521", hash: "sha512" },
  EdDSA: { type: "ed25519", hash: null },
  Ed25519: { type: "ed25519", hash: null },
};

export const PUBLIC_ALGORITHMS = Object.keys(PUBLIC);

const pairs = new Map();

/** One pair for each kind of key: to make an RSA key takes long. */
function pairFor({ type, namedCurve }) {
  const name = `${type} ${namedCurve}`;
  if (!pairs.has(name)) pairs.set(name, generateKeyPairSync(type, { modulusLength: 2048, namedCurve }));
  return pairs.get(name);
}

/** A token signed by a private key, with both halves of that key. */
export function signedWith(alg, claims, { kid } = {}) {
  const { hash, padding, saltLength, ...kind } = PUBLIC[alg];
  const { privateKey, publicKey } = pairFor(kind);
  const header = { alg, typ: "JWT", ...(kid === undefined ? {} : { kid }) };
  const input = `${base64url(JSON.stringify(header))}.${base64url(JSON.stringify(claims))}`;
  const key = { key: privateKey, padding, saltLength, dsaEncoding: "ieee-p1363" };
  const signature = sign(hash, Buffer.from(input), key).toString("base64url");
  return {
    token: `${input}.${signature}`,
    publicPem: publicKey.export({ type: "spki", format: "pem" }),
    publicDer: publicKey.export({ type: "spki", format: "der" }),
    publicJwk: publicKey.export({ format: "jwk" }),
    privatePem: privateKey.export({ type: "pkcs8", format: "pem" }),
    privateJwk: privateKey.export({ format: "jwk" }),
  };
}
