import * as core from "../../generated/core.js";
import { algorithmBits } from "../algorithm-bits.js";
import { cloneJson, type Entries } from "../clone-json.js";
import { guarded, readText, settled, writeBytes } from "../core/door.js";
import { load } from "../core/module.js";
import { verifying } from "../engines/verifying.js";
import { invalidKey } from "../error.js";
import type { KeySet } from "../key.js";
import { kindOf } from "../kind.js";
import { flag, namedOptions } from "../read-options.js";
import { algorithmNames } from "./algorithm-list.js";
import type { AlgorithmOf, Demanded, DemandedType, JwkLike, JwksLike, KeyOf } from "./jwk-types.js";
import { makeKey } from "./make-key.js";
import { type LeftOut, makeKeySet } from "./make-set.js";
import { readableEntries } from "./readable-entries.js";
import { withBytes } from "./text.js";

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

export interface JwksOptions {
  /**
   * `true` takes shared secrets (`oct`) in the set, which must then be the caller's own: everybody who can read the set
   * can sign with them. Default `false`: they are left out.
   */
  allowSecrets?: boolean;
}

/**
 * A key from a JSON Web Key. Its own `alg`, `use` and `key_ops` are respected. A private key signs and does not verify.
 * @param algorithm binds a JWK that has no `alg`, which `oct` and `RSA` need; a public key also to a list of them. An `alg` that
 *   is there must be among them, where `EdDSA` and `Ed25519` are one, and the key signs by the name that is given here
 * @throws {JwtError} `key_invalid` if it is malformed, of another kind or for another use, or if several algorithms are
 *   named for a key that signs; `key_too_weak`; `options_invalid` for an unknown algorithm, and for a list that is empty
 *   or names one twice.
 * @example
 * ```ts
 * const key = jwk({ kty: "oct", k: "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8", alg: "HS256" });
 * ```
 */
export function jwk<const J extends JwkLike, A extends AlgorithmOf<J> = AlgorithmOf<J>>(
  key: J & Demanded<J>,
  algorithm?: A | readonly A[],
): KeyOf<J, A> {
  const names = algorithm === undefined ? [] : algorithmNames(algorithm).split(" ");
  const json = jsonOf(key, "the JWK");
  return withBytes(json, (bytes) =>
    makeKey(() => {
      writeBytes(bytes);
      return core.jwk(bytes.length, algorithmBits(names));
    }, verifying),
  );
}

/**
 * Public keys from a JSON Web Key Set. A token's `kid`, where it has one, and its `alg` choose among them. Entries that cannot
 * be used are left out, secrets and private keys among them; if a token names one, its error says why. An entry that
 * repeats another counts once. If two different keys have one `kid`, the tokens that name it are refused.
 * @throws {JwtError} `key_invalid` if it is not a set, or has more than 1000 keys; `options_invalid`.
 * @example
 * ```ts
 * const key = jwks({ keys: [{ ...privateKey(privatePem, "ES256").toPublicJwk(), kid: "2026" }] });
 * ```
 */
export function jwks(set: JwksLike, options: JwksOptions = {}): KeySet {
  const { allowSecrets } = namedOptions(options, "options", ["allowSecrets"]);
  const areSecretsTaken = flag("allowSecrets", allowSecrets);
  const leftOut: LeftOut[] = [];
  const entries = readableEntries((entry, why) => leftOut.push({ kid: kidOf(entry), why }));
  const json = jsonOf(set, "the key set", entries);
  return keySet(json, areSecretsTaken, leftOut);
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
  return withBytes(json, (bytes) => {
    load();
    try {
      const state = guarded(() => {
        writeBytes(bytes);
        return core.thumbprint(bytes.length);
      });
      settled(state, true);
      return readText();
    } finally {
      core.scrub();
    }
  });
}

/**
 * A set that was published. Secrets in it are left out: everybody knows them.
 * @internal
 */
export function publishedKeySet(json: string): KeySet {
  return keySet(json, false);
}

function keySet(json: string, allowSecrets: boolean, leftOut?: readonly LeftOut[]): KeySet {
  return withBytes(json, (bytes) => {
    const make = () => {
      writeBytes(bytes);
      return core.jwks(bytes.length, allowSecrets);
    };
    return makeKeySet(make, leftOut);
  });
}

/** No `cause`: it could hold a part of the key. */
function jsonOf(value: unknown, name: string, entries?: Entries): string {
  const kind = kindOf(value);
  const isText = kind === "a string";
  if (isText || kind === "an array") {
    const advice = isText ? "JSON.parse it first" : entries ? "give { keys: […] }" : "give one of its keys";
    // The core's reason, which sees no more than that they are not an object.
    throw invalidKey(`${name} is ${kind}; ${advice}`, entries ? "key_set_malformed" : "jwk_malformed");
  }
  const refuse = (message: string) => invalidKey(message, "not_json");
  return JSON.stringify(cloneJson(value, name, refuse, {}, entries));
}

/** As a token would name it. The entry can be the caller's own code, which may throw. */
function kidOf(entry: unknown): string | undefined {
  try {
    const { kid } = Object(entry) as { kid?: unknown };
    return typeof kid === "string" || typeof kid === "number" ? String(kid) : undefined;
  } catch {
    return undefined;
  }
}
