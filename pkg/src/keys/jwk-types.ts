import type { Key, KeyKind, kind } from "../key.js";
import type {
  AkpAlgorithm,
  Algorithm,
  EcAlgorithm,
  OkpAlgorithm,
  RsaAlgorithm,
  SecretAlgorithm,
} from "../types.js";
import type { Jwk } from "./jwk.js";

/** A JSON Web Key as callers may have it: {@link Jwk}, or what `KeyObject.export` and `crypto.subtle.exportKey` return. */
export type JwkLike = Readonly<Jwk> | Exported;

/** A JSON Web Key by the types of Node and browsers. */
export interface Exported {
  /** Refuses a key of this package, whose members look similar. */
  readonly [kind]?: never;
  readonly kty?: string | undefined;
  readonly alg?: string | undefined;
  readonly kid?: string | undefined;
  readonly use?: string | undefined;
  readonly key_ops?: readonly string[] | undefined;
}

/** A JSON Web Key Set as callers may have it. */
export type JwksLike = Keys | (Keys & { readonly [name: string]: unknown });

interface Keys {
  readonly keys: readonly JwkLike[];
}

/** The algorithms of each key type (RFC 7518 §6.1, RFC 8037 §2, RFC 9964 §3). */
interface Kinds {
  oct: SecretAlgorithm;
  RSA: RsaAlgorithm;
  EC: EcAlgorithm;
  OKP: OkpAlgorithm;
  AKP: AkpAlgorithm;
}

/** The algorithms that fit a JWK, if its type shows the key type; otherwise all algorithms. */
export type AlgorithmOf<J extends JwkLike> = J extends { readonly kty: infer T }
  ? string extends T
    ? Algorithm
    : Kinds[T & keyof Kinds]
  : Algorithm;

/** The kind of key that a JWK becomes, if its type shows it. A JWK that was read at run time can be of any kind. */
type KindOf<J extends JwkLike> = J extends { readonly kty: infer T }
  ? string extends T
    ? // biome-ignore lint/suspicious/noExplicitAny: as of `Key`
      any
    : T extends "oct"
      ? "secret"
      : J extends { readonly d: string } | { readonly priv: string }
        ? "private"
        : "public"
  : // biome-ignore lint/suspicious/noExplicitAny: as of `Key`
    any;

/** Refuses a JWK whose type shows a wrong `kty` or `alg`. */
export type Demanded<J extends JwkLike> = J extends { readonly kty: infer T }
  ? string extends T
    ? unknown
    : { readonly kty: keyof Kinds; readonly alg?: AlgorithmOf<J> }
  : DemandedType<J>;

/** Refuses a JWK whose type shows that it has no `kty`. */
export type DemandedType<J extends JwkLike> = "kty" extends keyof J ? unknown : { readonly kty: string };

/** The type of the key that `jwk` makes: for the algorithm that was given, or else for the JWK's own. */
export type KeyOf<J extends JwkLike, A extends Algorithm> = Key<
  J extends { readonly alg: infer B extends Algorithm } ? ([AlgorithmOf<J>] extends [A] ? B : A) : A,
  KindOf<J> & KeyKind
>;
