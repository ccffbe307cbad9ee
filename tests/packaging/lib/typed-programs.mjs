// Programs that are only compiled. Every name must exist and have the expected type.

/** Names and types of every subpath. In browsers, the modules' types as well. */
export const typesWith = (
  moduleType,
) => `import { createVerifier, jwk, loadEngine, type JwtErrorCode, type JwtErrorFacts, type SecretKey, type Verified } from "jwt-wasm";
import { createGate, type Gate } from "jwt-wasm/edge";
import { type JwtGate, jwtGate } from "jwt-wasm/express";
import { createTokenIssuer, type TokenIssuer } from "jwt-wasm/issuer";
import jsonwebtoken, { type JwtPayload } from "jwt-wasm/jsonwebtoken";
import "jwt-wasm/keyfile";
import { init, initSync } from "jwt-wasm/slim";
import "jwt-wasm/engines/ecdsa";
import "jwt-wasm/engines/ed448";
import "jwt-wasm/engines/eddsa";
import "jwt-wasm/engines/es256";
import "jwt-wasm/engines/es384";
import "jwt-wasm/engines/es512";
import "jwt-wasm/engines/es256k";
import "jwt-wasm/engines/mldsa";
import "jwt-wasm/engines/rsa";
import core from "jwt-wasm/core.wasm";
import keyfile from "jwt-wasm/keyfile.wasm";
import es256 from "jwt-wasm/engines/es256.wasm";

export async function types(key: SecretKey, source: Response, error: JwtErrorFacts): Promise<string> {
  await init(source);
  initSync(core satisfies ${moduleType});
  initSync(keyfile satisfies ${moduleType}, "keyfile");
  await init(es256 satisfies ${moduleType}, "es256");
  await loadEngine("ES256", "RS256");
  initSync(new Uint8Array(8));
  const verified: Verified<{ roles: string[] }> = createVerifier<{ roles: string[] }>({ key }).verifySync("");
  // @ts-expect-error the type argument says so
  verified.payload.roles satisfies number;
  // @ts-expect-error there is no such option
  createVerifier({ key, audiences: "api" });
  // @ts-expect-error there is no such code
  error.code satisfies "good";
  // @ts-expect-error a secret has no such algorithm
  jwk({ kty: "oct", k: "AAEC" }, "ES256");
  const gate: Gate = createGate({ key });
  await gate(new Request("https://api.example/"));
  const middleware: JwtGate = jwtGate({ key, onReject: (_, { rawHeaders }) => void rawHeaders.length as undefined });
  middleware.require({ scope: "admin" }) satisfies (request: never, response: never, next: () => void) => Promise<void>;
  const issuer: TokenIssuer = createTokenIssuer({ key });
  const claims: string | JwtPayload = jsonwebtoken.verify("", new Uint8Array(32), { audience: /^api/ });
  // @ts-expect-error they may be a text
  claims.exp satisfies number | undefined;
  // @ts-expect-error there is no such engine
  await loadEngine("HS257");
  await issuer.issue("alice");
  return verified.payload.roles.join(error.code satisfies JwtErrorCode);
}
`;

export const TYPES = typesWith("WebAssembly.Module");

/** Values that Node passes and accepts. */
export const NODE_TYPES = `${typesWith("object")}
import { createPublicKey, generateKeyPairSync, KeyObject, type webcrypto } from "node:crypto";
import { readFileSync } from "node:fs";
import { sign } from "jwt-wasm/jsonwebtoken";
import { jwks, privateKey, publicKey, thumbprint } from "jwt-wasm";

export async function keys(pair: KeyObject, made: webcrypto.CryptoKey): Promise<void> {
  const exported = createPublicKey(pair).export({ format: "jwk" });
  sign({ sub: "alice" }, pair, { algorithm: "RS256", expiresIn: "1h" }) satisfies string;
  createVerifier({ key: jwk(exported, "ES256") });
  createVerifier({ key: jwk({ ...exported, alg: "ES256", kid: thumbprint(exported) }) });
  createVerifier({ key: jwks({ keys: [exported, await crypto.subtle.exportKey("jwk", made)] }) });
  createVerifier({ key: jwk(await crypto.subtle.exportKey("jwk", made)) });
  publicKey(pair.export({ type: "spki", format: "pem" }), "ES256");
  privateKey(readFileSync("key.der"), "ES256");
  privateKey(generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "der" }), "EdDSA");
}
`;

/** The documented way for CommonJS files under a `module` that does not know about requiring ES modules. */
export const NODE16 = `import type { Verifier } from "jwt-wasm" with { "resolution-mode": "import" };

let verifier: Verifier | undefined;

export async function subjectOf(token: string, secret: string): Promise<string | undefined> {
  const { createVerifier, secretKey } = await import("jwt-wasm");
  verifier ??= createVerifier({ key: secretKey(secret, "HS256") });
  return verifier.verifySync(token).payload.sub;
}
`;

/** Values that Workers pass and accept, with the types of Workers instead of the DOM's. */
export const WORKERS = `import { Hono } from "hono";
import { cacheApi, remoteJwks, secretKey } from "jwt-wasm";
import { DpopReplay, durableObjectReplay, kvReplay } from "jwt-wasm/dpop";
import { createGate, type Gate } from "jwt-wasm/edge";
import { jwtGate } from "jwt-wasm/hono";
import { createTokenIssuer, durableObjectStore, kvStore, TokenFamily } from "jwt-wasm/issuer";
import module from "jwt-wasm/core.wasm";
import { initSync } from "jwt-wasm/slim";

interface Env {
  JWT_SECRET: string;
  FAMILIES: DurableObjectNamespace;
  REVOKED: KVNamespace;
  REPLAY: DurableObjectNamespace;
}

/** As \`wrangler types\` writes them. */
interface Generated {
  FAMILIES: DurableObjectNamespace<TokenFamily>;
  REPLAY: DurableObjectNamespace<DpopReplay>;
  OWN: DurableObjectNamespace<OwnReplay>;
}

class OwnReplay extends DpopReplay {}

export { DpopReplay, TokenFamily };
export const replay = [durableObjectReplay((env: Env) => env.REPLAY), kvReplay((env: Env) => env.REVOKED)];
export const ours = durableObjectReplay((env: Generated) => env.OWN);
export const generated = (env: Generated) => [durableObjectStore(env.FAMILIES), durableObjectReplay(env.REPLAY)];
initSync(module);

const gate = createGate({
  keyFromEnv: (env: Env) => secretKey(env.JWT_SECRET, "HS256"),
  revocation: { isRevoked: (payload, { FAMILIES }) => durableObjectStore(FAMILIES).isRevoked(payload) },
  origin: (request, { JWT_SECRET }) => fetch(request, { headers: { "x-length": String(JWT_SECRET.length) } }),
});
gate satisfies Gate<Env>;
createGate({
  key: secretKey("x", "HS256"),
  certificateThumbprint: (request: Request<unknown, IncomingRequestCfProperties>) =>
    request.cf?.tlsClientAuth?.certFingerprintSHA256,
});
const bare = createGate({ key: remoteJwks("https://issuer.example/jwks.json", { cache: cacheApi() }) });
({ fetch: bare }) satisfies ExportedHandler<Env>;

const app = new Hono<{ Bindings: Env }>();
app.use("/api/*", jwtGate({ keyFromEnv: (env: Env) => secretKey(env.JWT_SECRET, "HS256") }));
app.get("/", jwtGate({ key: secretKey("x", "HS256") }), (c) => c.json(c.get("jwt").payload));

export const issuing = {
  async fetch(request, env, context) {
    createTokenIssuer({ key: secretKey(env.JWT_SECRET, "HS256"), store: kvStore(env.REVOKED) });
    await bare(request);
    return request.url.endsWith("/app") ? app.fetch(request, env, context) : gate(request, env, context);
  },
} satisfies ExportedHandler<Env>;

export default { fetch: gate } satisfies ExportedHandler<Env>;
`;
