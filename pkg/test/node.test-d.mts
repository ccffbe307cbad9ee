// Checked by `tsc` alone: what Node's servers and their frameworks give is what the adapters take, without a word of their types.
import { createServer, type IncomingMessage } from "node:http";
import { createSecureServer } from "node:http2";
import type { TLSSocket } from "node:tls";
import { type JwtClaims, privateKey, secretKey, type Verified } from "jwt-wasm";
import { type JwtGate, type JwtGateOptions, type JwtHandler, jwtGate } from "jwt-wasm/express";
import { type JwtHook, jwtGate as plugin } from "jwt-wasm/fastify";

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
function same<A, B>(_: Equal<A, B>): void {}

interface Access {
  token_type: "access";
  user_id: number;
}

const key = secretKey("for the types only", "HS256");
const gate = jwtGate<Access>({
  key,
  audience: "api",
  revocation: { isRevoked: ({ user_id }) => user_id === 1 },
});
same<typeof gate, JwtGate>(true);
same<ReturnType<typeof jwtGate>, JwtGate>(true);

const server = createServer((request, response) => gate(request, response, () => response.end()));
server.on("upgrade", (request, socket) => gate(request, socket, () => socket.end()));
createSecureServer((request, response) => gate(request, response, () => response.end()));
const strict: JwtHandler = gate.require({ scope: ["read", "write"], claims: { role: "admin" } });
createServer((request, response) => strict(request, response, () => response.end()));

// What Express and Connect call middleware.
type Middleware = (
  request: IncomingMessage & { originalUrl?: string },
  response: import("node:http").ServerResponse,
  next: (error?: unknown) => void,
) => unknown;
gate satisfies Middleware;

jwtGate({
  keyFromEnv: (env) => {
    same<typeof env, Readonly<Record<string, string | undefined>>>(true);
    const { JWT_SECRET = "" } = env;
    return secretKey(JWT_SECRET, "HS256");
  },
  certificateThumbprint: (request: IncomingMessage) =>
    (request.socket as TLSSocket).getPeerCertificate().fingerprint256,
  onReject: (rejection, request: IncomingMessage) => {
    console.error(rejection.code, request.url);
    return undefined;
  },
  onDecision: (decision, request) => console.log(decision.outcome, request.rawHeaders.length),
});
jwtGate({ keyFromEnv: (env: { JWT_SECRET: string }) => secretKey(env.JWT_SECRET, "HS256") });

// `Express.Request` is what Express makes its requests of, and Fastify's have the same member.
declare const request: Express.Request;
same<typeof request.jwt, Verified<Express.JwtPayload> | undefined>(true);
request.jwt?.payload satisfies JwtClaims | undefined;

const registered = plugin({ key });
const hook: JwtHook = registered.require({ scope: "read" });
void hook;

// Options with a name of their own.
const shared = { key, tokenFrom: ["bearer", { cookie: "__Host-token" }] } satisfies JwtGateOptions;
jwtGate(shared);
plugin(shared);

// @ts-expect-error a gate needs a key
jwtGate({});
// @ts-expect-error one key
jwtGate({ key, keyFromEnv: () => key });
// @ts-expect-error which verifies
jwtGate({ key: privateKey("x", "ES256") });
// @ts-expect-error the app's routes say what is public
jwtGate({ key, publicPaths: ["/"] });
// @ts-expect-error what lies behind it are the app's handlers
plugin({ key, origin: () => new Response() });
// @ts-expect-error there is no such option
plugin({ key, isuer: "a" });
gate.require() satisfies JwtHandler;
registered.require() satisfies JwtHook;
gate.require({ claims: { role: "admin" } });
// @ts-expect-error nothing is demanded
gate.require({});
// @ts-expect-error nor here, perhaps
registered.require(undefined);
// @ts-expect-error there is no such demand
gate.require({ scopes: "read" });
