import { verify } from "@tsndr/cloudflare-worker-jwt";
import { checkClaims } from "../../../candidates/claims.mjs";

export async function first(token, { publicPem, ...demands }) {
  const { payload } = await verify(token, publicPem, { algorithm: demands.algorithm, throwError: true });
  checkClaims(payload, demands);
  return payload;
}
