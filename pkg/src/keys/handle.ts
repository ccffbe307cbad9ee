/// <reference lib="esnext.disposable" preserve="true" />
import type { Kids } from "../core/door.js";
import { disposable, freeNow, freeWithOwner } from "../core/handles.js";
import type { Decryption } from "../edge/hooks.js";
import type { Importing } from "../engines/keys.js";
import type { Secrets } from "../engines/mac.js";
import type { Verifying } from "../engines/verifying.js";
import { invalidKey, type JwtError } from "../error.js";
import type { KeyKind, PrivateKey } from "../key.js";
import { hasOwn, isObject } from "../kind.js";
import type { Signing } from "../signing.js";
import type { Algorithm, Verifier } from "../types.js";
import type { ReadOptions } from "../verifier/options.js";
import { unfit } from "./unfit.js";

/** What the core and the engines keep of a key or a key set. */
export interface KeyHandle extends Importing {
  /** The number that the core knows it by. */
  number(): number;
  /** The engines that verify. A secret has none, and neither has a key that only signs. */
  readonly verifying: Verifying | undefined;
  readonly secrets: Secrets;
  /** What computes with a key that the core does not have. The core has a stand-in, and never computes with it. */
  readonly outside: Outside | undefined;
  /** The key's algorithms. Empty for a set, which may hold keys of every algorithm. */
  readonly algorithms: readonly Algorithm[];
  readonly role: KeyKind | "set";
  readonly kids: Kids;
}

/** A key that stays where it is, such as in WebCrypto or in a KMS, and is used only as a promise. */
export interface Outside {
  /** Signs, and returns the token. */
  sign(signing: Signing): Promise<string>;
  /** The error of a function without a promise. */
  unavailable(): JwtError;
}

/**
 * Keys that are made or fetched when they are needed. The key object carries the code that verifies with them, so that
 * a bundle without such keys leaves the code out.
 */
export interface KeySource {
  /** @throws {JwtError} `options_invalid` */
  verifier<P>(options: ReadOptions): Verifier<P>;
  /** Calls `use` with the keys, and a second time with newer keys if the first ones lacked the token's `kid`. */
  use<T>(use: (handle: KeyHandle) => Promise<T>): Promise<T>;
  /** @throws {JwtError} `sync_unavailable` */
  atHand(): KeyHandle;
  prefetch(): Promise<void>;
  /** The issuers' names; only for `trustedIssuers` with nothing but names. */
  readonly issuers?: readonly unknown[];
  /** Only for a key ring, which signs as well. */
  readonly ring?: SigningRing;
  /**
   * Only for a decrypter, which nothing but the gate can use.
   * @throws {JwtError} `options_invalid`
   */
  readonly decryption?: (options: ReadOptions) => Decryption;
  /**
   * Only for a decrypter, which {@link heldBy} refuses.
   * @throws {JwtError} `key_invalid`
   */
  readonly number?: () => never;
}

/** Private keys that take turns. Functions that sign with a key ring need only this type, and none of the ring's code. */
export interface SigningRing {
  /** @throws {JwtError} `options_invalid` if the ring is empty */
  signingKey(): PrivateKey;
  /** The algorithms of all keys that are not retired. */
  algorithms(): readonly Algorithm[];
  /** For how many seconds a key stays published after its last signature. */
  readonly retireAfter: number;
}

let heldIn: (key: unknown) => KeyHandle | KeySource | undefined;

/** The base class of every key of this package. What a key holds is a private field, because callers can reach the class. */
export class KeyObject {
  readonly #held: KeyHandle | KeySource;

  constructor(held: KeyHandle | KeySource) {
    this.#held = held;
  }

  static {
    heldIn = (key) => (isObject(key) && #held in key ? key.#held : undefined);
  }
}

type About = Pick<KeyHandle, "algorithms" | "kids" | "role">;

/** A key or a key set that is kept in the core. */
export class CoreKeys extends KeyObject {
  #number: number;
  declare [Symbol.dispose]: () => void;

  constructor(number: number, { algorithms, kids, role }: About, verifying?: Verifying, outside?: Outside) {
    const handle: KeyHandle = {
      number: () => {
        if (this.#number === 0) throw invalidKey("the key was freed", "freed");
        return this.#number;
      },
      algorithms,
      role,
      kids,
      verifying,
      outside,
      secrets: new Map(),
      hostKeys: undefined,
    };
    super(handle);
    this.#number = number;
    freeWithOwner("freeKey", this, number);
  }

  free(): void {
    if (this.#number === 0) return;
    freeNow("freeKey", this, this.#number);
    const { secrets, hostKeys } = heldIn(this) as KeyHandle;
    secrets.clear();
    hostKeys?.clear();
    this.#number = 0;
  }
}

disposable(CoreKeys);

/**
 * What a key of this package holds.
 * @throws {JwtError} `key_invalid` if it is not a key, was freed, or is a decrypter
 */
export function heldBy(key: unknown): KeyHandle | KeySource {
  const held = heldIn(key);
  if (held === undefined) throw notAKey(key);
  if (hasOwn(held, "number")) held.number();
  return held;
}

/**
 * As {@link heldBy}, but keys that must be fetched are refused.
 * @throws {JwtError} `key_invalid`
 */
export function handleOf(key: unknown): KeyHandle {
  const held = heldBy(key);
  if (isSource(held)) throw notAKey(key);
  return held;
}

/** The keys that are made or fetched when they are needed, or the decrypter; `undefined` if it is something else. */
export function sourceIn(key: unknown): KeySource | undefined {
  const held = heldIn(key);
  return held && isSource(held) ? held : undefined;
}

/** The key ring, or `undefined` if it is something else. */
export function ringIn(key: unknown): SigningRing | undefined {
  return sourceIn(key)?.ring;
}

/** The names of the key's issuers, or `undefined` if it is something else than `trustedIssuers` with nothing but names. */
export function issuersIn(key: unknown): readonly unknown[] | undefined {
  return sourceIn(key)?.issuers;
}

export function isSource(held: KeyHandle | KeySource): held is KeySource {
  return hasOwn(held, "verifier");
}

function notAKey(key: unknown): JwtError {
  return unfit(
    "the key must be made by secretKey, publicKey, privateKey, jwk, jwks, remoteJwks or trustedIssuers",
    key,
    'make the key by secretKey(secret, "HS256")',
  );
}
