import { publicKey, secretKey, verify } from "jwt-wasm";

export async function first(token, { algorithm, issuer, audience, secret, publicPem }) {
  const key = secret ? secretKey(secret, algorithm) : publicKey(publicPem, algorithm);
  return (await verify(token, key, { issuer, audience })).payload;
}
