/** The commonest mistake with a secret: it is right, and read in the wrong way. */

import { explainSync, JwtError, type SecretAlgorithm, secretKey } from "jwt-wasm";
import { bytesOf, SECRET_ENCODINGS, type SecretEncoding } from "./encoding";
import type { KeyFields } from "./key-fields";

export interface OtherEncoding {
  readonly encoding: SecretEncoding;
  /** The text without the white space around it. */
  readonly text: string;
}

/** How the text in the fields would have to be read for the signature to match, if there is such a way. */
export function otherEncoding(
  token: string,
  fields: KeyFields,
  algorithm: SecretAlgorithm,
): OtherEncoding | undefined {
  const { secret } = fields.texts;
  if (fields.kind !== "secret" || secret === "") return undefined;
  for (const text of new Set([secret, secret.trim()])) {
    for (const encoding of SECRET_ENCODINGS) {
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
