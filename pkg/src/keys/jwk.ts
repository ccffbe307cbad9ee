import { core } from "../../generated/core.js";
import { algorithmBits } from "../algorithm-bits.js";
import { cloneJson, type Entries } from "../clone-json.js";
import { guarded, readText, settled, writeBytes } from "../core/door.js";
import { load } from "../core/module.js";
import { anyVerifying } from "../engines/any-verifying.js";
import { type Verifying, verifying } from "../engines/verifying.js";
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

/** A JSON Web Key (RFC 7517, RFC 7518 §6, RFC 8037 §2, RFC 9964 §3): a secret, a public key or a private key. */
export interface Jwk {
  /** The key type: `oct`, `RSA`, `EC`, `OKP` or `AKP`. */
  kty: string;
  /** The algorithm that the key is for. A key of the type `AKP` must have it. */
  alg?: string;
  /** The key's identifier. */
  kid?: string;
  /** What the key is for: `sig` or `enc`. */
  use?: string;
  /** What the key may be used for, such as `verify`. */
  key_ops?: string[];
  [name: string]: unknown;
}

/** A JSON Web Key Set (RFC 7517 §5). */
export interface Jwks {
  /** The keys. */
  keys: Jwk[];
  [name: string]: unknown;
}

/** The options of `jwks`. */
export interface JwksOptions {
  /**
   * `true` also uses the shared secrets (`oct`) of the set. The set must then be your own: anybody who can read it can
   * sign. Default `false`: secrets are left out.
   */
  allowSecrets?: boolean;
}

/**
 * Makes a key from a JSON Web Key, whose `alg`, `use` and `key_ops` are respected. A private key signs and does not
 * verify.
 * @param algorithm the algorithm to bind the key to. An `oct` or `RSA` key without `alg` needs it. For a public key it
 *   can be a list. If the JWK has `alg`, it must be among the algorithms given here, where `EdDSA` and the
 *   name of the key's curve count as one; the key then signs by the name given here
 * @throws {JwtError} `key_invalid` if the JWK is malformed, of another kind or for another use, or if several
 *   algorithms are given for a key that signs; `key_too_weak`; `options_invalid` for an unknown algorithm, and for a
 *   list that is empty or names one twice
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
    }, anyVerifying),
  );
}

/**
 * Makes a key from the public keys of a JSON Web Key Set. A token's `alg`, and its `kid` if it has one, choose the key.
 * Entries that cannot be used are left out, which includes secrets and private keys; if a token names such an entry,
 * the error says why. Equal entries count once. If different keys have the same `kid`, tokens that name it are refused.
 * @throws {JwtError} `key_invalid` if it is not a key set, or has more than 1000 keys; `options_invalid`
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
  return keySet(json, areSecretsTaken, anyVerifying, leftOut);
}

/**
 * The SHA-256 thumbprint of a JWK (RFC 7638), in base64url. A private key and its public half have the same thumbprint.
 * @throws {JwtError} `key_invalid` if a required member is missing or malformed, or the key type is unknown;
 *   `key_too_weak`. Whether a point is on its curve is not checked
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
 * A key set that was published. Its secrets are left out, because everybody can read them.
 * @internal
 */
export function publishedKeySet(json: string): KeySet {
  return keySet(json, false, verifying);
}

function keySet(
  json: string,
  allowSecrets: boolean,
  verifying: Verifying,
  leftOut?: readonly LeftOut[],
): KeySet {
  return withBytes(json, (bytes) => {
    const make = () => {
      writeBytes(bytes);
      return core.jwks(bytes.length, allowSecrets);
    };
    return makeKeySet(make, verifying, leftOut);
  });
}

/** The text of a JWK or a key set. The errors have no `cause`, because it could hold a part of the key. */
function jsonOf(value: unknown, name: string, entries?: Entries): string {
  const kind = kindOf(value);
  const isText = kind === "a string";
  if (isText || kind === "an array") {
    const advice = isText ? "JSON.parse it first" : entries ? "give { keys: […] }" : "give one of its keys";
    // The reasons that the core gives for values that are not objects.
    throw invalidKey(`${name} is ${kind}; ${advice}`, entries ? "key_set_malformed" : "jwk_malformed");
  }
  const refuse = (message: string) => invalidKey(message, "not_json");
  return JSON.stringify(cloneJson(value, name, refuse, undefined, entries));
}

/**
 * The `kid` of an entry that is left out, so that the error for a token that names it can say why. Reading it can run
 * the caller's code, which may throw.
 */
function kidOf(entry: unknown): string | undefined {
  try {
    const { kid } = Object(entry) as { kid?: unknown };
    return typeof kid === "string" || typeof kid === "number" ? String(kid) : undefined;
  } catch {
    return undefined;
  }
}
