import { verify } from "hono/jwt";
import { requireExp } from "../../../candidates/claims.mjs";

export async function first(token, { algorithm: alg, issuer: iss, audience: aud, secret }) {
  const key = await crypto.subtle.importKey("raw", secret, { name: "HMAC", hash: "SHA-256" }, false, [
    "verify",
  ]);
  return requireExp(await verify(token, key, { alg, iss, aud }));
}
