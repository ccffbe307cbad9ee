import type { SchemaOption } from "../schema/standard.js";
import type { JwtClaims, Verified, VerifierOptions } from "../types.js";
import type { TokenFrom } from "./credentials.js";
import type { Decision } from "./decision.js";
import type { DpopOptions, Introspection } from "./hooks.js";
import type { ForwardedClaims } from "./identity.js";
import type { GateContext, GateKey } from "./lazy.js";
import type { Rejection } from "./rejection.js";
import type { ResourceOptions } from "./resource.js";
import type { Revocation } from "./revocation.js";
import type { RouteOptions } from "./routes.js";

/** The handler behind the gate. `verified` is `undefined` for a request without a token, such as on a public path. */
export type Origin<P = JwtClaims, Env = unknown> = (
  request: Request,
  env: Env,
  context: GateContext | undefined,
  verified: Verified<P> | undefined,
) => Response | Promise<Response>;

/** The options of `createGate`: those of `createVerifier`, and the gate's own. Every option is checked. */
export type GateOptions<P = JwtClaims, Env = unknown> = AllGateOptions<P, Env> & OneKey;

/** Either `key` or `keyFromEnv`, and not both. */
export type OneKey = { key: unknown; keyFromEnv?: never } | { key?: never; keyFromEnv: unknown };

/**
 * Returns a certificate's thumbprint. It has a method's type, so that the caller's function can declare the request as the
 * runtime has it, such as `Request<unknown, IncomingRequestCfProperties>` in Workers.
 */
export type ThumbprintOf<Env> = {
  of(request: Request, env: Env): string | undefined | Promise<string | undefined>;
}["of"];

/** All options of the gate. */
export interface AllGateOptions<P, Env> extends Omit<VerifierOptions, "key"> {
  /** What to verify with, or a `decrypter` for encrypted tokens. Either this or {@link keyFromEnv} is needed. */
  key?: GateKey;
  /**
   * Makes the key from the bindings and secrets of a request. It is called once, and the key is kept as long as the
   * isolate lives. A failure is not kept.
   */
  keyFromEnv?: (env: Env) => GateKey | Promise<GateKey>;
  /**
   * The handler behind the gate. Default: the runtime's `fetch`, which reaches the origin server on a Cloudflare route,
   * and the network in a browser's service worker. In other runtimes the option is needed, because `fetch` would come
   * back to the gate.
   */
  origin?: Origin<P, Env>;
  /**
   * Where the token is: one place or a list of places. Default `"bearer"`: `Authorization: Bearer` (RFC 6750 §2.1).
   * Tokens in two places must be equal. Pages of other sites can make a browser send a cookie, so begin its name with
   * `__Host-`, set `SameSite=Lax` or `Strict`, and check `Origin` for requests that change something.
   */
  tokenFrom?: TokenFrom;
  /** Accepts tokens that are bound to the client's key, with a proof (RFC 9449). See `jwt-wasm/dpop`. */
  dpop?: DpopOptions<Env>;
  /**
   * Returns the SHA-256 of the client's TLS certificate, as base64url or hexadecimal. Tokens with `cnf["x5t#S256"]`
   * (RFC 8705 §3.1) need it, and are refused without this option.
   */
  certificateThumbprint?: ThumbprintOf<Env>;
  /**
   * `true` accepts a token that is bound to a key (`cnf`, RFC 7800) even if the client does not prove that it has the
   * key. A thief can then use a stolen token.
   */
  allowUnboundUse?: boolean;
  /** Asks the authorization server about tokens that are not JWTs: `introspection(...)`. */
  introspection?: Introspection;
  /**
   * Serves the metadata of this protected resource (RFC 9728), names it in challenges, and accepts only tokens for the
   * resource (RFC 8707). If `audience` is set too, `aud` must match both.
   */
  resource?: ResourceOptions;
  /** Headers for the origin, and the claims that fill them. Headers of these names that a client sends are removed. */
  forwardClaims?: ForwardedClaims;
  /**
   * Scopes that must all be granted, as a list or as one string with spaces. They are looked up in `scope` (RFC 8693
   * §4.2), or in `scp` if `scope` is absent or empty.
   */
  scope?: string | readonly string[];
  /**
   * As `schema` of `verify`. Its output is the `payload` that `origin` and `revocation` get. `scope` and
   * `forwardClaims` use the token's own claims.
   */
  schema?: SchemaOption<P>["schema"];
  /** Paths that need no token: a whole path, or `"/path/*"` for all paths below one. Ambiguous paths are never public. */
  publicPaths?: readonly string[];
  /**
   * What a token must grant or say on some paths, in addition to `scope`: `{ "GET /admin/*": { scope: "admin" } }`. If
   * several routes match a request, the token must meet the demands of all.
   */
  routes?: RouteOptions;
  /** Methods that need no token, such as `["GET", "HEAD"]`. */
  publicMethods?: readonly string[];
  /** `true` lets CORS preflight requests pass, which browsers send without a token. */
  allowPreflight?: boolean;
  /** The store that knows which tokens were revoked, although they are valid. */
  revocation?: Revocation<P, Env>;
  /**
   * `true` fetches the keys of `remoteJwks` and `trustedIssuers` in the background when a request comes that does not
   * need them, such as on a public path.
   */
  prefetch?: boolean;
  /**
   * The realm in `WWW-Authenticate` (RFC 9110 §11.5), in printable ASCII. Default: the request's host; none with
   * `resource`.
   */
  realm?: string;
  /** `true` also lets requests without a token pass, with `undefined` as `verified`. An invalid token is still refused. */
  optional?: boolean;
  /** Called with each decision, for metrics. The request does not wait for it. */
  onDecision?: (decision: Decision, request: Request, env: Env) => unknown;
  /** Called with each rejection, for logs. If it returns a response, the client gets that response instead of the gate's. */
  onReject?: (rejection: Rejection, request: Request) => Response | undefined | Promise<Response | undefined>;
  /** `true` puts the reason into the body of a rejection. Not for production, because it shows how tokens are checked. */
  debug?: boolean;
}

// In a framework, the app's routes say where a token is needed, and its handlers are the origin.
export const OF_ROUTES = ["origin", "publicPaths", "publicMethods", "allowPreflight", "routes"] as const;

/** The options for the middleware of a framework: without those that the app's own routes replace. */
export type MiddlewareOptions<P, Env> = Omit<AllGateOptions<P, Env>, (typeof OF_ROUTES)[number]>;
