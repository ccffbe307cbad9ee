// Checked by `tsc`, never run: the adapters accept what Node's servers and frameworks pass, without importing the frameworks' types.
import { type KeyObject, sign as nodeSign, type webcrypto } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import { createSecureServer } from "node:http2";
import type { TLSSocket } from "node:tls";
import {
  cryptoKey,
  externalKey,
  type JwtClaims,
  type Key,
  privateKey,
  secretKey,
  type Verified,
} from "jwt-wasm";
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

// The type of middleware in Express and Connect.
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

// Express builds its request type on `Express.Request`. Fastify's request has the same member.
declare const request: Express.Request;
same<typeof request.jwt, Verified<Express.JwtPayload> | undefined>(true);
request.jwt?.payload satisfies JwtClaims | undefined;

const registered = plugin({ key });
const hook: JwtHook = registered.require({ scope: "read" });
void hook;

// Options in a variable of their own.
const shared = { key, tokenFrom: ["bearer", { cookie: "__Host-token" }] } satisfies JwtGateOptions;
jwtGate(shared);
plugin(shared);

// @ts-expect-error a gate needs a key
jwtGate({});
// @ts-expect-error a gate has one key
jwtGate({ key, keyFromEnv: () => key });
// @ts-expect-error a key that signs does not verify
jwtGate({ key: privateKey("x", "ES256") });
// @ts-expect-error the app's routes say what is public
jwtGate({ key, publicPaths: ["/"] });
// @ts-expect-error the app's handlers take the place of an origin
plugin({ key, origin: () => new Response() });
// @ts-expect-error there is no such option
plugin({ key, isuer: "a" });
gate.require() satisfies JwtHandler;
registered.require() satisfies JwtHook;
gate.require({ claims: { role: "admin" } });
// @ts-expect-error nothing is demanded
gate.require({});
// @ts-expect-error the demand may be undefined
registered.require(undefined);
// @ts-expect-error there is no such demand
gate.require({ scopes: "read" });

// Keys and signatures of `node:crypto`.
declare const nodeKey: KeyObject;
cryptoKey(nodeKey, "RS256") satisfies Key<"RS256">;
declare const webKey: webcrypto.CryptoKey;
cryptoKey(webKey, "ES256") satisfies Key<"ES256">;
externalKey({ alg: "ES256", format: "der", sign: async (input) => nodeSign("sha256", input, nodeKey) });
