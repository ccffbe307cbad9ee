import type { Key, KeyKind, kind } from "../key.js";
import type { Algorithm, EcAlgorithm, OkpAlgorithm, RsaAlgorithm, SecretAlgorithm } from "../types.js";
import type { Jwk } from "./jwk.js";

/** What is taken for a JSON Web Key: also what `KeyObject.export` and `crypto.subtle.exportKey` give by their types. */
export type JwkLike = Readonly<Jwk> | Exported;

/** As {@link Jwk}, for what other programs give. */
export interface Exported {
  /** A key of this package has members that look like these. */
  readonly [kind]?: never;
  readonly kty?: string | undefined;
  readonly alg?: string | undefined;
  readonly kid?: string | undefined;
  readonly use?: string | undefined;
  readonly key_ops?: readonly string[] | undefined;
}

/** What is taken for a JSON Web Key Set. */
export type JwksLike = Keys | (Keys & { readonly [name: string]: unknown });

interface Keys {
  readonly keys: readonly JwkLike[];
}

/** The algorithms of each type of key (RFC 7518 §6.1, RFC 8037 §2). */
interface Kinds {
  oct: SecretAlgorithm;
  RSA: RsaAlgorithm;
  EC: EcAlgorithm;
  OKP: OkpAlgorithm;
}

/** The algorithms that a JWK may have, as far as its type shows. */
export type AlgorithmOf<J extends JwkLike> = J extends { readonly kty: infer T }
  ? string extends T
    ? Algorithm
    : Kinds[T & keyof Kinds]
  : Algorithm;

/** What a JWK is, as far as its type shows: one that was read at run time can be anything. */
type KindOf<J extends JwkLike> = J extends { readonly kty: infer T }
  ? string extends T
    ? // biome-ignore lint/suspicious/noExplicitAny: as of `Key`
      any
    : T extends "oct"
      ? "secret"
      : J extends { readonly d: string }
        ? "private"
        : "public"
  : // biome-ignore lint/suspicious/noExplicitAny: as of `Key`
    any;

/** What a JWK must also have, if its type shows that it lacks it. */
export type Demanded<J extends JwkLike> = J extends { readonly kty: infer T }
  ? string extends T
    ? unknown
    : { readonly kty: keyof Kinds; readonly alg?: AlgorithmOf<J> }
  : DemandedType<J>;

/** As {@link Demanded}, where the algorithm does not matter. */
export type DemandedType<J extends JwkLike> = "kty" extends keyof J ? unknown : { readonly kty: string };

/** The algorithm that is asked for, by either name of Ed25519; else the JWK's own. */
export type KeyOf<J extends JwkLike, A extends Algorithm> = Key<
  J extends { readonly alg: infer B extends Algorithm } ? ([AlgorithmOf<J>] extends [A] ? B : A) : A,
  KindOf<J> & KeyKind
>;
