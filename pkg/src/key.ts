/// <reference lib="esnext.disposable" preserve="true" />
import { type Key as Handle, scrub } from "../generated/core.js";
import { HostKeys } from "./engines/keys.js";
import { invalidOptions, JwtError } from "./error.js";
import { toJwtError } from "./exchange.js";
import { isOnCurve } from "./keys/curve.js";
import type { Jwk } from "./keys/jwk.js";
import { unfit, unusable } from "./keys/unfit.js";
import { wrongOption } from "./members.js";
import { load } from "./module.js";
import { ALGORITHMS } from "./names.js";
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
 * What the core and the host hold of a key or a set of them.
 * @internal
 */
export interface Held {
  readonly handle: Handle;
  readonly hostKeys: HostKeys;
  /** Asked once: none for a set, which may hold keys of every algorithm. */
  readonly algorithms: readonly Algorithm[];
  readonly isPrivate: boolean;
}

class CoreKeys {
  #held: Held | undefined;
  declare [Symbol.dispose]: () => void;

  constructor(handle: Handle) {
    const algorithms = Object.freeze(handle.algorithms() as Algorithm[]);
    const isPrivate = handle.kind() === "private";
    this.#held = { handle, hostKeys: new HostKeys(), algorithms, isPrivate };
  }

  free(): void {
    this.#held?.handle.free();
    this.#held?.hostKeys.clear();
    this.#held = undefined;
  }

  static held(key: unknown): Held {
    if (typeof key !== "object" || key === null || !(#held in key)) {
      throw unfit("the key must be made by secretKey, publicKey, privateKey, jwk, jwks or remoteJwks", key);
    }
    if (!key.#held) throw new JwtError("the key was freed", { code: "key_invalid", reason: "freed" });
    return key.#held;
  }
}

// Older runtimes lack the symbol.
if (Symbol.dispose) {
  Object.defineProperty(CoreKeys.prototype, Symbol.dispose, { value: CoreKeys.prototype.free });
}

const CoreKey = class Key extends CoreKeys {
  readonly algorithms: readonly Algorithm[];
  declare readonly kid?: string;

  constructor(handle: Handle) {
    super(handle);
    this.algorithms = heldOf(this).algorithms;
    const kid = handle.kid();
    if (kid !== undefined) this.kid = kid;
  }

  toPublicJwk(): Jwk {
    const json = heldOf(this).handle.publicJwk();
    if (json === undefined)
      throw new JwtError("the key has no public half here", {
        code: "key_invalid",
        reason: "public_half_missing",
      });
    return JSON.parse(json);
  }
};

const CoreKeySet = class KeySet extends CoreKeys {
  readonly size: number;

  constructor(handle: Handle) {
    super(handle);
    this.size = handle.size();
  }
};

/**
 * What is held of a key or set that is really one of this package and not freed.
 * @throws {JwtError} `key_invalid`
 * @internal
 */
export const heldOf: (key: unknown) => Held = CoreKeys.held;

/**
 * A key of what the core makes.
 * @internal
 */
export function makeKey<K extends Key>(make: () => Handle): K {
  const handle = inCore(make, "scrub");
  const json = handle.publicJwk();
  if (json === undefined || isOnCurve(JSON.parse(json))) return new CoreKey(handle) as unknown as K;
  handle.free();
  throw unusable("the point is not on its curve", "off_curve");
}

// What `-1` becomes: more keys than any set has.
const NO_PLACE = 2 ** 32 - 1;

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
export function makeKeySet(make: () => Handle, leftOut: readonly LeftOut[] = []): KeySet {
  const handle = inCore(make, "scrub");
  for (const { kid, why } of leftOut) handle.leaveOut(NO_PLACE, kid, why);
  // Only for the keys that the core takes, since this takes long.
  const keys: unknown[] = JSON.parse(handle.publicJwk() ?? "[]");
  // The last one first, since those after it move up.
  for (let place = keys.length - 1; place >= 0; place -= 1) {
    if (!isOnCurve(keys[place])) handle.leaveOut(place);
  }
  return new CoreKeySet(handle) as unknown as KeySet;
}

/**
 * A call into the core, whose refusals become errors; one that handles a secret leaves nothing of it on the stack.
 * @internal
 */
export function inCore<T>(call: () => T, after?: "scrub"): T {
  load();
  try {
    return call();
  } catch (thrown) {
    throw toJwtError(thrown, true);
  } finally {
    if (after) scrub();
  }
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
