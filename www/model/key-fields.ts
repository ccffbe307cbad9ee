/** The key field, before a key is made from it. */

import type { Algorithm } from "jwt-wasm";
import type { SecretEncoding } from "./encoding";
import { formOf, type KeyForm, type KeyKind } from "./key-form";

export type { KeyKind } from "./key-form";

export interface KeyFields {
  /** What stands in the field. */
  readonly entered: string;
  readonly form: KeyForm;
  /** How the core reads `text`. */
  readonly kind: KeyKind;
  readonly text: string;
  /** How the bytes of a secret are written. */
  readonly encoding: SecretEncoding;
  /** Whether the person chose the encoding. Until then, the encoding with which the signature matches is used. */
  readonly isEncodingChosen: boolean;
  /** The person's choice; until then, the header's `alg` is proposed. */
  readonly algorithm: Algorithm | undefined;
  readonly allowWeakSecret: boolean;
  /** What must be converted before the core can read it. */
  readonly unconverted: string;
}

export const NO_KEY: KeyFields = {
  entered: "",
  form: "empty",
  kind: "secret",
  text: "",
  encoding: "utf8",
  isEncodingChosen: false,
  algorithm: undefined,
  allowWeakSecret: false,
  unconverted: "",
};

export function textOf(fields: KeyFields): string {
  return fields.text;
}

/**
 * The fields with this text.
 * @param kind what the text is, if that is known. Otherwise the text shows it
 */
export function withText(fields: KeyFields, entered: string, kind?: KeyKind): KeyFields {
  if (kind !== undefined) {
    return { ...fields, entered, form: kind, kind, text: entered, isEncodingChosen: true, unconverted: "" };
  }
  const taken = formOf(entered);
  const isChosen = fields.isEncodingChosen && taken.kind === "secret" && entered !== "";
  return {
    ...fields,
    entered,
    ...taken,
    encoding: isChosen ? fields.encoding : taken.encoding,
    isEncodingChosen: isChosen,
    algorithm: taken.kind === fields.kind ? fields.algorithm : undefined,
  };
}

/** The field with a key that the page has itself, such as the one in a DPoP proof's header. */
export function fieldsOfJwk(jwk: object): KeyFields {
  return withText(NO_KEY, JSON.stringify(jwk, null, 2), "jwk");
}

/** What reads such a key is not loaded yet. */
export function isBeingRead({ form, kind, text: read }: KeyFields): boolean {
  return read === "" && kind !== "secret" && form !== "empty" && form !== "discovery" && form !== "address";
}
