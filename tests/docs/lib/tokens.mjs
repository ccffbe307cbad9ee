// Makes tokens with Node's own HMAC, so that the package does not test itself.
import { createHmac } from "node:crypto";

export const SECRET = "a secret of 32 bytes or more, for tests";

const encode = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");

export function token(claims = {}, secret = SECRET) {
  const exp = Math.floor(Date.now() / 1000) + 600;
  const input = `${encode({ alg: "HS256", typ: "JWT" })}.${encode({ sub: "alice", exp, ...claims })}`;
  return `${input}.${createHmac("sha256", secret).update(input).digest("base64url")}`;
}
