/** Asks the core, and the browser for digests, about the forms that are not a single compact token. */

import { JwtError, verifyJws } from "jwt-wasm";
import type { DecodedToken } from "../decoded-token";
import type { Expected } from "../expected";
import type { KeyState } from "../key";
import { type JsonSignature, type JweJson, type JwsJson, readJsonSerialization } from "./jws-json";
import { type KeyBinding, readKeyBinding } from "./key-binding";
import { openSdJwt, type SdJwt } from "./sd-jwt";

/** What a signature proved. */
export type Outcome =
  | { readonly kind: "match" }
  | { readonly kind: "refused"; readonly error: JwtError }
  | { readonly kind: "no_key" | "not_asked" };

export type Answer =
  | { readonly kind: "sd_jwt"; readonly sd: SdJwt; readonly binding: KeyBinding | undefined }
  | { readonly kind: "detached"; readonly outcome: Outcome; readonly isUnencoded: boolean }
  | { readonly kind: "jws"; readonly jws: JwsJson; readonly outcomes: readonly Outcome[] }
  | { readonly kind: "jwe"; readonly jwe: JweJson };

export type SeparatePayload = string | Uint8Array;

/** More signatures than these are shown, and not judged. */
const MOST_JUDGED = 100;

export async function answerForSdJwt(
  text: string,
  decoded: DecodedToken,
  expected: Expected,
  at: number | undefined,
): Promise<Answer> {
  const sd = await openSdJwt(text, decoded.payloadText?.text ?? "");
  const binding =
    sd.keyBinding === undefined
      ? undefined
      : await readKeyBinding(sd, sd.keyBinding, decoded.payload, expected, at);
  return { kind: "sd_jwt", sd, binding };
}

/** @param payload `undefined` until the person gives it */
export async function answerForDetached(
  decoded: DecodedToken,
  payload: SeparatePayload | undefined,
  key: KeyState,
): Promise<Answer> {
  const isUnencoded = decoded.header?.b64 === false;
  const outcome = await outcomeOf(decoded.token, payload ?? "", isUnencoded, key);
  // What was signed can be empty. Otherwise nothing is wrong until the payload is known.
  if (payload === undefined && outcome.kind !== "match") {
    return { kind: "detached", outcome: { kind: "not_asked" }, isUnencoded };
  }
  return { kind: "detached", outcome, isUnencoded };
}

export async function answerForJson(text: string, key: KeyState): Promise<Answer> {
  const read = readJsonSerialization(text);
  if (read.kind === "jwe") return { kind: "jwe", jwe: read };
  const outcomes: Outcome[] = [];
  for (const signature of read.signatures.slice(0, MOST_JUDGED)) {
    outcomes.push(await outcomeOfJson(signature, read.isDetached, key));
  }
  return { kind: "jws", jws: read, outcomes };
}

async function outcomeOfJson(
  { compact, unencoded }: JsonSignature,
  isDetached: boolean,
  key: KeyState,
): Promise<Outcome> {
  if (compact === undefined || isDetached) return { kind: "not_asked" };
  return outcomeOf(compact, unencoded, unencoded !== undefined, key);
}

async function outcomeOf(
  token: string,
  payload: SeparatePayload | undefined,
  isUnencoded: boolean,
  key: KeyState,
): Promise<Outcome> {
  if (key.status !== "ready") return { kind: "no_key" };
  try {
    await verifyJws(token, key.key, {
      ...(payload === undefined ? {} : { payload }),
      ...(isUnencoded ? { b64: false } : {}),
    });
    return { kind: "match" };
  } catch (error) {
    if (error instanceof JwtError) return { kind: "refused", error };
    throw error;
  }
}
