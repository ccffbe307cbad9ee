/** From what stands in the fields to a key of the core, or to why there is none. */

import { type Algorithm, JwtError, type Key, secretKey } from "jwt-wasm";
import type { ShownObject } from "./reading";

export const ALGORITHMS: readonly Algorithm[] = ["HS256", "HS384", "HS512"];

export type SecretEncoding = "utf8" | "base64url";

export interface KeyFields {
  readonly secret: string;
  readonly encoding: SecretEncoding;
  /** What the person chose; until then the header's `alg` is proposed. */
  readonly algorithm: Algorithm | undefined;
  readonly allowWeakSecret: boolean;
}

export const NO_KEY: KeyFields = {
  secret: "",
  encoding: "utf8",
  algorithm: undefined,
  allowWeakSecret: false,
};

export type KeyState =
  | { readonly status: "absent" }
  | { readonly status: "ready"; readonly key: Key }
  | { readonly status: "not_base64url" }
  | { readonly status: "refused"; readonly error: JwtError };

export function isSupported(algorithm: unknown): algorithm is Algorithm {
  return ALGORITHMS.some((supported) => supported === algorithm);
}

export function algorithmFor(fields: KeyFields, header: ShownObject | undefined): Algorithm {
  if (fields.algorithm !== undefined) return fields.algorithm;
  const proposed = header?.alg;
  return isSupported(proposed) ? proposed : "HS256";
}

/** The caller owns the key of a `ready` state and frees it. */
export function makeKey(fields: KeyFields, algorithm: Algorithm): KeyState {
  if (fields.secret === "") return { status: "absent" };
  const secret = fields.encoding === "utf8" ? fields.secret : bytesOfBase64url(fields.secret);
  if (secret === undefined) return { status: "not_base64url" };
  try {
    return {
      status: "ready",
      key: secretKey(secret, algorithm, { allowWeakSecret: fields.allowWeakSecret }),
    };
  } catch (error) {
    if (error instanceof JwtError) return { status: "refused", error };
    throw error;
  }
}

function bytesOfBase64url(text: string): Uint8Array | undefined {
  const letters = text.trim().replace(/=+$/, "");
  if (!/^[\w-]+$/.test(letters) || letters.length % 4 === 1) return undefined;
  const binary = atob(letters.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
}

export function base64url(bytes: Uint8Array): string {
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}
