/** Decrypts a token with the entered key, and asks the core about the claims inside. */

import type { JwtError } from "jwt-wasm";
import { type DecryptOptions, decrypt, decryptJwe } from "jwt-wasm/jwe";
import type { DecodedToken } from "../decoded-token";
import { type Expected, optionsFor } from "../expected";
import type { KeyFields } from "../key-fields";
import { isWholeToken } from "../nested";
import type { ReadableText } from "../token-text";
import {
  anyKey,
  type Candidate,
  candidatesFor,
  errorFrom,
  needsPair,
  type Source,
  sizeOfSecret,
} from "./keys";

export interface Decrypted {
  readonly kind: "decrypted";
  readonly source: Source;
  readonly content: ReadableText;
  /** The signed or encrypted token that is the content. */
  readonly inner: string | undefined;
  /** Why the claims are refused. */
  readonly refusal: JwtError | undefined;
}

export type Decryption =
  | Decrypted
  | { readonly kind: "no_key"; readonly needs: "secret" | "private" }
  /** No key for this token can be made of the text. */
  | { readonly kind: "unfit"; readonly needs: "secret" | "private"; readonly size: number | undefined }
  /** What the header or the key is refused for. */
  | { readonly kind: "refused"; readonly error: JwtError; readonly isOfKey: boolean }
  | { readonly kind: "failed"; readonly isDirect: boolean };

export interface DecryptionInput {
  readonly decoded: DecodedToken;
  readonly fields: KeyFields;
  /** The key was entered for another token. */
  readonly isKeyLeftOver: boolean;
  readonly cookie: string;
  readonly expected: Expected;
  readonly at: number | undefined;
}

export async function decryption(input: DecryptionInput): Promise<Decryption> {
  const { decoded, fields, isKeyLeftOver, cookie } = input;
  const { token, header } = decoded;
  const [alg, enc] = [String(header?.alg), String(header?.enc)];
  const ofHeader = await refusalOfHeader(token);
  if (ofHeader) return { kind: "refused", error: ofHeader, isOfKey: false };
  const needs = needsPair(alg) ? "private" : "secret";
  if (fields.text.trim() === "") return { kind: "no_key", needs };
  const candidates = candidatesFor(fields, alg, enc, cookie);
  let refusal: JwtError | undefined;
  for (const candidate of candidates) {
    try {
      return await decrypted(candidate, input);
    } catch (thrown) {
      const error = errorFrom(thrown);
      if (!isOtherKey(error)) refusal ??= error;
    }
  }
  if (isKeyLeftOver) return { kind: "no_key", needs };
  if (candidates.length === 0) return { kind: "unfit", needs, size: sizeOfSecret(alg, enc) };
  if (refusal) return { kind: "refused", error: refusal, isOfKey: true };
  return { kind: "failed", isDirect: alg === "dir" };
}

/** Auth.js names its secret in `kid`. */
const isOtherKey = ({ code }: JwtError): boolean => code === "decryption_failed" || code === "key_not_found";

/** Rules that no key of this page can change. */
const OF_ALGORITHM = ["rsa1_5", "pbes2", "none", "unknown_alg", "unknown_enc"];

async function refusalOfHeader(token: string): Promise<JwtError | undefined> {
  const key = anyKey();
  try {
    await decryptJwe(token, key);
    return undefined;
  } catch (thrown) {
    const error = errorFrom(thrown);
    if (error.code === "algorithm_not_allowed") {
      return OF_ALGORITHM.includes(error.reason ?? "") ? error : undefined;
    }
    return isOtherKey(error) ? undefined : error;
  } finally {
    key.free();
  }
}

async function decrypted({ make, source }: Candidate, input: DecryptionInput): Promise<Decrypted> {
  const { token } = input.decoded;
  const key = await make();
  try {
    const { content } = await decryptJwe(token, key);
    const readable = readableBytes(content);
    const inner = isWholeToken(readable.text.trim()) ? readable.text.trim() : undefined;
    if (inner !== undefined)
      return { kind: "decrypted", source, content: readable, inner, refusal: undefined };
    let refusal: JwtError | undefined;
    await decrypt(token, key, optionsOf(input)).catch((thrown) => {
      refusal = errorFrom(thrown);
    });
    return { kind: "decrypted", source, content: readable, inner, refusal: refusal && counted(refusal) };
  } finally {
    key.free();
  }
}

/** Nobody has said yet for whom the token should be. */
function counted(error: JwtError): JwtError | undefined {
  return error.code === "claim_mismatch" && error.claim === "aud" && error.expected === undefined
    ? undefined
    : error;
}

function optionsOf({ expected, at }: DecryptionInput): DecryptOptions {
  return { ...(optionsFor(expected) as DecryptOptions), ...(at === undefined ? {} : { now: at }) };
}

function readableBytes(bytes: Uint8Array): ReadableText {
  try {
    return { text: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes), exact: true };
  } catch {
    return { text: new TextDecoder().decode(bytes), exact: false };
  }
}
