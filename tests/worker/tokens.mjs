// Tokens made by Node's own HMAC, so that the package is not its own witness.
import { createHmac } from "node:crypto";

export const SECRET = "a secret of 32 bytes or more, for tests";

const HASHES = { HS256: "sha256", HS384: "sha384", HS512: "sha512" };

const encode = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");

/** Seconds since 1970-01-01T00:00:00Z, this far from now. */
export const at = (offset) => Math.floor(Date.now() / 1000) + offset;

/** Claims that `JSON.parse` would not give back are given as text. */
export function token(claims = {}, { alg = "HS256", secret = SECRET } = {}) {
  const payload =
    typeof claims === "string"
      ? Buffer.from(`{"sub":"alice","exp":${at(600)},${claims}}`).toString("base64url")
      : encode({ sub: "alice", exp: at(600), ...claims });
  const input = `${encode({ alg, typ: "JWT" })}.${payload}`;
  const hash = HASHES[alg];
  return `${input}.${hash ? createHmac(hash, secret).update(input).digest("base64url") : ""}`;
}

/** The same token with another subject, under the old signature. */
export function tampered() {
  const [header, payload, signature] = token().split(".");
  const claims = JSON.parse(Buffer.from(payload, "base64url").toString());
  return [header, encode({ ...claims, sub: "mallory" }), signature].join(".");
}
