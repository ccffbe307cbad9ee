import { createVerifier } from "fast-jwt";

export async function first(token, { algorithm, issuer, audience, secret, publicPem }) {
  const verify = createVerifier({
    key: secret ? Buffer.from(secret) : publicPem,
    algorithms: [algorithm],
    allowedIss: issuer,
    allowedAud: audience,
    requiredClaims: ["exp"],
  });
  return verify(token);
}
