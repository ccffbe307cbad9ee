import { type Algorithm, type Key, sign } from "jwt-wasm";
import { makeKey } from "./key";
import { loadKeyFiles } from "./key-files";
import { type NewKey, newKey } from "./new-key";

/** Seconds. */
const LIFETIME = 3600;

export interface SignedExample {
  readonly token: string;
  readonly key: NewKey;
}

/** Signs a new token with a new key, so that a newcomer sees a token that is accepted. */
export async function freshlySigned(algorithm: Algorithm): Promise<SignedExample> {
  const made = await newKey(algorithm);
  const claims = { iss: "https://issuer.example", sub: "user-42", name: "Ada Lovelace", admin: false };
  if (made.signing.kind === "pem") await loadKeyFiles();
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
