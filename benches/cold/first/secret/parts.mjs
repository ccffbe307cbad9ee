import { secretKey, verify } from "jwt-wasm";
import { read } from "../../../lab/text.mjs";

/** Goes as far as `step` says: 0 calls nothing, 1 makes the key, 2 verifies. */
export async function first(token, { algorithm, issuer, audience, secret, step }) {
  const key = step > 0 ? secretKey(secret, algorithm) : undefined;
  return step > 1 ? (await verify(token, key, { issuer, audience })).payload : read(token.split(".")[1]);
}
