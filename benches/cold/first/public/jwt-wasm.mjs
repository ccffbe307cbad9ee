import { publicKey, verify } from "jwt-wasm";

export async function first(token, { algorithm, issuer, audience, publicPem }) {
  return (await verify(token, publicKey(publicPem, algorithm), { issuer, audience })).payload;
}
