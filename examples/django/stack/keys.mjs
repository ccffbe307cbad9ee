// New keys at every start: what Django signs with, and what the gate and a person verify with.
import { generateKeyPairSync, randomBytes } from "node:crypto";

const KINDS = {
  RS256: ["rsa", { modulusLength: 2048 }],
  ES256: ["ec", { namedCurve: "P-256" }],
};

export const ALGORITHMS = ["HS256", ...Object.keys(KINDS)];

/** `signing` is a secret as text or a private key as PEM, `verifying` what a token can be checked with. */
export function makeKeys(algorithm) {
  if (algorithm === "HS256") {
    const secret = randomBytes(32).toString("base64url");
    return { signing: secret, verifying: secret };
  }
  const [type, options] = KINDS[algorithm];
  const { privateKey, publicKey } = generateKeyPairSync(type, {
    ...options,
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
    publicKeyEncoding: { type: "spki", format: "pem" },
  });
  return { signing: privateKey, verifying: publicKey };
}
