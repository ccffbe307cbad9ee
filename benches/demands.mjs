// What every candidate demands of a token, in its own words for it: these values, and an `exp` in the future.
import { generateKeyPairSync, randomBytes } from "node:crypto";
import { algorithms } from "./algorithms.mjs";

/** With a new key; `secret` for HMAC, else the two halves as Node's objects and as PEM. */
export function demandsOf(algorithm) {
  return { algorithm, issuer: "https://auth.example.com", audience: "api", ...newKey(algorithm) };
}

/** Another key for the same algorithm. */
export function newKey(algorithm) {
  const { key } = algorithms[algorithm];
  if (!key) return { secret: randomBytes(32) };
  const { publicKey, privateKey } = generateKeyPairSync(...key);
  return {
    publicKey,
    privateKey,
    publicPem: publicKey.export({ format: "pem", type: "spki" }),
    privatePem: privateKey.export({ format: "pem", type: "pkcs8" }),
  };
}
