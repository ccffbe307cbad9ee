import jsonwebtoken from "jsonwebtoken";
import { requireExp } from "../../../candidates/claims.mjs";

export async function first(token, { algorithm, issuer, audience, publicPem }) {
  return requireExp(jsonwebtoken.verify(token, publicPem, { algorithms: [algorithm], issuer, audience }));
}
