import { JwtVerifier } from "aws-jwt-verify";
import { requireExp } from "./claims.mjs";

const knows = (algorithm) => /^(?:RS|ES|Ed)/.test(algorithm);

/** This library accepts only key sets, so it gets one before the first token. */
function verifierOf({ issuer, audience, jwks }) {
  const verifier = JwtVerifier.create({ issuer, audience, jwksUri: "https://auth.example.com/jwks.json" });
  verifier.cacheJwks(jwks);
  return verifier;
}

export function jwks(demands) {
  if (!knows(demands.algorithm)) return [];
  const verifier = verifierOf(demands);
  return [
    { name: "aws-jwt-verify verifySync", run: (token) => requireExp(verifier.verifySync(token)) },
    {
      name: "aws-jwt-verify verify",
      async: true,
      run: async (token) => requireExp(await verifier.verify(token)),
    },
  ];
}
