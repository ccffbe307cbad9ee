// A provider that no test needs a network for: its metadata, its keys and its tokens, made by Node's own cryptography.
import { sign } from "node:crypto";
import { generateKeyPairSync } from "../../lib/key-pair.mjs";

/** The provider that the pages name. */
export const ISSUER = "https://tenant.eu.auth0.com/";
const AUDIENCE = "https://api.example";

const pair = () => generateKeyPairSync("rsa", { modulusLength: 2048 });
const { publicKey, privateKey } = pair();
const { privateKey: otherKey } = pair();

/** By address. */
export const DOCUMENTS = {
  [`${ISSUER}.well-known/openid-configuration`]: {
    issuer: ISSUER,
    jwks_uri: `${ISSUER}.well-known/jwks.json`,
  },
  [`${ISSUER}.well-known/jwks.json`]: {
    keys: [{ ...publicKey.export({ format: "jwk" }), alg: "RS256", use: "sig", kid: "2026" }],
  },
};

const encode = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");

export function tokenOf(claims = {}, key = privateKey) {
  const exp = Math.floor(Date.now() / 1000) + 600;
  const all = { iss: ISSUER, sub: "user-42", aud: AUDIENCE, exp, ...claims };
  const input = `${encode({ alg: "RS256", typ: "JWT", kid: "2026" })}.${encode(all)}`;
  return `${input}.${sign("sha256", Buffer.from(input), key).toString("base64url")}`;
}

/** Tokens that must be refused, by code. */
export const REFUSED = {
  malformed: () => "not a token",
  signature_invalid: () => tokenOf({}, otherKey),
  expired: () => tokenOf({ exp: 1 }),
  claim_mismatch: () => tokenOf({ aud: "https://another.example" }),
  issuer_unknown: () => tokenOf({ iss: "https://other.eu.auth0.com/" }),
};
