// Shared by the tests of keys that stay where they are: every algorithm with keys of WebCrypto and of node:crypto, and as JWKs.
import assert from "node:assert/strict";
import { createSecretKey } from "node:crypto";
import { JwtError } from "jwt-wasm";
import { generateKeyPairSync } from "../../tests/lib/key-pair.mjs";

const { subtle } = crypto;

export const SECRETS = ["HS256", "HS384", "HS512"];
export const PAIRS = [
  ...["RS256", "RS384", "RS512", "PS256", "PS384", "PS512"],
  ...["ES256", "ES384", "ES512", "EdDSA", "Ed25519"],
];
export const ALGORITHMS = [...SECRETS, ...PAIRS];

const CURVES = { ES256: "P-256", ES384: "P-384", ES512: "P-521" };
const RSA = { modulusLength: 2048, publicExponent: Uint8Array.of(1, 0, 1) };

/** The algorithm as WebCrypto has it. */
export function webAlgorithm(alg) {
  const hash = `SHA-${alg.slice(2)}`;
  if (alg.startsWith("HS")) return { name: "HMAC", hash };
  if (alg.startsWith("RS")) return { name: "RSASSA-PKCS1-v1_5", hash, ...RSA };
  if (alg.startsWith("PS")) return { name: "RSA-PSS", hash, ...RSA };
  return alg in CURVES ? { name: "ECDSA", namedCurve: CURVES[alg] } : { name: "Ed25519" };
}

// Making an RSA key takes longer than all else here, so there are two, which take turns.
const rsaPairs = [];
let turn = 0;
function rsaPair() {
  const place = turn++ % 2;
  rsaPairs[place] ??= generateKeyPairSync("rsa", { modulusLength: 2048 });
  return rsaPairs[place];
}

/** What signs and what verifies, in WebCrypto. */
export async function webKeys(alg, isExtractable = false) {
  if (/^[RP]S/.test(alg)) {
    const { privateKey, publicKey } = rsaPair();
    const how = webAlgorithm(alg);
    const [pkcs8, spki] = [
      privateKey.export({ format: "der", type: "pkcs8" }),
      publicKey.export({ format: "der", type: "spki" }),
    ];
    return [
      await subtle.importKey("pkcs8", pkcs8, how, isExtractable, ["sign"]),
      await subtle.importKey("spki", spki, how, true, ["verify"]),
    ];
  }
  const made = await subtle.generateKey(webAlgorithm(alg), isExtractable, ["sign", "verify"]);
  return made.privateKey ? [made.privateKey, made.publicKey] : [made, made];
}

/** As `webKeys`, of `node:crypto`. */
export function nodeKeys(alg) {
  if (alg.startsWith("HS")) {
    const secret = createSecretKey(crypto.getRandomValues(Buffer.alloc(64)));
    return [secret, secret];
  }
  const { privateKey, publicKey } = alg.startsWith("E")
    ? alg in CURVES
      ? generateKeyPairSync("ec", { namedCurve: CURVES[alg] })
      : generateKeyPairSync("ed25519")
    : rsaPair();
  return [privateKey, publicKey];
}

/** The same public key with `extractable: false`. */
export async function staying(publicKey) {
  const spki = await subtle.exportKey("spki", publicKey);
  return subtle.importKey("spki", spki, publicKey.algorithm, false, ["verify"]);
}

/** The JwtError of the promise. Anything else fails the test. */
export async function failure(promise) {
  const error = await promise.then(
    () => assert.fail("it did not fail"),
    (thrown) => thrown,
  );
  assert.ok(error instanceof JwtError, `expected a JwtError, got ${error?.stack ?? error}`);
  return error;
}
