/// <reference lib="esnext.disposable" preserve="true" />
import { generateSecret as generate, Key as Handle } from "../generated/jwt.js";
import { invalidOptions, JwtError } from "./error.js";
import { toJwtError } from "./exchange.js";
import { load } from "./module.js";
import { plain, plainOptions } from "./plain.js";
import type { Algorithm } from "./types.js";

/** A JSON Web Key (RFC 7517) of type `oct`: a shared secret. */
export interface Jwk {
  kty: string;
  /** The secret in base64url. */
  k?: string;
  alg?: string;
  kid?: string;
  use?: string;
  key_ops?: string[];
  [name: string]: unknown;
}

export interface SecretKeyOptions {
  /**
   * `true` takes a secret shorter than the hash (RFC 7518 §3.2). Whoever sees one token of a weak secret can search
   * for the secret offline.
   */
  allowWeakSecret?: boolean;
}

/**
 * A key bound to its algorithm. What is kept of the secret lives in the WebAssembly memory, cannot be read out, and is
 * zeroized when the key and every verifier made with it are freed.
 */
export interface Key {
  /** The algorithm the key is bound to. */
  readonly algorithm: Algorithm;
  /** The key's identifier (RFC 7517 §4.5), where it has one. */
  readonly kid?: string;
  /** Frees the key at once instead of whenever it is collected. Using it afterwards is `key_invalid`. */
  free(): void;
  /** As {@link free}, for `using`. */
  [Symbol.dispose](): void;
}

const CoreKey = class Key {
  #handle: Handle | undefined;
  readonly algorithm: Algorithm;
  declare readonly kid?: string;
  declare [Symbol.dispose]: () => void;

  constructor(handle: Handle) {
    this.#handle = handle;
    this.algorithm = handle.alg() as Algorithm;
    const kid = handle.kid();
    if (kid !== undefined) this.kid = kid;
  }

  free(): void {
    this.#handle?.free();
    this.#handle = undefined;
  }

  static handleOf(key: unknown): Handle {
    if (typeof key !== "object" || key === null || !(#handle in key)) {
      throw new JwtError("the key must be made by secretKey or jwk", { code: "key_invalid" });
    }
    if (!key.#handle) throw new JwtError("the key was freed", { code: "key_invalid" });
    return key.#handle;
  }
};

// Older runtimes lack the symbol.
if (Symbol.dispose)
  Object.defineProperty(CoreKey.prototype, Symbol.dispose, { value: CoreKey.prototype.free });

/**
 * The core's handle of a key that is really one of this package and not freed.
 * @internal
 */
export const handleOf = (key: unknown): Handle => CoreKey.handleOf(key);

/**
 * A shared secret, as bytes or as text that stands for its UTF-8 bytes.
 * @param algorithm the only algorithm the key is ever used with
 * @throws {JwtError} `key_too_weak` if it is shorter than the hash (32, 48 or 64 bytes); `key_invalid` if it is empty,
 *   or really a PEM file, a certificate or a JWK; `options_invalid` for other arguments.
 */
export function secretKey(
  secret: string | Uint8Array | ArrayBuffer,
  algorithm: Algorithm,
  options: SecretKeyOptions = {},
): Key {
  const bytes = secretBytes(secret);
  try {
    const allowWeak = readOptions(options);
    checkAlgorithm(algorithm);
    return make(() => Handle.secret(bytes, algorithm, allowWeak));
  } finally {
    if (typeof secret === "string") bytes.fill(0);
  }
}

/**
 * A key from a JSON Web Key. Its own `alg`, `use` and `key_ops` are respected.
 * @param algorithm binds a JWK that has no `alg`; must equal one that is there
 * @throws {JwtError} `key_invalid` if it is malformed, of another type or for another use; `key_too_weak`.
 */
export function jwk(key: Jwk, algorithm?: Algorithm): Key {
  if (algorithm !== undefined) checkAlgorithm(algorithm);
  // No `cause`: it could hold a part of the key.
  const json = JSON.stringify(
    plain(key, "the JWK", (message) => new JwtError(message, { code: "key_invalid" })),
  );
  return make(() => Handle.jwk(json, algorithm));
}

/**
 * A new random secret of the algorithm's size (32, 48 or 64 bytes), from the host's secure random source.
 * @throws {JwtError} `sync_unavailable` where the host gives no random bytes, as Workers at global scope.
 */
export function generateSecret(algorithm: Algorithm): Uint8Array {
  checkAlgorithm(algorithm);
  load();
  try {
    return generate(algorithm);
  } catch (thrown) {
    throw toJwtError(thrown);
  }
}

function make(from: () => Handle): Key {
  load();
  try {
    return new CoreKey(from());
  } catch (thrown) {
    throw toJwtError(thrown);
  }
}

function secretBytes(secret: unknown): Uint8Array {
  if (typeof secret === "string") {
    if (/\p{Surrogate}/u.test(secret)) {
      throw new JwtError("the secret has a lone surrogate, which UTF-8 cannot spell", {
        code: "key_invalid",
      });
    }
    return new TextEncoder().encode(secret);
  }
  if (secret instanceof Uint8Array) return secret;
  if (secret instanceof ArrayBuffer) return new Uint8Array(secret);
  throw new JwtError(`the secret must be a string or bytes, it is ${typeof secret}`, { code: "key_invalid" });
}

function readOptions(options: SecretKeyOptions): boolean {
  const { allowWeakSecret = false, ...unknown } = plainOptions(options);
  const [name] = Object.keys(unknown);
  if (name !== undefined) throw invalidOptions(`there is no option ${name}`);
  if (typeof allowWeakSecret !== "boolean")
    throw invalidOptions("the option allowWeakSecret must be true or false");
  return allowWeakSecret;
}

function checkAlgorithm(algorithm: unknown): asserts algorithm is Algorithm {
  if (typeof algorithm !== "string")
    throw invalidOptions(`the algorithm must be a string, it is ${typeof algorithm}`);
}
