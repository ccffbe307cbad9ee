/** A token as a person writes it: two texts, read strictly, and signed by the core. */

import { type Algorithm, type JwtClaims, type Key, type SignOptions, sign } from "jwt-wasm";
import { isAlgorithm } from "./algorithms";
import type { DecodedToken } from "./decoded-token";
import { type FlawAt, flawOf } from "./json-check";
import { layOut } from "./json-text";
import { isMlDsa, type MlDsaAlgorithm } from "./ml-dsa/algorithm";

export interface Draft {
  readonly header: string;
  readonly payload: string;
}

export interface DraftHeader {
  readonly algorithm: Algorithm | undefined;
  /** An algorithm that the browser signs with, as the core does not know it. */
  readonly mlDsa: MlDsaAlgorithm | undefined;
  /** The `alg` that stands there, if it is none of these. */
  readonly otherAlg: string | undefined;
  readonly typ: string | undefined;
  readonly kid: string | undefined;
  /** All that stands there beside these three. */
  readonly others: { readonly [name: string]: unknown };
  /** What is not written, as a token with it is refused: a parameter of the wrong type, or one that asks for more. */
  readonly leftOut: readonly string[];
}

export type DraftPart<T> = { readonly flaw: FlawAt } | { readonly flaw: undefined; readonly value: T };

export function draftOf(decoded: DecodedToken): Draft {
  return {
    header: laidOut(decoded.headerText?.text ?? ""),
    payload: laidOut(decoded.payloadText?.text ?? ""),
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
      mlDsa: isMlDsa(alg) ? alg : undefined,
      otherAlg: isAlgorithm(alg) || isMlDsa(alg) || alg === undefined ? undefined : JSON.stringify(alg),
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

/** Of the claims exactly what stands there is signed: no `iat` is added. */
export function signDraft(header: DraftHeader, claims: JwtClaims, key: Key): Promise<string> {
  const options: SignOptions = {
    issuedAt: false,
    ...(header.typ === undefined ? {} : { typ: header.typ }),
    ...(header.kid === undefined ? {} : { kid: header.kid }),
    header: header.others,
  };
  return sign(claims, key, options);
}

/** The header with another `alg`, laid out; as it was, if it cannot be read. */
export function withAlgorithm(header: string, algorithm: Algorithm): string {
  const read = readObject(header.trim() === "" ? "{}" : header);
  return read.flaw ? header : JSON.stringify({ ...read.value, alg: algorithm }, null, 2);
}

/** The claims from now on for so many seconds; as they were, if they cannot be read. */
export function withLifetime(payload: string, now: number, seconds: number): string {
  const read = readObject(payload.trim() === "" ? "{}" : payload);
  return read.flaw ? payload : JSON.stringify({ ...read.value, iat: now, exp: now + seconds }, null, 2);
}

function readObject(text: string): DraftPart<{ [name: string]: unknown }> {
  const flaw = flawOf(text);
  return flaw ? { flaw } : { flaw: undefined, value: JSON.parse(text) };
}

function laidOut(text: string): string {
  return (
    layOut(text)
      ?.map((lexeme) => lexeme.text)
      .join("") ?? text
  );
}
