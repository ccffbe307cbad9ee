import { createPrivateKey, createPublicKey, generateKeyPairSync as generate } from "node:crypto";

const PUBLIC = { type: "spki", format: "der" };
const PRIVATE = { type: "pkcs8", format: "der" };

/**
 * `generateKeyPairSync` of node:crypto, which Node 20 must not be asked for key objects: it hangs if the garbage collector
 * frees the work that made a key while that key is exported or signs, because both want the key's lock. Keys that are read
 * back from their files have locks of their own.
 */
export function generateKeyPairSync(type, { publicKeyEncoding, privateKeyEncoding, ...options } = {}) {
  const { publicKey, privateKey } = generate(type, {
    ...options,
    publicKeyEncoding: publicKeyEncoding ?? PUBLIC,
    privateKeyEncoding: privateKeyEncoding ?? PRIVATE,
  });
  return {
    publicKey: publicKeyEncoding ? publicKey : createPublicKey({ key: publicKey, ...PUBLIC }),
    privateKey: privateKeyEncoding ? privateKey : createPrivateKey({ key: privateKey, ...PRIVATE }),
  };
}
