import { Key as Handle, thumbprint as thumbprintInCore } from "../../generated/jwt.js";
import { JwtError } from "../error.js";
import { isOnCurve } from "../host/curve.js";
import { moduleComputes } from "../host/engine.js";
import { checkAlgorithm, inCore, type KeySet, makeKey, makeKeySet, withBytes } from "../key.js";
import { plain } from "../plain.js";
import type { AlgorithmOf, Demanded, DemandedType, JwkLike, JwksLike, KeyOf } from "./jwk-types.js";

/** A JSON Web Key (RFC 7517, RFC 7518 §6, RFC 8037 §2): a secret, a public or a private key. */
export interface Jwk {
  /** `oct`, `RSA`, `EC` or `OKP`. */
  kty: string;
  alg?: string;
  kid?: string;
  use?: string;
  key_ops?: string[];
  [name: string]: unknown;
}

/** A JSON Web Key Set (RFC 7517 §5). */
export interface Jwks {
  keys: Jwk[];
  [name: string]: unknown;
}

/**
 * A key from a JSON Web Key. Its own `alg`, `use` and `key_ops` are respected. A private key signs and does not verify.
 * @param algorithm binds a JWK that has no `alg`, which `oct` and `RSA` need; must equal one that is there
 * @throws {JwtError} `key_invalid` if it is malformed, of another kind or for another use; `key_too_weak`.
 * @example
 * ```ts
 * const key = jwk({ kty: "oct", k: "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8", alg: "HS256" });
 * ```
 */
export function jwk<const J extends JwkLike, A extends AlgorithmOf<J> = AlgorithmOf<J>>(
  key: J & Demanded<J>,
  algorithm?: A,
): KeyOf<J, A> {
  if (algorithm !== undefined) checkAlgorithm(algorithm);
  const json = jsonOf(key, "the JWK");
  return withBytes(json, (bytes) => makeKey(() => Handle.jwk(bytes, algorithm)));
}

/**
 * Public keys from a JSON Web Key Set. Entries that cannot be used are left out. A token's `kid`, where it has one, and
 * its `alg` choose among the others.
 * @throws {JwtError} `key_invalid` if it is no set, or if two of its keys cannot be told apart.
 * @example
 * ```ts
 * const key = jwks({ keys: [{ ...privateKey(privatePem, "ES256").toPublicJwk(), kid: "2026" }] });
 * ```
 */
export function jwks(set: JwksLike): KeySet {
  const json = jsonOf(set, "the key set");
  return keySet(json, false);
}

/**
 * The SHA-256 thumbprint of a JWK (RFC 7638), in base64url: the same for a private key and its public half.
 * @throws {JwtError} `key_invalid` if what it is made of is missing or malformed, or of an unknown type; `key_too_weak`. Whether
 *   a point is on its curve is not computed.
 * @example
 * ```ts
 * const published = privateKey(privatePem, "ES256").toPublicJwk();
 * const keys = [{ ...published, kid: thumbprint(published) }];
 * ```
 */
export function thumbprint<const J extends JwkLike>(key: J & DemandedType<J>): string {
  const json = jsonOf(key, "the JWK");
  return withBytes(json, (bytes) => inCore(() => thumbprintInCore(bytes), "scrub"));
}

/**
 * A set that was published. Secrets in it are left out: everybody knows them.
 * @internal
 */
export function publishedKeySet(json: string): KeySet {
  return keySet(json, true);
}

function keySet(json: string, isPublished: boolean): KeySet {
  const make = (text: string) =>
    withBytes(text, (bytes) => makeKeySet(() => Handle.jwks(bytes, isPublished)));
  const set = make(json);
  if (moduleComputes("ES256", "verify")) return set;
  // The core has read the text strictly by now. What the full build leaves out for its point is left out here as well.
  const { keys } = JSON.parse(json) as Jwks;
  const sound = keys.filter(isOnCurve);
  if (sound.length === keys.length) return set;
  set.free();
  return make(JSON.stringify({ keys: sound }));
}

/** No `cause`: it could hold a part of the key. */
function jsonOf(value: unknown, name: string): string {
  return JSON.stringify(plain(value, name, (message) => new JwtError(message, { code: "key_invalid" })));
}
