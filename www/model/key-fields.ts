/** What a person enters of a key, before anything is made of it. */

import type { Algorithm } from "jwt-wasm";
import { hasSecret, isAlgorithm } from "./algorithms";
import type { SecretEncoding } from "./encoding";
import { isMlDsa } from "./ml-dsa/algorithm";

/** Chosen by the person, never guessed: a public key taken for a secret is how algorithm confusion works. */
export type KeyKind = "secret" | "pem" | "jwk" | "jwks";

export const KEY_KINDS: readonly KeyKind[] = ["secret", "pem", "jwk", "jwks"];

export interface KeyFields {
  readonly kind: KeyKind;
  /** The person chose it. Until then it follows the header, as long as no key is entered. */
  readonly isKindChosen: boolean;
  /** Each kind keeps its own text, so that to look at another one loses nothing. */
  readonly texts: Readonly<Record<KeyKind, string>>;
  readonly encoding: SecretEncoding;
  /** What the person chose; until then the header's `alg` is proposed. */
  readonly algorithm: Algorithm | undefined;
  readonly allowWeakSecret: boolean;
}

export const NO_KEY: KeyFields = {
  kind: "secret",
  isKindChosen: false,
  texts: { secret: "", pem: "", jwk: "", jwks: "" },
  encoding: "utf8",
  algorithm: undefined,
  allowWeakSecret: false,
};

export function textOf(fields: KeyFields): string {
  return fields.texts[fields.kind];
}

/** The fields with the kind of key that the header asks for, while nothing says otherwise. */
export function withProposedKind(fields: KeyFields, alg: unknown): KeyFields {
  const isOpen = !fields.isKindChosen && KEY_KINDS.every((kind) => fields.texts[kind] === "");
  if (isOpen && isMlDsa(alg)) return { ...fields, kind: "jwk" };
  if (!isOpen || !isAlgorithm(alg)) return fields;
  return { ...fields, kind: hasSecret(alg) ? "secret" : "pem" };
}

export function withText(fields: KeyFields, text: string, kind = fields.kind): KeyFields {
  return { ...fields, kind, texts: { ...fields.texts, [kind]: text } };
}
