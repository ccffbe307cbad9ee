// Makes tokens with Node's own cryptography, so that the package does not test itself.
import { createHmac, randomBytes, sign } from "node:crypto";
import { generateKeyPairSync } from "../../lib/key-pair.mjs";

const encode = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
const inSeconds = (offset) => Math.floor(Date.now() / 1000) + offset;

function input(header, claims) {
  return `${encode({ typ: "JWT", ...header })}.${encode({ aud: "api", exp: inSeconds(600), ...claims })}`;
}

export const SECRET = randomBytes(32).toString("hex");

export function hs256(claims, { secret = SECRET, alg = "HS256", hash = "sha256" } = {}) {
  const signed = input({ alg }, claims);
  return `${signed}.${createHmac(hash, secret).update(signed).digest("base64url")}`;
}

const changed = (token) => {
  const [header, , signature] = token.split(".");
  return `${header}.${encode({ sub: "mallory", aud: "api", exp: inSeconds(600) })}.${signature}`;
};

/** The requests by kind: the header for a user, and the answer that it must get. Half of them are good. */
export const KINDS = [
  { name: "good", authorization: (sub) => `Bearer ${hs256({ sub })}`, status: 200 },
  {
    name: "expired",
    authorization: (sub) => `Bearer ${hs256({ sub, exp: inSeconds(-60) })}`,
    status: 401,
    code: "expired",
  },
  { name: "good", authorization: (sub) => `bearer ${hs256({ sub })}`, status: 200 },
  {
    name: "forged: another secret",
    authorization: (sub) => `Bearer ${hs256({ sub }, { secret: "0".repeat(64) })}`,
    status: 401,
    code: "signature_invalid",
  },
  { name: "good", authorization: (sub) => `Bearer ${hs256({ sub, pad: "x".repeat(2000) })}`, status: 200 },
  {
    name: "forged: other claims",
    authorization: (sub) => `Bearer ${changed(hs256({ sub }))}`,
    status: 401,
    code: "signature_invalid",
  },
  { name: "good", authorization: (sub) => `Bearer ${hs256({ sub, scope: "read" })}`, status: 200 },
  {
    name: "oversized",
    authorization: (sub) => `Bearer ${hs256({ sub, pad: "x".repeat(15_000) })}`,
    status: 401,
    code: "too_large",
  },
  { name: "good", authorization: (sub) => `Bearer  ${hs256({ sub })}`, status: 200 },
  {
    name: "other algorithm: none",
    authorization: (sub) => `Bearer ${input({ alg: "none" }, { sub })}.`,
    status: 401,
    code: "algorithm_not_allowed",
  },
  { name: "good", authorization: (sub) => `Bearer ${hs256({ sub, aud: ["web", "api"] })}`, status: 200 },
  {
    name: "other algorithm: HS512",
    authorization: (sub) => `Bearer ${hs256({ sub }, { alg: "HS512", hash: "sha512" })}`,
    status: 401,
    code: "algorithm_not_allowed",
  },
  { name: "good", authorization: (sub) => `Bearer ${hs256({ sub, nbf: inSeconds(-1) })}`, status: 200 },
  {
    name: "for another audience",
    authorization: (sub) => `Bearer ${hs256({ sub, aud: "web" })}`,
    status: 401,
    code: "claim_mismatch",
  },
  { name: "good", authorization: (sub) => `Bearer ${hs256({ sub, exp: inSeconds(3600) })}`, status: 200 },
  { name: "malformed", authorization: (sub) => `Bearer ${hs256({ sub })}=`, status: 401, code: "malformed" },
  { name: "good", authorization: (sub) => `Bearer ${hs256({ sub, jti: sub })}`, status: 200 },
  {
    name: "two tokens",
    authorization: (sub) => `Bearer ${hs256({ sub })}, Bearer ${hs256({ sub })}`,
    status: 400,
    code: "invalid_request",
  },
  { name: "good", authorization: (sub) => `Bearer ${hs256({ sub })}`, status: 200 },
  { name: "none", authorization: () => undefined, status: 401, code: "token_missing" },
];

/** A key of a provider. */
export function providerKey(kid) {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const jwk = { ...publicKey.export({ format: "jwk" }), kid, use: "sig", alg: "ES256" };
  const token = (claims, as = kid) => {
    const signed = input({ alg: "ES256", kid: as }, claims);
    const signature = sign("sha256", Buffer.from(signed), { key: privateKey, dsaEncoding: "ieee-p1363" });
    return `${signed}.${signature.toString("base64url")}`;
  };
  return { kid, jwk, token };
}
