import jsonwebtoken from "jsonwebtoken";
import { requireExp } from "../../candidates/claims.mjs";

export async function first(token, { algorithm, issuer, audience, secret, publicPem }) {
  const key = secret ? Buffer.from(secret) : publicPem;
  return requireExp(jsonwebtoken.verify(token, key, { algorithms: [algorithm], issuer, audience }));
}
