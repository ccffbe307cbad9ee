/** Creates keys with the browser's own cryptography. They stay in the page unless they are copied. */

import { type Algorithm, generateKeyPair, generateSecret, type PublicKeyAlgorithm } from "jwt-wasm";
import { hasSecret } from "./algorithms";
import { base64, base64url } from "./encoding";
import { fieldsOfJwk, type KeyFields, NO_KEY, withText } from "./key-fields";

export interface NewKey {
  readonly signing: KeyFields;
  readonly verifying: KeyFields;
}

/** Rejects if the browser cannot create such a key. */
export async function newKey(algorithm: Algorithm): Promise<NewKey> {
  if (/^(?:ML-DSA-|ES256K$|Ed448$)/.test(algorithm)) return newKeyByEngine(algorithm as PublicKeyAlgorithm);
  if (hasSecret(algorithm)) {
    const secret = base64url(generateSecret(algorithm));
    const fields = withText({ ...NO_KEY, encoding: "base64url", algorithm }, secret, "secret");
    return { signing: fields, verifying: fields };
  }
  let pair: CryptoKeyPair;
  try {
    const made = await crypto.subtle.generateKey(parameters(algorithm), true, ["sign", "verify"]);
    pair = made as CryptoKeyPair;
  } catch (cause) {
    // Some browsers lack Ed25519, and WebKitGTK failed to make 24 of 3,000 such pairs.
    if (!algorithm.startsWith("Ed")) throw cause;
    return newKeyByEngine(algorithm as PublicKeyAlgorithm);
  }
  const { privateKey, publicKey } = pair;
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

/** Few browsers make keys for ML-DSA or Ed448, and none on secp256k1. */
async function newKeyByEngine(algorithm: PublicKeyAlgorithm): Promise<NewKey> {
  const { privateKey, publicKey, privateJwk } = await generateKeyPair(algorithm);
  privateKey.free();
  publicKey.free();
  const { d: _d, priv: _priv, ...half } = privateJwk;
  return { signing: fieldsOfJwk(privateJwk), verifying: fieldsOfJwk(half) };
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

/** RFC 7468 §2: lines of 64 characters. */
function pem(label: string, der: ArrayBuffer): string {
  const lines = base64(new Uint8Array(der)).match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`].join("\n");
}
