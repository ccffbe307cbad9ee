import { verify } from "@tsndr/cloudflare-worker-jwt";
import { checkClaims } from "../../../candidates/claims.mjs";

export async function first(token, { secret, ...demands }) {
  const key = await crypto.subtle.importKey("raw", secret, { name: "HMAC", hash: "SHA-256" }, false, [
    "verify",
  ]);
  const { payload } = await verify(token, key, { algorithm: demands.algorithm, throwError: true });
  checkClaims(payload, demands);
  return payload;
}
