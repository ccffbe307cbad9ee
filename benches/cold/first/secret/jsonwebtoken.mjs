import jsonwebtoken from "jsonwebtoken";
import { requireExp } from "../../../candidates/claims.mjs";

export async function first(token, { algorithm, issuer, audience, secret }) {
  return requireExp(
    jsonwebtoken.verify(token, Buffer.from(secret), { algorithms: [algorithm], issuer, audience }),
  );
}
