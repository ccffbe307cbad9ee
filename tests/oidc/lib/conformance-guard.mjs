// Replaces the SDK's middleware of the same name by this package's middleware for Express.
import { generateSecret, secretKey, signSync } from "jwt-wasm";
import { jwtGate } from "jwt-wasm/express";

const WELL_KNOWN = "/.well-known/oauth-protected-resource";
const key = secretKey(generateSecret("HS256"), "HS256");

export function requireBearerAuth({ verifier, requiredScopes, resourceMetadataUrl: metadata }) {
  const url = metadata?.replace(WELL_KNOWN, "");
  const gate = jwtGate({
    key,
    ...(url && { resource: { url, authorizationServers: ["https://auth.example.com"] } }),
    ...(requiredScopes?.length > 0 && { scope: requiredScopes }),
  });
  return async (request, response, next) => {
    const [, opaque] = /^Bearer (.+)$/.exec(request.headers.authorization ?? "") ?? [];
    if (opaque) request.headers.authorization = `Bearer ${await signedOf(opaque, verifier, url)}`;
    await gate(request, response, next);
  };
}

/** The suite's tokens are opaque names. The gate gets JWTs with the same meaning instead. */
async function signedOf(opaque, verifier, url) {
  try {
    const { scopes, clientId } = await verifier.verifyAccessToken(opaque);
    const claims = { sub: clientId, scope: scopes.join(" "), ...(url && { aud: url }) };
    return signSync(claims, key, { expiresIn: 60 });
  } catch {
    return opaque;
  }
}
