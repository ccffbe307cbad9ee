/** A token that a person writes: two JSON texts, read strictly and signed by the core. */

import { type Algorithm, type JwtClaims, type Key, type SignOptions, sign } from "jwt-wasm";
import { isAlgorithm } from "./algorithms";
import type { DecodedToken } from "./decoded-token";
import { withLifetime } from "./draft-text";
import { type FlawAt, flawOf } from "./json-check";
import { documentOf } from "./json-members";
import { layOut } from "./json-text";
import type { ReadableText } from "./token-text";

export interface Draft {
  readonly header: string;
  readonly payload: string;
}

export interface DraftHeader {
  readonly algorithm: Algorithm | undefined;
  /** The header's `alg`, if it is not supported. */
  readonly otherAlg: string | undefined;
  readonly typ: string | undefined;
  readonly kid: string | undefined;
  /** The other parameters. */
  readonly others: { readonly [name: string]: unknown };
  /** Parameters that are left out because a token with them would be refused: of the wrong type, or an extension. */
  readonly leftOut: readonly string[];
}

export type DraftPart<T> = { readonly flaw: FlawAt } | { readonly flaw: undefined; readonly value: T };

/** Seconds. */
export const LIFETIME = 3600;

export function freshDraft(now: number): Draft {
  return {
    header: '{\n  "alg": "HS256",\n  "typ": "JWT"\n}',
    payload: withLifetime('{\n  "sub": "user-42"\n}', now, LIFETIME),
  };
}

/** What the token says, or a fresh draft where it says nothing that can be edited. */
export function draftOf(decoded: DecodedToken, now: number): Draft {
  if (!decoded.header || !decoded.payload) return freshDraft(now);
  return {
    header: laidOut(decoded.headerText),
    payload: laidOut(decoded.payloadText),
  };
}

export function readHeader(text: string): DraftPart<DraftHeader> {
  const read = readObject(text);
  if (read.flaw) return read;
  const { alg, typ, kid, crit, b64, ...rest } = read.value;
  const refused = {
    typ: typ !== undefined && typeof typ !== "string",
    kid: kid !== undefined && typeof kid !== "string",
    crit: crit !== undefined,
    b64: b64 !== undefined && b64 !== true,
  };
  return {
    flaw: undefined,
    value: {
      algorithm: isAlgorithm(alg) ? alg : undefined,
      otherAlg: isAlgorithm(alg) || alg === undefined ? undefined : JSON.stringify(alg),
      typ: typeof typ === "string" ? typ : undefined,
      kid: typeof kid === "string" ? kid : undefined,
      others: b64 === true ? { ...rest, b64 } : rest,
      leftOut: Object.entries(refused).flatMap(([name, isRefused]) => (isRefused ? [name] : [])),
    },
  };
}

export function readPayload(text: string): DraftPart<JwtClaims> {
  return readObject(text);
}

/** Signs exactly the given claims, so `iat` is not added. */
export function signDraft(header: DraftHeader, claims: JwtClaims, key: Key): Promise<string> {
  const options: SignOptions = {
    issuedAt: false,
    ...(header.typ === undefined ? {} : { typ: header.typ }),
    ...(header.kid === undefined ? {} : { kid: header.kid }),
    header: header.others,
  };
  return sign(claims, key, options);
}

function readObject(text: string): DraftPart<{ [name: string]: unknown }> {
  const flaw = flawOf(text);
  return flaw ? { flaw } : { flaw: undefined, value: JSON.parse(text) };
}

function laidOut(content: ReadableText | undefined): string {
  return content ? (layOut(documentOf(content)) ?? content.text) : "";
}
