import { secretKey, verify } from "jwt-wasm";

export async function first(token, { algorithm, issuer, audience, secret }) {
  return (await verify(token, secretKey(secret, algorithm), { issuer, audience })).payload;
}
