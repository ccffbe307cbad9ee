/// <reference lib="esnext.disposable" preserve="true" />
import type { Jwk } from "./keys/jwk.js";
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

/** Keys that take turns, made by `keyRing` of `jwt-wasm/issuer`. */
export interface RotatingKeys {
  readonly [kind]: "ring";
}
