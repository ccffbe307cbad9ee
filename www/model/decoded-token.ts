import { type ReadableText, readableObject, readableText, type Segment, segmentsOf } from "./token-text";

/** Names the page looks up by itself; everything else is shown as it comes. */
export interface ShownObject {
  readonly alg?: unknown;
  readonly typ?: unknown;
  readonly kid?: unknown;
  readonly nonce?: unknown;
  readonly jwk?: unknown;
  readonly iss?: unknown;
  readonly sub?: unknown;
  readonly aud?: unknown;
  readonly exp?: unknown;
  readonly iat?: unknown;
  readonly jti?: unknown;
  readonly sid?: unknown;
  readonly events?: unknown;
  readonly client_id?: unknown;
  readonly htm?: unknown;
  readonly htu?: unknown;
  readonly token_type?: unknown;
  readonly [name: string]: unknown;
}

/** What a token's own text shows a person. Nothing in it is believed, and no check is made from it. */
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
  // A JWE has other things where the payload would be (RFC 7516 §7.1).
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
