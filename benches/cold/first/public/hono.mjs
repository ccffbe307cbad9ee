import { verify } from "hono/jwt";
import { requireExp } from "../../../candidates/claims.mjs";

export async function first(token, { algorithm: alg, issuer: iss, audience: aud, publicPem }) {
  return requireExp(await verify(token, publicPem, { alg, iss, aud }));
}
