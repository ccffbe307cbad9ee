// Makes tokens with Node's own HMAC, so that the package does not test itself.
import { createHmac } from "node:crypto";

export const SECRET = "a secret of 32 bytes or more, for tests";

const HASHES = { HS256: "sha256", HS384: "sha384", HS512: "sha512" };

const encode = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");

/** The time in that many seconds from now, in seconds since 1970-01-01T00:00:00Z. */
export const at = (offset) => Math.floor(Date.now() / 1000) + offset;

/** @param claims as text, if an object cannot express them */
export function token(claims = {}, { alg = "HS256", secret = SECRET } = {}) {
  const payload =
    typeof claims === "string"
      ? Buffer.from(`{"sub":"alice","exp":${at(600)},${claims}}`).toString("base64url")
      : encode({ sub: "alice", exp: at(600), ...claims });
  const input = `${encode({ alg, typ: "JWT" })}.${payload}`;
  const hash = HASHES[alg];
  return `${input}.${hash ? createHmac(hash, secret).update(input).digest("base64url") : ""}`;
}

/** The token with another subject and the old signature. */
export function tampered() {
  const [header, payload, signature] = token().split(".");
  const claims = JSON.parse(Buffer.from(payload, "base64url").toString());
  return [header, encode({ ...claims, sub: "mallory" }), signature].join(".");
}
