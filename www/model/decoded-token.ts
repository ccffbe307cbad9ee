import { type ReadableText, readableObject, readableText, type Segment, segmentsOf } from "./token-text";

/** The names that the page's own code reads. Everything else is only shown. */
export interface ShownObject {
  readonly alg?: unknown;
  readonly enc?: unknown;
  readonly typ?: unknown;
  readonly kid?: unknown;
  readonly nonce?: unknown;
  readonly jwk?: unknown;
  readonly iss?: unknown;
  readonly sub?: unknown;
  readonly aud?: unknown;
  readonly exp?: unknown;
  readonly nbf?: unknown;
  readonly iat?: unknown;
  readonly jti?: unknown;
  readonly sid?: unknown;
  readonly events?: unknown;
  readonly client_id?: unknown;
  readonly htm?: unknown;
  readonly htu?: unknown;
  readonly token_type?: unknown;
  readonly b64?: unknown;
  readonly cnf?: unknown;
  readonly sd_hash?: unknown;
  readonly [name: string]: unknown;
}

/** A token's text, decoded only to be shown. It is unverified, so no check may use it. */
export interface DecodedToken {
  readonly token: string;
  readonly segments: readonly Segment[];
  readonly headerText: ReadableText | undefined;
  readonly payloadText: ReadableText | undefined;
  readonly header: ShownObject | undefined;
  readonly payload: ShownObject | undefined;
}

export function read(token: string): DecodedToken {
  const segments = segmentsOf(token);
  // The second part of a JWE is an encrypted key, not a payload (RFC 7516 §7.1).
  const isSigned = segments.length !== 5;
  const textOf = (index: number) =>
    readableText(segments[index]?.part === undefined ? "" : segments[index].text);
  const headerText = textOf(0);
  const payloadText = isSigned ? textOf(1) : undefined;
  return {
    token,
    segments,
    headerText,
    payloadText,
    header: readableObject(headerText?.text),
    payload: readableObject(payloadText?.text),
  };
}
