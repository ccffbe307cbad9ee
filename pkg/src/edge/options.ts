import { invalidOptions } from "../error.js";
import { orUnreadable, readOnce, wrongOption } from "../read-options.js";
import { type AskSchema, readSchema } from "../schema/payload.js";
import type { SchemaOption } from "../schema/standard.js";
import type { JwtClaims, VerificationKey, Verified, VerifierOptions } from "../types.js";
import type { TokenFrom } from "./bearer.js";
import { isRealm } from "./challenge.js";
import { checkBooleans, checkFunction, forwardedClaims, list, tokenFromOption } from "./checks.js";
import type { ForwardedClaims } from "./identity.js";
import type { GateContext, KeyFrom } from "./lazy.js";
import { isPublicPath } from "./paths.js";
import type { PublicSettings } from "./public.js";
import type { Rejection } from "./rejection.js";
import type { Revocation } from "./revocation.js";
import { isToken } from "./text.js";

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
   * `"bearer"`, the default, is `Authorization: Bearer` (RFC 6750 §2.1). A cookie, for browsers, is sent by other sites'
   * pages too: name it with `__Host-`, set `SameSite=Lax` or `Strict`, and check `Origin` where a request changes things.
   */
  tokenFrom?: TokenFrom;
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
  /** Methods that need no token, such as `["GET", "HEAD"]`. */
  publicMethods?: readonly string[];
  /** `true` lets CORS preflight requests pass, which browsers send without a token. */
  allowPreflight?: boolean;
  /** Asked whether a token that is good by itself was revoked. */
  revocation?: Revocation<P, Env>;
  /** `true` has the keys of `remoteJwks` and `trustedIssuers` fetched in the background at requests that need none, as on public paths. */
  prefetch?: boolean;
  /** The realm in `WWW-Authenticate` (RFC 9110 §11.5), in printable ASCII. Default: the request's host. */
  realm?: string;
  /** Told of each rejection, for logs; a response that it gives is answered in place of the gate's. */
  onReject?: (rejection: Rejection, request: Request) => Response | undefined | Promise<Response | undefined>;
  /** `true` puts the reason into the body of a rejection. Not for production: it shows how tokens are checked. */
  debug?: boolean;
}

/** What decides on a token, after its checks. */
export interface GuardSettings<P, Env> {
  readonly key: VerificationKey | undefined;
  readonly keyFromEnv: KeyFrom<Env> | undefined;
  readonly tokenFrom: TokenFrom;
  readonly forwardClaims: ForwardedClaims;
  readonly scopes: readonly string[];
  readonly schema: AskSchema | undefined;
  readonly revocation: Revocation<P, Env> | undefined;
  readonly prefetch: boolean;
  readonly realm: string | undefined;
  readonly onReject: AllGateOptions<P, Env>["onReject"];
  readonly debug: boolean;
  /** The verifier's to read. */
  readonly verify: Omit<VerifierOptions, "key">;
}

export interface GateSettings<P, Env> extends GuardSettings<P, Env>, PublicSettings {
  readonly origin: Origin<P, Env> | undefined;
}

/** @throws {JwtError} `options_invalid` */
export function readGateOptions<P, Env>(options: AllGateOptions<P, Env>): GateSettings<P, Env> {
  const read = readOnce(options, "options") as AllGateOptions<P, Env>;
  return orUnreadable("options", () => check(read));
}

/** Copies what may change: what was checked is what is used. */
function check<P, Env>(options: AllGateOptions<P, Env>): GateSettings<P, Env> {
  const {
    key,
    keyFromEnv,
    origin,
    tokenFrom = "bearer",
    forwardClaims = {},
    scope,
    schema,
    publicPaths,
    publicMethods,
    allowPreflight = false,
    revocation,
    prefetch = false,
    realm,
    onReject,
    debug = false,
    ...verify
  } = options;
  if ((key === undefined) === (keyFromEnv === undefined)) {
    throw invalidOptions("either key or keyFromEnv is needed");
  }
  if (keyFromEnv !== undefined) checkFunction(keyFromEnv, "keyFromEnv");
  if (origin !== undefined) checkFunction(origin, "origin");
  if (onReject !== undefined) checkFunction(onReject, "onReject");
  if (revocation !== undefined && typeof Object(revocation).isRevoked !== "function") {
    throw wrongOption("the option revocation must have the function isRevoked", revocation);
  }
  if (realm !== undefined && !isRealm(realm)) {
    const wanted =
      "the option realm must be of printable ASCII, not empty, and without quotes and backslashes";
    throw wrongOption(wanted, realm);
  }
  checkBooleans({ allowPreflight, prefetch, debug });
  const isScope = (text: string) => /^[\x21\x23-\x5b\x5d-\x7e]+$/.test(text);
  const scopes = typeof scope === "string" ? scope.split(" ") : scope;
  const methods = list(publicMethods, "publicMethods", isToken);
  return {
    key,
    keyFromEnv,
    origin,
    tokenFrom: tokenFromOption(tokenFrom),
    forwardClaims: forwardedClaims(forwardClaims),
    scopes: list(scopes, "scope", isScope),
    schema: schema === undefined ? undefined : readSchema(schema, verify.stackTraces === true),
    publicPaths: list(publicPaths, "publicPaths", isPublicPath),
    publicMethods: methods.map((method) => method.toUpperCase()),
    allowPreflight,
    revocation,
    prefetch,
    realm,
    onReject,
    debug,
    verify,
  };
}
