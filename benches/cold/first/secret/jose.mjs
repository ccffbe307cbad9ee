import { jwtVerify } from "jose";

export async function first(token, { algorithm, issuer, audience, secret }) {
  const options = { algorithms: [algorithm], issuer, audience, requiredClaims: ["exp"] };
  return (await jwtVerify(token, secret, options)).payload;
}
