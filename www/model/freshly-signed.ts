import { type Algorithm, type Key, sign } from "jwt-wasm";
import { makeKey } from "./key";
import { textOf } from "./key-fields";
import { isMlDsa, type MlDsaAlgorithm } from "./ml-dsa/algorithm";
import type { PrivateJwk } from "./ml-dsa/key";
import { signMlDsa } from "./ml-dsa/sign";
import { type NewKey, newKey } from "./new-key";

/** Seconds. */
const LIFETIME = 3600;

export interface SignedExample {
  readonly token: string;
  readonly key: NewKey;
}

/** A token made here and now with a key made here and now, so that a newcomer sees one that is accepted. */
export async function freshlySigned(algorithm: Algorithm | MlDsaAlgorithm): Promise<SignedExample> {
  const made = await newKey(algorithm);
  const claims = { iss: "https://issuer.example", sub: "user-42", name: "Ada Lovelace", admin: false };
  if (isMlDsa(algorithm)) {
    const iat = Math.floor(Date.now() / 1000);
    const times = { iat, exp: iat + LIFETIME, jti: crypto.randomUUID() };
    const jwk: PrivateJwk = JSON.parse(textOf(made.signing));
    const token = await signMlDsa({ typ: "JWT", kid: undefined }, { ...claims, ...times }, jwk);
    return { token, key: made };
  }
  const state = makeKey(made.signing, algorithm, "sign");
  if (state.status !== "ready") throw new Error(`a new key for ${algorithm} cannot be used`);
  const key = state.key as Key;
  try {
    const token = await sign(claims, key, { expiresIn: LIFETIME, jwtId: "random" });
    return { token, key: made };
  } finally {
    key.free();
  }
}
