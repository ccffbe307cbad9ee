import { publicKey, verify } from "jwt-wasm";
import "jwt-wasm/keyfile";
import { read } from "../../../lab/text.mjs";

/** As in the folder `secret`, with a key file. */
export async function first(token, { algorithm, issuer, audience, publicPem, step }) {
  const key = step > 0 ? publicKey(publicPem, algorithm) : undefined;
  return step > 1 ? (await verify(token, key, { issuer, audience })).payload : read(token.split(".")[1]);
}
