// In the place of the SDK's middleware of the same name: this package's gate decides and answers.
import { generateSecret, secretKey, signSync } from "jwt-wasm";
import { createGate } from "jwt-wasm/edge";

const WELL_KNOWN = "/.well-known/oauth-protected-resource";
const key = secretKey(generateSecret("HS256"), "HS256");

export function requireBearerAuth({ verifier, requiredScopes, resourceMetadataUrl: metadata }) {
  const url = metadata?.replace(WELL_KNOWN, "");
  const gate = createGate({
    key,
    ...(url && { resource: { url, authorizationServers: ["https://auth.example.com"] } }),
    ...(requiredScopes?.length > 0 && { scope: requiredScopes }),
    origin: () => new Response(null, { headers: { "x-passed": "yes" } }),
  });
  return async (request, response, next) => {
    const headers = new Headers(request.headers);
    const [, opaque] = /^Bearer (.+)$/.exec(request.headers.authorization ?? "") ?? [];
    if (opaque) headers.set("authorization", `Bearer ${await signedOf(opaque, verifier, url)}`);
    const answer = await gate(
      new Request(`http://localhost${request.originalUrl}`, { headers, method: request.method }),
    );
    if (answer.headers.has("x-passed")) return next();
    response
      .status(answer.status)
      .set(Object.fromEntries(answer.headers))
      .send(await answer.text());
  };
}

/** The suite's tokens are names that its authorization server knows. The gate gets what they stand for. */
async function signedOf(opaque, verifier, url) {
  try {
    const { scopes, clientId } = await verifier.verifyAccessToken(opaque);
    const claims = { sub: clientId, scope: scopes.join(" "), ...(url && { aud: url }) };
    return signSync(claims, key, { expiresIn: 60 });
  } catch {
    return opaque;
  }
}
