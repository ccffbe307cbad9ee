/// <reference lib="esnext.disposable" preserve="true" />
import { describeKey, leaveOut, publicJwk } from "../generated/core.js";
import { made, readNumber, readText, settled, writeBytes } from "./core/door.js";
import { freeLater, freeNow } from "./core/handles.js";
import { HostKeys } from "./engines/keys.js";
import { invalidOptions, JwtError } from "./error.js";
import { isOnCurve } from "./keys/curve.js";
import type { Jwk } from "./keys/jwk.js";
import { unfit, unusable } from "./keys/unfit.js";
import { ALGORITHMS } from "./names.js";
import { wrongOption } from "./read-options.js";
import { textEncoder } from "./runtime/text.js";
import type { Algorithm, PublicKeyAlgorithm, SecretAlgorithm } from "./types.js";

/** Only in types: it separates the kinds of keys, and keys from objects that only look like one. */
export declare const kind: unique symbol;

/** What a key is, and so what it can be used for. */
export type KeyKind = "secret" | "public" | "private";

/**
 * A key bound to its algorithm. It lives in the WebAssembly memory; what is kept of a secret or private key cannot be
 * read out, and is zeroized when the key and every verifier made with it are freed. A host that computes with it has a
 * copy, which it gives up when the key is freed or collected.
 *
 * As a type, `Key` alone is of any kind, and the compiler lets it pass wherever a key is used; {@link SecretKey},
 * {@link PublicKey} and {@link PrivateKey} say more.
 */
// biome-ignore lint/suspicious/noExplicitAny: of a key whose kind only the run shows, every use has to compile
export interface Key<A extends Algorithm = Algorithm, K extends KeyKind = any> {
  readonly [kind]: K;
  /**
   * The algorithms the key is bound to: one, or those that were named for a public key, or both names of Ed25519 for a JWK that
   * has no `alg`. Bound to either of these, it takes tokens with the other as well (RFC 9864).
   */
  readonly algorithms: readonly A[];
  /** The key's identifier (RFC 7517 §4.5), where it has one. */
  readonly kid?: string;
  /**
   * The public key as a JWK (RFC 7517), for a private key its public half.
   * @throws {JwtError} `key_invalid` for a secret, which has none.
   */
  toPublicJwk(): Jwk;
  /** Frees the key at once instead of whenever it is collected. Using it afterwards is `key_invalid`. */
  free(): void;
  /** As {@link free}, for `using`. */
  [Symbol.dispose](): void;
}

/** A shared secret: it signs and verifies. */
export type SecretKey<A extends SecretAlgorithm = SecretAlgorithm> = Key<A, "secret">;

/** A public key: it verifies. */
export type PublicKey<A extends PublicKeyAlgorithm = PublicKeyAlgorithm> = Key<A, "public">;

/** A private key: it signs. */
export type PrivateKey<A extends PublicKeyAlgorithm = PublicKeyAlgorithm> = Key<A, "private">;

/** Keys of which a token's `kid` and `alg` choose one (RFC 7517 §5). */
export interface KeySet {
  readonly [kind]: "set";
  /** How many keys can be used. */
  readonly size: number;
  /** Frees the set at once instead of whenever it is collected. Using it afterwards is `key_invalid`. */
  free(): void;
  /** As {@link free}, for `using`. */
  [Symbol.dispose](): void;
}

/**
 * What the core and the engines hold of a key or a set of them.
 * @internal
 */
export interface KeyHandle {
  /** The core's number of it. */
  number(): number;
  readonly hostKeys: HostKeys;
  /** Asked once: none for a set, which may hold keys of every algorithm. */
  readonly algorithms: readonly Algorithm[];
  readonly role: KeyKind | "set";
}

/** The core's description of a key or a set. */
interface Description {
  readonly algorithms: readonly Algorithm[];
  readonly role: KeyHandle["role"];
  readonly kid: string | undefined;
  readonly size: number;
}

class CoreKeys {
  #number: number;
  readonly #handle: KeyHandle;
  declare [Symbol.dispose]: () => void;

  constructor(number: number, { algorithms, role }: Description) {
    this.#number = number;
    freeLater("key", this, number);
    this.#handle = { number: () => this.#live(), hostKeys: new HostKeys(), algorithms, role };
  }

  free(): void {
    if (this.#number === 0) return;
    freeNow("key", this, this.#number);
    this.#handle.hostKeys.clear();
    this.#number = 0;
  }

  #live(): number {
    if (this.#number === 0) throw new JwtError("the key was freed", { code: "key_invalid", reason: "freed" });
    return this.#number;
  }

  static handle(key: unknown): KeyHandle {
    if (typeof key !== "object" || key === null || !(#handle in key)) {
      throw unfit("the key must be made by secretKey, publicKey, privateKey, jwk, jwks or remoteJwks", key);
    }
    key.#live();
    return key.#handle;
  }
}

// Older runtimes lack the symbol.
if (Symbol.dispose) {
  Object.defineProperty(CoreKeys.prototype, Symbol.dispose, { value: CoreKeys.prototype.free });
}

const CoreKey = class Key extends CoreKeys {
  readonly algorithms: readonly Algorithm[];
  declare readonly kid?: string;

  constructor(number: number) {
    const description = describe(number);
    super(number, description);
    this.algorithms = description.algorithms;
    if (description.kid !== undefined) this.kid = description.kid;
  }

  toPublicJwk(): Jwk {
    const json = publicJwkOf(handleOf(this).number());
    if (json === "") {
      throw new JwtError("the key has no public half here", {
        code: "key_invalid",
        reason: "public_half_missing",
      });
    }
    return JSON.parse(json);
  }
};

const CoreKeySet = class KeySet extends CoreKeys {
  readonly size: number;

  constructor(number: number) {
    const description = describe(number);
    super(number, description);
    this.size = description.size;
  }
};

const ROLES = ["secret", "public", "private", "set"] as const;
const HAS_KID = 4;

function describe(number: number): Description {
  settled(describeKey(number), true);
  const [bits, flags, size] = [readNumber(0), readNumber(1), readNumber(2)];
  const kid = (flags & HAS_KID) === 0 ? undefined : readText();
  const algorithms = Object.freeze(ALGORITHMS.filter((_, place) => (bits >> place) & 1));
  return { algorithms, role: ROLES[flags & 3] as KeyHandle["role"], kid, size };
}

/** Empty where there is none. */
function publicJwkOf(number: number): string {
  settled(publicJwk(number), true);
  return readText();
}

/**
 * What is held of a key or set that is really one of this package and not freed.
 * @throws {JwtError} `key_invalid`
 * @internal
 */
export const handleOf: (key: unknown) => KeyHandle = CoreKeys.handle;

/**
 * A key of what the core makes.
 * @internal
 */
export function makeKey<K extends Key>(make: () => number): K {
  const number = made(make, true);
  const json = publicJwkOf(number);
  const key = new CoreKey(number);
  if (json === "" || isOnCurve(JSON.parse(json))) return key as unknown as K;
  key.free();
  throw unusable("the point is not on its curve", "off_curve");
}

// What `-1` becomes: more keys than any set has.
const NO_PLACE = 2 ** 32 - 1;

/** In place of a length: there is no such text. */
const NONE = -1;

/**
 * An entry of a set that was not handed to the core.
 * @internal
 */
export interface LeftOut {
  readonly kid: string | undefined;
  readonly why: string;
}

/**
 * A set of what the core makes.
 * @internal
 */
export function makeKeySet(make: () => number, leftOut: readonly LeftOut[] = []): KeySet {
  const number = made(make, true);
  for (const { kid, why } of leftOut) {
    const texts = [kid ?? "", why].map((text) => textEncoder().encode(text)) as [Uint8Array, Uint8Array];
    writeBytes(...texts);
    leaveOut(number, NO_PLACE, kid === undefined ? NONE : texts[0].length, texts[1].length);
  }
  // Only for the keys that the core takes, since this takes long.
  const keys: unknown[] = JSON.parse(publicJwkOf(number));
  // The last one first, since those after it move up.
  for (let place = keys.length - 1; place >= 0; place -= 1) {
    if (!isOnCurve(keys[place])) leaveOut(number, place, NONE, NONE);
  }
  return new CoreKeySet(number) as unknown as KeySet;
}

/**
 * A text as bytes for the core, which are cleared after their use.
 * @internal
 */
export function withBytes<T>(text: string, use: (bytes: Uint8Array) => T): T {
  const bytes = textEncoder().encode(text);
  try {
    return use(bytes);
  } finally {
    bytes.fill(0);
  }
}

/**
 * The core would tell what it was given, which is the secret where two arguments were taken for each other.
 * @internal
 */
export function checkAlgorithm(algorithm: unknown): asserts algorithm is Algorithm {
  if (typeof algorithm !== "string") {
    throw wrongOption("the algorithm must be a string", algorithm);
  }
  const known: readonly string[] = ALGORITHMS;
  if (!known.includes(algorithm)) throw invalidOptions(`the algorithm is none of ${known.join(", ")}`);
}
