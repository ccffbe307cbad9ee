/** Asks the browser whether a signature is the key's. */

import type { DecodedToken } from "../decoded-token";
import type { KeyFields } from "../key-fields";
import { type MlDsaAlgorithm, publicKeySize, signatureSize } from "./algorithm";
import { bytesOfMember, type KeyProblem, type PublicJwk, readPublicKey } from "./key";

export type Answer =
  | { readonly kind: "unavailable" | "noKey" | "noSignature" | "matches" | "mismatch" }
  /** No signature of this algorithm is so long. */
  | { readonly kind: "length"; readonly bytes: number; readonly expected: number }
  | { readonly kind: "private"; readonly publicJwk: PublicJwk }
  | { readonly kind: "badKey"; readonly problem: KeyProblem };

export async function askBrowser(
  { token, segments, header }: Pick<DecodedToken, "token" | "segments" | "header">,
  fields: KeyFields,
  algorithm: MlDsaAlgorithm,
): Promise<Answer> {
  if (!(await hasMlDsa(algorithm))) return { kind: "unavailable" };
  const key = readPublicKey(fields, algorithm, header?.kid);
  if (key.status === "absent") return { kind: "noKey" };
  if (key.status === "private") return { kind: "private", publicJwk: key.publicJwk };
  if (key.status === "problem") return { kind: "badKey", problem: key.problem };
  let imported: CryptoKey;
  try {
    imported =
      key.status === "jwk"
        ? await importPublicJwk(key.jwk)
        : await crypto.subtle.importKey("spki", key.der, algorithm, false, ["verify"]);
  } catch (error) {
    return { kind: "badKey", problem: { name: "refused", found: reasonOf(error), wanted: algorithm } };
  }
  const signature = segments.length === 3 ? bytesOfMember(segments[2]?.text) : undefined;
  if (!signature) return { kind: "noSignature" };
  const expected = signatureSize(algorithm);
  if (signature.length !== expected) return { kind: "length", bytes: signature.length, expected };
  // RFC 7515 §5.2: what was signed is the first two segments as they stand there.
  const signed = new TextEncoder().encode(token.slice(0, token.lastIndexOf(".")));
  const isGood = await crypto.subtle.verify(algorithm, imported, new Uint8Array(signature), signed);
  return { kind: isGood ? "matches" : "mismatch" };
}

/** Browsers often give a refusal a name and no message. */
export function reasonOf(error: unknown): string {
  return error instanceof DOMException ? error.message || error.name : String(error);
}

/** A browser shows it by what it does with a key. Any bytes of the right number are one (FIPS 204, algorithm 23). */
export async function hasMlDsa(alg: MlDsaAlgorithm): Promise<boolean> {
  const pub = "A".repeat(Math.ceil((publicKeySize(alg) * 4) / 3));
  try {
    await importPublicJwk({ kty: "AKP", alg, pub });
    return true;
  } catch {
    // A page that did not come over TLS has no cryptography at all.
    return false;
  }
}

function importPublicJwk(jwk: PublicJwk): Promise<CryptoKey> {
  return crypto.subtle.importKey("jwk", jwk as JsonWebKey, jwk.alg, false, ["verify"]);
}
