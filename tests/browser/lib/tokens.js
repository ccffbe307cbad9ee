/** Makes tokens with node:crypto, so that the package does not test itself. */

import { constants, createHmac, sign } from "node:crypto";
import { readFileSync } from "node:fs";
import { generateKeyPairSync } from "../../lib/key-pair.mjs";

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

/** @param claims the payload's text, if an object cannot express it */
export function signed(claims, { alg = "HS256", header = { alg, typ: "JWT" }, secret = SECRET } = {}) {
  const payload = typeof claims === "string" ? claims : JSON.stringify(claims);
  const input = `${base64url(JSON.stringify(header))}.${base64url(payload)}`;
  const signature = createHmac(HASHES[alg] ?? "sha256", secret)
    .update(input)
    .digest("base64url");
  return `${input}.${signature}`;
}

const IN_AN_HOUR = Math.floor(Date.now() / 1000) + 3600;

/** One second for the whole file: tokens with the same claims are then the same token, however busy the machine is. */
export function inAnHour() {
  return IN_AN_HOUR;
}

/** Replaces one character in the middle of a part by another one of the alphabet. */
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

/** One pair for each kind of key, because making an RSA key takes long. */
function pairFor({ type, namedCurve }) {
  const name = `${type} ${namedCurve}`;
  if (!pairs.has(name)) pairs.set(name, generateKeyPairSync(type, { modulusLength: 2048, namedCurve }));
  return pairs.get(name);
}

/**
 * A token, with both halves of the key that signed it.
 * @param header in place of the usual one
 */
export function signedWith(alg, claims, { kid, header: own } = {}) {
  const { hash, padding, saltLength, ...kind } = PUBLIC[alg];
  const { privateKey, publicKey } = pairFor(kind);
  const header = own ?? { alg, typ: "JWT", ...(kid === undefined ? {} : { kid }) };
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

/** What a common identity provider issues for an app, with 21 claims. */
export const ACCESS_TOKEN = signed(
  {
    exp: inAnHour(),
    iat: inAnHour() - 3600,
    auth_time: inAnHour() - 7200,
    jti: "0f1c5b0e-2a6e-4b5c-8f62-8a7a7b0c9d1e",
    iss: "https://sso.example.com/realms/main",
    aud: ["account", "realm-management"],
    sub: "c0ffee00-1234-4321-abcd-1234567890ab",
    typ: "Bearer",
    azp: "web-app",
    sid: "b6a1f1de-8a3c",
    acr: "1",
    "allowed-origins": ["https://app.example.com"],
    realm_access: { roles: ["offline_access", "uma_authorization", "default-roles-main"] },
    resource_access: { account: { roles: ["manage-account", "view-profile"] } },
    scope: "openid profile email",
    email_verified: true,
    name: "Ada Lovelace",
    preferred_username: "ada",
    given_name: "Ada",
    family_name: "Lovelace",
    email: "ada@example.com",
  },
  { header: { alg: "HS256", typ: "JWT", kid: "FJ86GcF3jTbNLOco4NvZkUCIUmfYCqoqtOQeMfbhNlE" } },
);
