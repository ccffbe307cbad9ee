import { createVerifier } from "fast-jwt";

export async function first(token, { algorithm, issuer, audience, secret }) {
  const verify = createVerifier({
    key: Buffer.from(secret),
    algorithms: [algorithm],
    allowedIss: issuer,
    allowedAud: audience,
    requiredClaims: ["exp"],
  });
  return verify(token);
}
