// The compared algorithms as Node names them: key type, hash, and options of `sign`.
import { constants } from "node:crypto";

const rsa = ["rsa", { modulusLength: 2048 }];
const pkcs1 = { padding: constants.RSA_PKCS1_PADDING };
const pss = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 };
const ec = (namedCurve) => ["ec", { namedCurve }];
const joined = { dsaEncoding: "ieee-p1363" };

/** The ones that are compared with peers. */
export const algorithms = {
  HS256: { hash: "sha256" },
  RS256: { key: rsa, hash: "sha256", how: pkcs1 },
  PS256: { key: rsa, hash: "sha256", how: pss },
  ES256: { key: ec("P-256"), hash: "sha256", how: joined },
  ES384: { key: ec("P-384"), hash: "sha384", how: joined },
  ES512: { key: ec("P-521"), hash: "sha512", how: joined },
  EdDSA: { key: ["ed25519"], hash: null, how: {} },
};

/** The ones of which only the engines are measured. */
export const others = {
  ES256K: { key: ec("secp256k1"), hash: "sha256", how: joined },
  Ed448: { key: ["ed448"], hash: null, how: {} },
  // Without a key, because not every Node makes one.
  "ML-DSA-44": { hash: null, how: {} },
  "ML-DSA-65": { hash: null, how: {} },
  "ML-DSA-87": { hash: null, how: {} },
};
