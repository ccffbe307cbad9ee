/** Finds how a secret is written by trying: the right text, read with the wrong encoding, is the most common mistake. */

import { explainSync, JwtError, type SecretAlgorithm, secretKey } from "jwt-wasm";
import { bytesOf, SECRET_ENCODINGS, type SecretEncoding } from "./encoding";
import type { KeyFields } from "./key-fields";

export interface OtherEncoding {
  readonly encoding: SecretEncoding;
  /** The text without the white space around it. */
  readonly text: string;
}

/** The encoding with which the signature matches, if there is one. The one of the fields is tried first. */
export function otherEncoding(
  token: string,
  { kind, entered, encoding: first }: KeyFields,
  algorithm: SecretAlgorithm,
): OtherEncoding | undefined {
  if (kind !== "secret" || entered === "") return undefined;
  const encodings = new Set([first, ...SECRET_ENCODINGS]);
  for (const text of new Set([entered, entered.trim()])) {
    for (const encoding of encodings) {
      const bytes = bytesOf(text, encoding);
      if (bytes !== undefined && isSignedWith(token, bytes, algorithm)) {
        return { encoding, text };
      }
    }
  }
  return undefined;
}

function isSignedWith(token: string, secret: Uint8Array, algorithm: SecretAlgorithm): boolean {
  try {
    const key = secretKey(secret, algorithm, { allowWeakSecret: true });
    try {
      const { checks } = explainSync(token, key, { now: 1 });
      return checks.some((check) => check.name === "signature" && check.outcome === "passed");
    } finally {
      key.free();
      secret.fill(0);
    }
  } catch (error) {
    if (error instanceof JwtError) return false;
    throw error;
  }
}
