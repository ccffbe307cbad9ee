import type { SchemaOption } from "../schema/standard.js";
import type { JwtClaims, VerificationKey, Verified, VerifierOptions } from "../types.js";
import type { TokenFrom } from "./credentials.js";
import type { Decision } from "./decision.js";
import type { DpopOptions, Introspection } from "./hooks.js";
import type { ForwardedClaims } from "./identity.js";
import type { GateContext } from "./lazy.js";
import type { Rejection } from "./rejection.js";
import type { ResourceOptions } from "./resource.js";
import type { Revocation } from "./revocation.js";
import type { RouteOptions } from "./routes.js";

/** What is behind the gate. Without a token, on public paths, `verified` is `undefined`. */
export type Origin<P = JwtClaims, Env = unknown> = (
  request: Request,
  env: Env,
  context: GateContext | undefined,
  verified: Verified<P> | undefined,
) => Response | Promise<Response>;

/** How the gate decides, beside the options of `createVerifier`. */
export type GateOptions<P = JwtClaims, Env = unknown> = AllGateOptions<P, Env> & OneKey;

/** Either a key or a function that gives it, and not both. */
export type OneKey = { key: unknown; keyFromEnv?: never } | { key?: never; keyFromEnv: unknown };

/** Each option by itself. */
export interface AllGateOptions<P, Env> extends Omit<VerifierOptions, "key"> {
  /** What to verify with. Either this or {@link keyFromEnv}. */
  key?: VerificationKey;
  /** The same from bindings and secrets, asked once and then kept for the isolate's life; a failure is not kept. */
  keyFromEnv?: (env: Env) => VerificationKey | Promise<VerificationKey>;
  /**
   * What lies behind the gate. Default: the runtime's `fetch`, which on a Cloudflare route is the origin server, and in a
   * browser's service worker the network. Elsewhere this option is needed, since `fetch` would come back to the gate.
   */
  origin?: Origin<P, Env>;
  /**
   * Where the token is: `"bearer"`, the default, is `Authorization: Bearer` (RFC 6750 §2.1); or another place, or a list of
   * places. Tokens in two places must be equal. Other sites' pages can make a browser send a cookie: name it with `__Host-`,
   * set `SameSite=Lax` or `Strict`, and check `Origin` if a request changes something.
   */
  tokenFrom?: TokenFrom;
  /** Accepts tokens that are bound to the client's key, with a proof of possession (RFC 9449). See `jwt-wasm/dpop`. */
  dpop?: DpopOptions<Env>;
  /**
   * SHA-256 of the certificate that the client showed in TLS, as base64url or as hexadecimal: for tokens with
   * `cnf["x5t#S256"]` (RFC 8705 §3.1), which are refused without it.
   */
  certificateThumbprint?: (request: Request, env: Env) => string | undefined | Promise<string | undefined>;
  /**
   * `true` accepts a token that is bound to a key (`cnf`, RFC 7800) even if the client does not show that it has the key, so a
   * thief can use a stolen token.
   */
  allowUnboundUse?: boolean;
  /** Asks the authorization server about tokens that are not JWTs: `introspection(...)`. */
  introspection?: Introspection;
  /**
   * Serves the metadata of this protected resource (RFC 9728), names it in challenges, and accepts only tokens for the resource
   * (RFC 8707). If `audience` is set as well, `aud` must match both.
   */
  resource?: ResourceOptions;
  /** Headers for the origin and the claims to fill them with. What a client sends under these names is removed. */
  forwardClaims?: ForwardedClaims;
  /** Scopes that must all be in `scope` (RFC 8693 §4.2), or in `scp` if there is none; either is a text or a list. */
  scope?: string | readonly string[];
  /**
   * As of `verify`. What it gives is the `payload` that `origin` and `revocation` get; `scope` and `forwardClaims` are about the
   * token's own claims.
   */
  schema?: SchemaOption<P>["schema"];
  /** Paths that need no token: whole ones, and all below a path that ends with `/*`. Ambiguous paths are never public. */
  publicPaths?: readonly string[];
  /**
   * What a token must grant or say on some paths, beyond `scope`: `{ "GET /admin/*": { scope: "admin" } }`. If several routes
   * match a request, the token must meet the demands of all of them.
   */
  routes?: RouteOptions;
  /** Methods that need no token, such as `["GET", "HEAD"]`. */
  publicMethods?: readonly string[];
  /** `true` lets CORS preflight requests pass, which browsers send without a token. */
  allowPreflight?: boolean;
  /** Asked whether a token that is good by itself was revoked. */
  revocation?: Revocation<P, Env>;
  /** `true` has the keys of `remoteJwks` and `trustedIssuers` fetched in the background at requests that need none, as on public paths. */
  prefetch?: boolean;
  /** The realm in `WWW-Authenticate` (RFC 9110 §11.5), in printable ASCII. Default: the request's host; with `resource`, none. */
  realm?: string;
  /**
   * `true` also lets requests without a token through: `verified` is then `undefined`. An invalid token is still refused.
   */
  optional?: boolean;
  /** Told of each decision, for measurements; what it gives is not waited for. */
  onDecision?: (decision: Decision, request: Request, env: Env) => unknown;
  /** Told of each rejection, for logs; a response that it gives is answered in place of the gate's. */
  onReject?: (rejection: Rejection, request: Request) => Response | undefined | Promise<Response | undefined>;
  /** `true` puts the reason into the body of a rejection. Not for production: it shows how tokens are checked. */
  debug?: boolean;
}

// An app mounts its middleware where a token is needed, and its handlers are the origin.
export const OF_ROUTES = ["origin", "publicPaths", "publicMethods", "allowPreflight", "routes"] as const;

/** The options for the middleware of a framework, without those that the app's own routes replace. */
export type CoatOptions<P, Env> = Omit<AllGateOptions<P, Env>, (typeof OF_ROUTES)[number]>;
