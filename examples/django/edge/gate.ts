import { remoteJwks, secretKey, type VerificationKey } from "jwt-wasm";
import { createGate, type Gate } from "jwt-wasm/edge";
import { durableObjectStore } from "jwt-wasm/issuer";
import type { Env } from "./env";

const JWKS = "/.well-known/jwks.json";

let gate: Gate<Env> | undefined;

/** One gate for each isolate, created at the first request, because Workers gives the bindings only there. */
export function gateFor(env: Env): Gate<Env> {
  gate ??= createGate({
    keyFromEnv,
    issuer: env.JWT_ISSUER,
    // The API must refuse refresh tokens.
    claims: { token_type: "access" },
    forwardClaims: { "x-user-id": "user_id" },
    publicPaths: ["/", "/login.css", "/login.js", "/inspector/*", "/api/token/", "/api/health/", JWKS],
    // Each request asks the session's own object, so that a revoked token is refused everywhere.
    revocation: { isRevoked: (payload, { SESSIONS }) => durableObjectStore(SESSIONS).isRevoked(payload) },
    origin: toOrigin,
  });
  return gate;
}

function keyFromEnv({ JWT_ALGORITHM, JWT_SIGNING_KEY, ORIGIN, PUBLISH_AHEAD_SECONDS }: Env): VerificationKey {
  if (JWT_ALGORITHM === "HS256") return secretKey(JWT_SIGNING_KEY, "HS256");
  // A long lifetime in the answer must not keep the gate from learning a new key before it signs.
  return remoteJwks(new URL(JWKS, ORIGIN), { maxAge: PUBLISH_AHEAD_SECONDS / 2 });
}

function toOrigin(request: Request, { ORIGIN }: Env): Promise<Response> {
  const { pathname, search } = new URL(request.url);
  return fetch(new Request(new URL(`${ORIGIN}${pathname}${search}`), request));
}
