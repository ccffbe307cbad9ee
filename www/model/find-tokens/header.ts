/** What the header says about the form of the whole token. Nothing here is trusted: the core judges what is found. */

import { readableObject, readableText } from "../token-text";

export interface HeaderForm {
  /** How many parts a token with this header has (RFC 7515 §7.1, RFC 7516 §7.1). */
  readonly parts: 3 | 5;
  readonly alg: string;
}

/** `{"`, `{ ` and `{` with a line break, in base64url. The header of every compact JWS and JWE begins like this. */
export const HEAD = /e(?:y[IJA-]|w[0o])/;

/** Longer segments are not decoded: no header is as long. */
const LONGEST_HEADER = 16_384;

/** `undefined` for a segment that is not the header of a token. */
export function headerForm(segment: string): HeaderForm | undefined {
  if (segment.length > LONGEST_HEADER) return undefined;
  const { alg, enc } = readableObject(readableText(segment)?.text) ?? {};
  return typeof alg === "string" ? { parts: typeof enc === "string" ? 5 : 3, alg } : undefined;
}

/** Characters of a signature in base64url, by the algorithm; for RSA, by the usual sizes of keys. */
const SIGNATURES: Readonly<Record<string, readonly number[]>> = {
  HS256: [43],
  HS384: [64],
  HS512: [86],
  ES256: [86],
  ES256K: [86],
  ES384: [128],
  ES512: [176],
  EdDSA: [86, 152],
  Ed25519: [86],
  Ed448: [152],
  "ML-DSA-44": [3227],
  "ML-DSA-65": [4412],
  "ML-DSA-87": [6170],
};
const RSA = [171, 342, 512, 683];

/** The algorithms whose signatures all have one length. */
export const ALL_SIGNED: readonly string[] = Object.keys(SIGNATURES);

export function isRsa(alg: string): boolean {
  return /^[RP]S(?:256|384|512)$/.test(alg);
}

/** Empty if the algorithm is unknown, or its signatures have any length. */
export function signatureLengths(alg: string): readonly number[] {
  if (Object.hasOwn(SIGNATURES, alg)) return SIGNATURES[alg] ?? [];
  return isRsa(alg) ? RSA : [];
}

/** Whether a signature of this length must be longer. */
export function isCutOff(alg: string, length: number): boolean {
  const lengths = signatureLengths(alg);
  return !lengths.includes(length) && lengths.some((one) => one > length);
}

/** Whether it has all its parts, and a signature as long as its algorithm makes it. */
export function isWhole(token: string): boolean {
  const [header = "", ...others] = token.split("~", 1)[0]?.split(".") ?? [];
  const form = headerForm(header);
  if (!form || others.length < form.parts - 1) return false;
  return form.parts === 5 || !isCutOff(form.alg, others.at(-1)?.length ?? 0);
}
