import { invalidKey, isJwtError } from "../../error.js";
import type { Key } from "../../key.js";
import { hasOwn, isObject, tagOf } from "../../kind.js";
import type { Algorithm } from "../../types.js";
import { checkAlgorithm } from "../algorithm-list.js";
import { unfit } from "../unfit.js";
import { type KeyObjectLike, ofKeyObject } from "./key-object.js";
import { type CryptoKeyLike, ofCryptoKey } from "./web-key.js";

/**
 * Makes a key of a `CryptoKey` of WebCrypto, also of one that is not extractable, or of a `KeyObject` of `node:crypto`.
 * The key stays where it is: the runtime computes with it, and its secret or private numbers are not copied. A secret
 * signs and verifies, a private key signs, and a public key verifies.
 *
 * It works with every function that returns a promise. The others, such as `verifySync`, throw `sync_unavailable`; for
 * them, make the key of a `KeyObject` by `jwk(key.export({ format: "jwk" }), algorithm)`.
 * @param algorithm the algorithm to bind the key to. It must be the key's own: by its kind, its hash and its curve
 * @throws {JwtError} `key_invalid` if the key is of another kind or for another algorithm; `key_too_weak` if the secret
 *   or the RSA key is too short; `options_invalid` for an unknown algorithm; `sync_unavailable` if the runtime has no
 *   random numbers, such as a Worker at global scope
 * @example
 * ```ts
 * const usages = ["sign", "verify"] as const;
 * const pair = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, false, [...usages]);
 * const token = await sign({ sub: "user-42" }, cryptoKey(pair.privateKey, "ES256"), { expiresIn: 300 });
 * const { payload } = await verify(token, cryptoKey(pair.publicKey, "ES256"));
 * console.log(payload.sub); // user-42
 * ```
 */
export function cryptoKey<A extends Algorithm>(key: CryptoKeyLike | KeyObjectLike, algorithm: A): Key<A> {
  checkAlgorithm(algorithm);
  try {
    if (isObject(key)) {
      if (tagOf(key) === "CryptoKey") return ofCryptoKey(key as CryptoKeyLike, algorithm);
      if (isKeyObject(key)) return ofKeyObject(key, algorithm);
      if (hasOwn(key, "privateKey"))
        throw unfit("the key must be the pair's privateKey or its publicKey", key);
    }
  } catch (cause) {
    // A key of another runtime can be an object whose members cannot be read.
    throw isJwtError(cause) ? cause : invalidKey("the key cannot be read", "not_a_key", cause);
  }
  throw unfit(
    "the key must be a CryptoKey or a KeyObject",
    key,
    "make the key by secretKey, publicKey, privateKey or jwk",
  );
}

/** Known by its members, because not every runtime gives the class a tag, and `instanceof` fails for other realms. */
function isKeyObject(key: object): key is KeyObjectLike {
  const { type, export: exported } = key as { type?: unknown; export?: unknown };
  return typeof exported === "function" && (type === "secret" || type === "public" || type === "private");
}
