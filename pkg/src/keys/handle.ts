/// <reference lib="esnext.disposable" preserve="true" />
import type { Kids } from "../core/door.js";
import { disposable, freeLater, freeNow } from "../core/handles.js";
import type { Importing } from "../engines/keys.js";
import type { Secrets } from "../engines/mac.js";
import type { Verifying } from "../engines/verifying.js";
import { invalidKey, type JwtError } from "../error.js";
import type { KeyKind, PrivateKey } from "../key.js";
import { isObject } from "../kind.js";
import type { Algorithm, Verifier } from "../types.js";
import type { ReadOptions } from "../verifier/options.js";
import { unfit } from "./unfit.js";

/** What the core and the engines hold of a key or a set of them. */
export interface KeyHandle extends Importing {
  /** The core's number of it. */
  number(): number;
  /** What verifies by an engine; none for a secret, and for a key that signs only. */
  readonly verifying: Verifying | undefined;
  readonly secrets: Secrets;
  /** Asked once: none for a set, which may hold keys of every algorithm. */
  readonly algorithms: readonly Algorithm[];
  readonly role: KeyKind | "set";
  readonly kids: Kids;
}

/** Keys that come when they are asked for. The key object brings what verifies with them: a bundle without one has none of it. */
export interface KeySource {
  /** @throws {JwtError} `options_invalid` */
  verifier<P>(options: ReadOptions): Verifier<P>;
  /** Uses the keys, and once more if there are newer ones that may do better. */
  use<T>(use: (handle: KeyHandle) => Promise<T>): Promise<T>;
  /** @throws {JwtError} `sync_unavailable` */
  atHand(): KeyHandle;
  prefetch(): Promise<void>;
  /** Only for issuers of which nothing but the names was given. */
  readonly issuers?: readonly unknown[];
  /** Only for a ring, which signs as well. */
  readonly ring?: SigningRing;
}

/** Private keys that take turns. Functions that sign with a ring need only this type, and so none of the ring's code. */
export interface SigningRing {
  /** @throws {JwtError} `options_invalid` if there is none */
  signingKey(): PrivateKey;
  /** The public halves of all keys that are not retired. */
  algorithms(): readonly Algorithm[];
  /** For how many seconds a key is published after it signed last. */
  readonly retireAfter: number;
}

let heldIn: (key: unknown) => KeyHandle | KeySource | undefined;

/** What every key object of this package has, and nothing else has. Callers reach its class, so that gives nothing of it away. */
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

/** A key or a set that lies in the core. */
export class CoreKeys extends KeyObject {
  #number: number;
  readonly #handle: KeyHandle;
  declare [Symbol.dispose]: () => void;

  constructor(number: number, { algorithms, kids, role }: About, verifying?: Verifying) {
    const handle: KeyHandle = {
      number: () => this.#live(),
      algorithms,
      role,
      kids,
      verifying,
      secrets: new Map(),
      hostKeys: undefined,
    };
    super(handle);
    this.#handle = handle;
    this.#number = number;
    freeLater("key", this, number);
  }

  free(): void {
    if (this.#number === 0) return;
    freeNow("key", this, this.#number);
    const { secrets, hostKeys } = this.#handle;
    secrets.clear();
    hostKeys?.clear();
    this.#number = 0;
  }

  #live(): number {
    if (this.#number === 0) throw invalidKey("the key was freed", "freed");
    return this.#number;
  }
}

disposable(CoreKeys);

/**
 * What a key object of this package holds, which is not freed.
 * @throws {JwtError} `key_invalid`
 */
export function heldBy(key: unknown): KeyHandle | KeySource {
  const held = heldIn(key);
  if (held === undefined) throw notAKey(key);
  if ("number" in held) held.number();
  return held;
}

/**
 * As {@link heldBy}, of a key or set that is at hand.
 * @throws {JwtError} `key_invalid`
 */
export function handleOf(key: unknown): KeyHandle {
  const held = heldBy(key);
  if (isSource(held)) throw notAKey(key);
  return held;
}

/** `undefined` for what is not a ring of this package. */
export function ringIn(key: unknown): SigningRing | undefined {
  const held = heldIn(key);
  return held !== undefined && isSource(held) ? held.ring : undefined;
}

/** `undefined` where the key's issuers have more than names, or are none. */
export function issuersIn(key: unknown): readonly unknown[] | undefined {
  const held = heldIn(key);
  return held !== undefined && isSource(held) ? held.issuers : undefined;
}

export function isSource(held: KeyHandle | KeySource): held is KeySource {
  return "verifier" in held;
}

function notAKey(key: unknown): JwtError {
  return unfit(
    "the key must be made by secretKey, publicKey, privateKey, jwk, jwks, remoteJwks or trustedIssuers",
    key,
    'make the key by secretKey(secret, "HS256")',
  );
}
