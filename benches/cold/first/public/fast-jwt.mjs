import { createVerifier } from "fast-jwt";

export async function first(token, { algorithm, issuer, audience, publicPem }) {
  const verify = createVerifier({
    key: publicPem,
    algorithms: [algorithm],
    allowedIss: issuer,
    allowedAud: audience,
    requiredClaims: ["exp"],
  });
  return verify(token);
}
