import { type Algorithm, type Key, sign } from "jwt-wasm/lite";
import { makeKey } from "./key";
import { type NewKey, newKey } from "./new-key";

export interface SignedExample {
  readonly token: string;
  readonly key: NewKey;
}

/** A token made here and now with a key made here and now, so that a newcomer sees one that is accepted. */
export async function freshlySigned(algorithm: Algorithm): Promise<SignedExample> {
  const made = await newKey(algorithm);
  const state = makeKey(made.signing, algorithm, "sign");
  if (state.status !== "ready") throw new Error(`a new key for ${algorithm} cannot be used`);
  const key = state.key as Key;
  try {
    const claims = { iss: "https://issuer.example", sub: "user-42", name: "Ada Lovelace", admin: false };
    const token = await sign(claims, key, { expiresIn: 3600, jwtId: "random" });
    return { token, key: made };
  } finally {
    key.free();
  }
}
