import { cloneJson } from "../../clone-json.js";
import { invalidKey, invalidOptions } from "../../error.js";
import type { PrivateKey } from "../../key.js";
import { handleOf } from "../../keys/handle.js";
import type { Jwk, Jwks } from "../../keys/jwk.js";
import { jwk, thumbprint } from "../../keys/jwk.js";
import type { Exported } from "../../keys/jwk-types.js";
import { isPlainObject } from "../../kind.js";
import { wrongArgument } from "../../read-options.js";
import { externalEntry, type FindSigner } from "./external.js";

/** A key of a key ring as it is stored: a private JWK (RFC 7517), or a public one whose private half is elsewhere. */
export interface StoredKey extends Jwk {
  /**
   * When the key begins to sign, in seconds since 1970-01-01T00:00:00Z (OpenID Federation 1.0 §8.7). The oldest key may
   * lack it.
   */
  nbf?: number;
}

/** The keys of a key ring as they are stored, private halves included. */
export interface StoredKeys extends Jwks {
  /** The keys, in any order. */
  keys: StoredKey[];
}

/** A stored key as callers may have it: also what `jose` and `crypto.subtle.exportKey` return. */
export type StoredKeyLike = Readonly<StoredKey> | (Exported & { readonly nbf?: number | undefined });

/** The keys of a ring as callers may have them: a list of private JWKs, or a JWK Set. */
export type StoredKeysLike = readonly StoredKeyLike[] | { readonly keys: readonly StoredKeyLike[] };

/** One key of a ring. */
export interface RingEntry {
  readonly kid: string;
  readonly key: PrivateKey;
  /** The key as it is stored. */
  readonly stored: StoredKey;
  readonly published: Jwk;
  /** When it begins to sign, in seconds since 1970-01-01T00:00:00Z. */
  readonly activeFrom: number;
  /** Frees the key, unless it is the caller's. */
  free(): void;
}

// The same limit as the core's for `now`: a time in milliseconds is later.
const LATEST = 100_000_000_000;

// `jwks` accepts no more keys in one set. The next rotation drops keys that are no longer published.
const MOST_KEYS = 1000;

/**
 * The stored keys, in the order in which they sign.
 * @param known entries to use again for keys that have not changed
 * @throws {JwtError} `options_invalid`, `key_invalid`, `key_too_weak`
 */
export function readEntries(
  given: unknown,
  known: readonly RingEntry[],
  signer: FindSigner | undefined,
): readonly RingEntry[] {
  const read: unknown = cloneJson(given, "the keys", invalidOptions);
  const list: unknown = isPlainObject(read) ? (read as { keys?: unknown }).keys : read;
  if (typeof list === "string") throw invalidOptions("the keys are a string; JSON.parse it first");
  if (!Array.isArray(list))
    throw wrongArgument("the keys must be a list of private JWKs, or a JWK Set", list);
  if (list.length > MOST_KEYS) {
    throw invalidOptions(`there are ${list.length} keys, but a key ring holds at most ${MOST_KEYS}`);
  }
  const byText = new Map(known.map((entry) => [JSON.stringify(entry.stored), entry]));
  const entries = list.map((item: unknown, place) => {
    return byText.get(JSON.stringify(item)) ?? entryOf(item, `keys[${place}]`, signer);
  });
  entries.sort((one, other) => one.activeFrom - other.activeFrom);
  checkTogether(entries);
  return entries;
}

function checkTogether(entries: readonly RingEntry[]): void {
  const kids = new Set(entries.map(({ kid }) => kid));
  if (kids.size < entries.length)
    throw invalidOptions("two of the keys have the same kid; give each key its own");
  // With two such keys, one would count as retired, and its tokens would be refused.
  if (entries.filter(({ stored }) => stored.nbf === undefined).length > 1) {
    throw invalidOptions(
      "two of the keys have no nbf; give each but the oldest the time from which it signs, in seconds",
    );
  }
}

/** @throws {JwtError} `options_invalid`, `key_invalid`, `key_too_weak` */
export function entryOf(given: unknown, place: string, signer: FindSigner | undefined): RingEntry {
  if (!isPlainObject(given)) throw wrongArgument(`${place} must be a private JWK`, given);
  const { nbf } = given as { nbf?: unknown };
  if (nbf !== undefined && !isTime(nbf)) {
    throw wrongArgument(`${place}.nbf must be a time in seconds since 1970-01-01T00:00:00Z`, nbf);
  }
  const key = jwk(given as Jwk) as PrivateKey;
  try {
    const { role } = handleOf(key);
    if (role === "secret")
      throw invalidKey("a secret cannot be in a key ring, which publishes its keys", "shared_secret");
    if (role === "public" && signer !== undefined) {
      const entry = externalEntry(given as StoredKey, key, signer);
      key.free();
      return entry;
    }
    if (role !== "private")
      throw invalidKey("the key is a public key, but a key ring signs; give the private key", "public_key");
    return sound(given as StoredKey, key);
  } catch (error) {
    key.free();
    throw error;
  }
}

/** Gives the key its `kid` and `alg`, which tokens and the published key must both have. */
function sound(given: StoredKey, key: PrivateKey): RingEntry {
  const half = key.toPublicJwk();
  const kid = key.kid ?? thumbprint(half);
  const [alg = ""] = key.algorithms;
  const names = { kid, alg, use: "sig" };
  const named = key.kid === undefined ? (jwk({ ...given, kid, alg }) as PrivateKey) : key;
  if (named !== key) key.free();
  return {
    kid,
    key: named,
    stored: { ...given, kid, alg },
    published: { ...half, ...names },
    activeFrom: given.nbf ?? 0,
    free: () => named.free(),
  };
}

function isTime(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= LATEST;
}
