import { invalidKey } from "../../error.js";
import type { Key, PrivateKey } from "../../key.js";
import { handleOf } from "../../keys/handle.js";
import { type Jwk, thumbprint } from "../../keys/jwk.js";
import { orUnreadable } from "../../read-options.js";
import type { RingEntry, StoredKey } from "./entry.js";

/** The caller's function that finds the private key to a public one. */
export type FindSigner = (published: Jwk) => PrivateKey;

/**
 * The entry of a public key whose private half is elsewhere, such as in a KMS. The caller frees that key.
 * @throws {JwtError} `key_invalid`; `options_invalid` if the function throws
 */
export function externalEntry(given: StoredKey, open: Key, find: FindSigner): RingEntry {
  const half = open.toPublicJwk();
  const { kid = thumbprint(half) } = half;
  const [alg = ""] = open.algorithms;
  const published = { ...half, kid, alg };
  const key = orUnreadable("the key of the option signer", () => find({ ...published }));
  const isPrivate = handleOf(key).role === "private" && key.kid === kid && key.algorithms[0] === alg;
  if (!isPrivate || thumbprint(key.toPublicJwk()) !== thumbprint(half)) {
    const message =
      "the option signer must return a private key with the kid, the alg and the numbers that it is given";
    throw invalidKey(message, "public_half_differs");
  }
  return { kid, key, stored: { ...given, kid, alg }, published, activeFrom: given.nbf ?? 0, free: () => {} };
}
