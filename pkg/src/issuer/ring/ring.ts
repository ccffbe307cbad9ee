/// <reference lib="esnext.disposable" preserve="true" />
import { disposable } from "../../core/handles.js";
import { invalidOptions } from "../../error.js";
import type { KeySet, PrivateKey, RotatingKeys } from "../../key.js";
import { generatePrivateJwk } from "../../keys/generate.js";
import { handleOf, KeyObject } from "../../keys/handle.js";
import { type Jwks, publishedKeySet, thumbprint } from "../../keys/jwk.js";
import type { JwkLike } from "../../keys/jwk-types.js";
import { now } from "../../remote/clock.js";
import { setAtHand, withSet } from "../../remote/with-set.js";
import type { PublicKeyAlgorithm } from "../../types.js";
import { RemoteVerifier } from "../../verifier/remote.js";
import { type DocumentRequest, publishedResponse } from "../published.js";
import {
  type RingEntry,
  readEntries,
  type StoredKey,
  type StoredKeys,
  type StoredKeysLike,
} from "./entry.js";
import { type KeyRingOptions, type RingSettings, readRingOptions } from "./options.js";
import { type RingKeyState, type Turn, turnsAt } from "./schedule.js";

/** A key of a key ring, for a log or a health check. */
export interface RingKey {
  /** The key's identifier. */
  readonly kid: string;
  /** The algorithm that the key signs with. */
  readonly alg: PublicKeyAlgorithm;
  /**
   * `ahead`: published, but does not sign yet. `signing`: signs. `retiring`: published, but no longer signs. `retired`:
   * not published.
   */
  readonly state: RingKeyState;
  /** When it begins to sign, in seconds since 1970-01-01T00:00:00Z; 0 for a key without `nbf`. */
  readonly activeFrom: number;
  /** When it is no longer published, in seconds since 1970-01-01T00:00:00Z; missing if no key follows it yet. */
  readonly retiresAt?: number;
}

/**
 * Private keys that take turns. Each is published before it signs, and stays published until its last token has
 * expired. Only the keys and the clock decide which key signs, so processes with the same keys agree.
 */
export interface KeyRing extends RotatingKeys {
  /**
   * Adds a key, which is published at once and signs after `publishAhead`; the first key of an empty ring signs at
   * once. Keys that are no longer published are dropped. Store what {@link toPrivateJwks} returns afterwards.
   * @param key a private JWK or, with the option `signer`, a public one. Default: the ring makes a new key
   * @returns whether a key was added. While a key waits for its turn, or if the ring has this key already, nothing
   *   happens, so a repeated call does no harm
   * @throws {JwtError} `key_invalid`, `key_too_weak`; `options_invalid` if another key has the same `kid`, or 1000 keys
   *   are published already; `sync_unavailable` if the runtime cannot make keys
   */
  rotate(key?: JwkLike): Promise<boolean>;
  /**
   * Replaces the ring's keys by the stored ones, such as after another process has rotated. A key that is not in the
   * list is no longer used or published, so this also withdraws a stolen key.
   * @throws {JwtError} as {@link keyRing}, also for an empty list; the ring then keeps its present keys
   */
  replace(keys: StoredKeysLike): void;
  /**
   * The keys to store, private halves included, unless they are elsewhere. Anybody who can read them can sign;
   * {@link encryptJwks} encrypts them.
   * @throws {JwtError} `options_invalid` if the ring was freed
   */
  toPrivateJwks(): StoredKeys;
  /**
   * The published keys at this moment, beginning with the one that signs.
   * @throws {JwtError} `options_invalid` if the ring was freed
   */
  jwks(): Jwks;
  /**
   * Answers a request for {@link jwks}: `GET`, `HEAD` and `OPTIONS`, with an entity tag. Caches may keep the answer for
   * half of `publishAhead`, at most for an hour.
   * @throws {JwtError} `options_invalid` if the ring was freed, or for what is not a request
   */
  jwksResponse(request?: DocumentRequest): Response;
  /**
   * The private key that signs now, for `sign`. Call it for each token, and do not free the key, which belongs to the
   * ring.
   * @throws {JwtError} `options_invalid` if the ring is empty
   */
  signingKey(): PrivateKey;
  /** All keys, the oldest first. */
  readonly state: readonly RingKey[];
  /** Frees all keys now, and not only when they are garbage-collected. Using the ring afterwards is `options_invalid`. */
  free(): void;
  /** As {@link free}, for `using`. */
  [Symbol.dispose](): void;
}

// In seconds. One request an hour is cheap, and a withdrawn key is accepted for no longer than that.
const LONGEST_MAX_AGE = 3600;

/** The keys that sign and are published during a span of time. */
interface View {
  readonly from: number;
  readonly until: number;
  readonly signing: PrivateKey | undefined;
  readonly json: string;
  /** Made at the first verification. */
  set: KeySet | undefined;
}

const Ring = class KeyRing extends KeyObject {
  readonly #settings: RingSettings;
  #entries: readonly RingEntry[];
  #view: View | undefined;
  #isFreed = false;
  declare [Symbol.dispose]: () => void;

  constructor(entries: readonly RingEntry[], settings: RingSettings) {
    const source = {
      peek: () => this.#set(),
      current: async () => this.#set(),
      // There is never a newer set than the one that is published now.
      refreshed: async () => undefined,
    };
    super({
      verifier: (options) => new RemoteVerifier(source, options),
      use: (use) => withSet(source, (set) => use(handleOf(set))),
      atHand: () => handleOf(setAtHand(source)),
      prefetch: async () => {},
      ring: {
        signingKey: () => this.signingKey(),
        algorithms: () => this.#published().map(({ entry }) => algorithmOf(entry)),
        retireAfter: settings.retireAfter,
      },
    });
    this.#entries = entries;
    this.#settings = settings;
  }

  async rotate(key?: JwkLike): Promise<boolean> {
    if (key === undefined && this.#isWaiting()) return false;
    const { algorithm = this.#newestAlgorithm() } = this.#settings;
    const [read] = this.#read([key === undefined ? await generatePrivateJwk(algorithm) : key], []);
    const { nbf: _turn, ...rest } = (read as RingEntry).stored;
    read?.free();
    // Another call may have added a key while this key was being made.
    if (key === undefined && this.#isWaiting()) return false;
    const same = this.#entries.find(({ kid }) => kid === rest.kid);
    if (same !== undefined) {
      if (thumbprint(same.published) === thumbprint((read as RingEntry).published)) return false;
      throw invalidOptions("the ring already has another key with this kid; give the new key its own");
    }
    const time = now();
    // At global scope, the clock of Workers says 0, and the new key would count as the oldest.
    if (!(time > 0))
      throw invalidOptions(
        "the clock is not set, so the time from which the key signs is unknown; in a Worker, call rotate in a handler",
      );
    const kept = this.#published().map(({ entry }) => entry.stored);
    const ahead = kept.length === 0 ? 0 : this.#settings.publishAhead;
    const added: StoredKey = { ...(rest as StoredKey), nbf: Math.floor(time) + ahead };
    this.#put(this.#read([...kept, added]));
    return true;
  }

  replace(keys: StoredKeysLike): void {
    this.#checkLive();
    const entries = this.#read(keys);
    if (entries.length === 0)
      throw invalidOptions("the list of keys is empty; the ring keeps the keys that it has");
    this.#put(entries);
  }

  toPrivateJwks(): StoredKeys {
    this.#checkLive();
    return JSON.parse(JSON.stringify({ keys: this.#entries.map(({ stored }) => stored) }));
  }

  jwks(): Jwks {
    return JSON.parse(this.#now().json);
  }

  jwksResponse(request?: DocumentRequest): Response {
    const maxAge = Math.min(Math.floor(this.#settings.publishAhead / 2), LONGEST_MAX_AGE);
    return publishedResponse({ json: this.#now().json, type: "application/jwk-set+json", maxAge }, request);
  }

  signingKey(): PrivateKey {
    const { signing } = this.#now();
    if (signing !== undefined) return signing;
    throw invalidOptions("the key ring is empty; await ring.rotate(), which makes its first key");
  }

  get state(): readonly RingKey[] {
    return this.#turns().map(({ entry, state, retiresAt }) => ({
      kid: entry.kid,
      alg: algorithmOf(entry),
      state,
      activeFrom: entry.activeFrom,
      ...(retiresAt === undefined ? {} : { retiresAt }),
    }));
  }

  free(): void {
    this.#isFreed = true;
    for (const entry of this.#entries) entry.free();
    this.#view?.set?.free();
    this.#put([]);
  }

  #checkLive(): void {
    if (this.#isFreed) throw invalidOptions("the key ring was freed");
  }

  #turns(): readonly Turn[] {
    this.#checkLive();
    return turnsAt(this.#entries, now(), this.#settings.retireAfter);
  }

  #published(): readonly Turn[] {
    return this.#turns().filter(({ state }) => state !== "retired");
  }

  #isWaiting(): boolean {
    return this.#turns().some(({ state }) => state === "ahead");
  }

  #newestAlgorithm(): PublicKeyAlgorithm {
    const newest = this.#entries.at(-1);
    return newest === undefined ? "ES256" : algorithmOf(newest);
  }

  #read(keys: unknown, known = this.#entries): readonly RingEntry[] {
    return readEntries(keys, known, this.#settings.signer);
  }

  #put(entries: readonly RingEntry[]): void {
    this.#entries = entries;
    this.#view = undefined;
  }

  #now(): View {
    this.#checkLive();
    const time = now();
    if (this.#view === undefined || time < this.#view.from || time >= this.#view.until) {
      this.#view = viewOf(this.#turns(), time, this.#view);
    }
    return this.#view;
  }

  #set(): KeySet {
    const view = this.#now();
    view.set ??= publishedKeySet(view.json);
    return view.set;
  }
};

/** @param last the previous view, whose set is used again if the same keys are published */
function viewOf(turns: readonly Turn[], time: number, last: View | undefined): View {
  const times = turns.flatMap(({ entry, retiresAt = 0 }) => [entry.activeFrom, retiresAt]);
  const published = turns.filter(({ state }) => state !== "retired");
  // The signing key comes first, because some clients use the first key that matches.
  const first = published.findIndex(({ state }) => state === "signing");
  const keys = [...published.slice(Math.max(0, first)), ...published.slice(0, Math.max(0, first)).reverse()];
  const json = JSON.stringify({ keys: keys.map(({ entry }) => entry.published) });
  return {
    from: Math.max(0, ...times.filter((at) => at <= time)),
    until: Math.min(...times.filter((at) => at > time)),
    signing: keys[0]?.entry.key,
    json,
    set: last?.json === json ? last.set : undefined,
  };
}

disposable(Ring);

/**
 * Makes a key ring from stored keys.
 * @param keys a list of private JWKs or a JWK Set, such as {@link KeyRing.toPrivateJwks} returns; empty for a new ring.
 *   With the option `signer`, public JWKs as well
 * @throws {JwtError} `options_invalid`, `key_invalid`, `key_too_weak`
 * @example
 * ```ts
 * const stored = process.env.KEYS ?? "[]"; // or wherever you keep secrets
 * const ring = keyRing(JSON.parse(stored), { publishAhead: 3600, retireAfter: 86_400 });
 * if (ring.state.length === 0) await ring.rotate(); // and store ring.toPrivateJwks()
 * const issuer = createTokenIssuer({ key: ring });
 * ```
 */
export function keyRing(keys: StoredKeysLike, options: KeyRingOptions): KeyRing {
  const settings = readRingOptions(options);
  return new Ring(readEntries(keys, [], settings.signer), settings) as unknown as KeyRing;
}

function algorithmOf({ published }: RingEntry): PublicKeyAlgorithm {
  return published.alg as PublicKeyAlgorithm;
}
