// The demands that every candidate checks by its own means: these values, and an `exp` in the future. All of
// them
// are text, because they are sent to other runtimes as JSON.
import { randomBytes } from "node:crypto";
import { generateKeyPairSync } from "../../tests/lib/key-pair.mjs";
import { algorithms } from "./algorithms.mjs";

/** Demands with a new key: `secret` in base64url for HMAC, otherwise both halves, as PEM and as JWK. */
export function demandsOf(algorithm) {
  return { algorithm, issuer: "https://auth.example.com", audience: "api", ...newKey(algorithm) };
}

/** Another key for the same algorithm. */
export function newKey(algorithm) {
  const { key } = algorithms[algorithm];
  if (!key) return { secret: randomBytes(32).toString("base64url") };
  const { publicKey, privateKey } = generateKeyPairSync(...key);
  return {
    publicPem: publicKey.export({ format: "pem", type: "spki" }),
    privatePem: privateKey.export({ format: "pem", type: "pkcs8" }),
    publicJwk: publicKey.export({ format: "jwk" }),
    privateJwk: privateKey.export({ format: "jwk" }),
  };
}

/** Demands with a key set in place of a key. `signers` are the demands of its keys, each with a kid. */
export function setDemandsOf(algorithm, keys) {
  const shared = demandsOf(algorithm);
  const signers = Array.from({ length: keys }, (_, index) => ({
    ...shared,
    ...newKey(algorithm),
    kid: `2026-11-key-${index}`,
  }));
  const jwks = {
    keys: signers.map(({ publicJwk, kid }) => ({ ...publicJwk, kid, alg: algorithm, use: "sig" })),
  };
  const { issuer, audience } = shared;
  return { demands: { algorithm, issuer, audience, jwks }, signers };
}
