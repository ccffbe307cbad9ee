/** Keys made here and now, by the browser's own cryptography. Nobody else ever has them, unless they are copied. */

import { type Algorithm, generateSecret } from "jwt-wasm";
import { hasSecret } from "./algorithms";
import { base64, base64url } from "./encoding";
import { type KeyFields, NO_KEY, withText } from "./key-fields";
import { isMlDsa, type MlDsaAlgorithm } from "./ml-dsa/algorithm";
import { newMlDsaKey } from "./ml-dsa/sign";

export interface NewKey {
  readonly signing: KeyFields;
  readonly verifying: KeyFields;
}

/** Rejects where the browser cannot make such a key, as some cannot for Ed25519. */
export async function newKey(algorithm: Algorithm | MlDsaAlgorithm): Promise<NewKey> {
  if (isMlDsa(algorithm)) return newMlDsaKey(algorithm);
  if (hasSecret(algorithm)) {
    const secret = base64url(generateSecret(algorithm));
    const fields = withText({ ...NO_KEY, encoding: "base64url", algorithm }, secret, "secret");
    return { signing: fields, verifying: fields };
  }
  const pair = await crypto.subtle.generateKey(parameters(algorithm), true, ["sign", "verify"]);
  const { privateKey, publicKey } = pair as CryptoKeyPair;
  const [pkcs8, spki] = await Promise.all([
    crypto.subtle.exportKey("pkcs8", privateKey),
    crypto.subtle.exportKey("spki", publicKey),
  ]);
  const fields = { ...NO_KEY, algorithm };
  return {
    signing: withText(fields, pem("PRIVATE KEY", pkcs8), "pem"),
    verifying: withText(fields, pem("PUBLIC KEY", spki), "pem"),
  };
}

function parameters(algorithm: Algorithm): RsaHashedKeyGenParams | EcKeyGenParams | AlgorithmIdentifier {
  const curves: Partial<Record<Algorithm, string>> = { ES256: "P-256", ES384: "P-384", ES512: "P-521" };
  const namedCurve = curves[algorithm];
  if (namedCurve !== undefined) return { name: "ECDSA", namedCurve };
  if (algorithm === "EdDSA" || algorithm === "Ed25519") return { name: "Ed25519" };
  return {
    name: algorithm.startsWith("PS") ? "RSA-PSS" : "RSASSA-PKCS1-v1_5",
    modulusLength: 2048,
    publicExponent: Uint8Array.of(1, 0, 1),
    hash: `SHA-${algorithm.slice(2)}`,
  };
}

/** RFC 7468: lines of 64 letters. */
function pem(label: string, der: ArrayBuffer): string {
  const lines = base64(new Uint8Array(der)).match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`].join("\n");
}
