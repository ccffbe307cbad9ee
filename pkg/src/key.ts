/// <reference lib="esnext.disposable" preserve="true" />
import type { Jwk } from "./keys/jwk.js";
import type { Algorithm, PublicKeyAlgorithm, SecretAlgorithm } from "./types.js";

/** Only in types: it distinguishes the kinds of keys, and keys from objects with the same members. */
export declare const kind: unique symbol;

/** The kind of a key, which says what the key can do. */
export type KeyKind = "secret" | "public" | "private";

/**
 * A key that is bound to its algorithm. It is kept in the memory of the WebAssembly module. A secret or a private key
 * cannot be read out, and is overwritten with zeros when the key and every verifier made with it are freed. If the
 * runtime's cryptography computes with the key, it has a copy, which it releases when the key is freed or
 * garbage-collected.
 *
 * The type `Key` alone stands for a key of any kind, and compiles wherever a key is used. {@link SecretKey},
 * {@link PublicKey} and {@link PrivateKey} are exact.
 */
// biome-ignore lint/suspicious/noExplicitAny: of a key whose kind only the run shows, every use has to compile
export interface Key<A extends Algorithm = Algorithm, K extends KeyKind = any> {
  /** @hidden */
  readonly [kind]: K;
  /**
   * The algorithms that the key is bound to: one, several for a public key that was made with a list, or both names of
   * its curve (`EdDSA` and `Ed25519`, or `EdDSA` and `Ed448`) for an `OKP` JWK without `alg`. A key with one of the two
   * names verifies tokens with the other (RFC 9864).
   */
  readonly algorithms: readonly A[];
  /** The key's identifier (RFC 7517 §4.5), if it has one. */
  readonly kid?: string;
  /**
   * The public key as a JWK (RFC 7517). A private key returns its public half.
   * @throws {JwtError} `key_invalid` for a secret, which has no public half.
   */
  toPublicJwk(): Jwk;
  /** Frees the key now, and not only when it is garbage-collected. Using it afterwards is `key_invalid`. */
  free(): void;
  /** As {@link free}, for `using`. */
  [Symbol.dispose](): void;
}

/** A shared secret, which signs and verifies. */
export type SecretKey<A extends SecretAlgorithm = SecretAlgorithm> = Key<A, "secret">;

/** A public key, which verifies. */
export type PublicKey<A extends PublicKeyAlgorithm = PublicKeyAlgorithm> = Key<A, "public">;

/** A private key, which signs. */
export type PrivateKey<A extends PublicKeyAlgorithm = PublicKeyAlgorithm> = Key<A, "private">;

/** A set of keys (RFC 7517 §5). A token's `kid` and `alg` choose one of them. */
export interface KeySet {
  /** @hidden */
  readonly [kind]: "set";
  /** The number of keys that can be used. */
  readonly size: number;
  /** Frees the set now, and not only when it is garbage-collected. Using it afterwards is `key_invalid`. */
  free(): void;
  /** As {@link free}, for `using`. */
  [Symbol.dispose](): void;
}

/** Keys that take turns, made by `keyRing` of `jwt-wasm/issuer`. */
export interface RotatingKeys {
  /** @hidden */
  readonly [kind]: "ring";
}
