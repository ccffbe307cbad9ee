import { invalidOptions } from "../error.js";
import { reading, readMembers } from "../members.js";
import type { JwtClaims, VerificationKey, Verified, VerifierOptions } from "../types.js";
import type { TokenFrom } from "./bearer.js";
import type { ForwardedClaims } from "./identity.js";
import type { Refusal } from "./refusal.js";

/** What of a runtime's execution context is used, where there is one. */
export interface GateContext {
  waitUntil(promise: Promise<unknown>): void;
}

/** What is behind the gate. Without a token, on public paths, `verified` is `undefined`. */
export type Origin<Env, P> = (
  request: Request,
  env: Env,
  context: GateContext | undefined,
  verified: Verified<P> | undefined,
) => Response | Promise<Response>;

/** Tokens that are good by themselves and not to be taken any more. */
export interface Revocations<P> {
  /** A failure lets nobody in: the request is answered with 503. */
  isRevoked(payload: P): boolean | Promise<boolean>;
}

/** How the gate decides, beside the options of `createVerifier`. */
export interface GateOptions<Env = unknown, P = JwtClaims> extends Omit<VerifierOptions, "key"> {
  /** What to verify with. Either this or {@link keyFromEnv}. */
  key?: VerificationKey;
  /** The same from bindings and secrets, asked once and then kept for the isolate's life. */
  keyFromEnv?: (env: Env) => VerificationKey | Promise<VerificationKey>;
  /** What lies behind the gate. Default: the runtime's `fetch`, which on a Cloudflare route is the origin server. */
  origin?: Origin<Env, P>;
  /**
   * `"bearer"`, the default, is `Authorization: Bearer` (RFC 6750 §2.1). A cookie, for browsers, is sent by other sites'
   * pages too: name it with `__Host-`, set `SameSite=Lax` or `Strict`, and check `Origin` where a request changes things.
   */
  tokenFrom?: TokenFrom;
  /** Headers for the origin and the claims to fill them with. What a client sends under these names is removed. */
  forwardClaims?: ForwardedClaims;
  /** Scopes that must all be in `scope` (RFC 8693 §4.2), or in the list `scp`. */
  scope?: string | readonly string[];
  /** Paths that need no token: whole ones, and all below a path that ends with `/*`. Ambiguous paths are never public. */
  publicPaths?: readonly string[];
  /** Methods that need no token, such as `["GET", "HEAD"]`. */
  publicMethods?: readonly string[];
  /** `true` lets CORS preflight requests pass, which browsers send without a token. */
  allowPreflight?: boolean;
  revocations?: Revocations<P>;
  /** Told of each refusal, for logs; a response that it gives is answered in place of the gate's. */
  onReject?: (refusal: Refusal, request: Request) => Response | undefined | Promise<Response | undefined>;
  /** `true` puts the reason into the body of a refusal. Not for production: it tells how tokens are checked. */
  debug?: boolean;
}

/** What only the gate reads, after its checks; the other options are the verifier's to read. */
export type GateSettings<Env, P> = ReturnType<typeof check<Env, P>>;

/** @throws {JwtError} `options_invalid` */
export function readGateOptions<Env, P>(options: GateOptions<Env, P>): GateSettings<Env, P> {
  const read = readMembers(options, "options") as GateOptions<Env, P>;
  return reading("options", () => check(read));
}

/** Copies what may change: what was checked is what is used. */
function check<Env, P>(options: GateOptions<Env, P>) {
  const {
    key,
    keyFromEnv,
    origin = (request: Request) => fetch(request),
    tokenFrom = "bearer",
    forwardClaims = {},
    scope,
    publicPaths,
    publicMethods,
    allowPreflight = false,
    revocations,
    onReject,
    debug = false,
    ...verify
  } = options;
  if ((key === undefined) === (keyFromEnv === undefined)) {
    throw invalidOptions("either key or keyFromEnv is needed");
  }
  if (keyFromEnv !== undefined) checkFunction(keyFromEnv, "keyFromEnv");
  checkFunction(origin, "origin");
  if (onReject !== undefined) checkFunction(onReject, "onReject");
  if (revocations !== undefined) checkFunction(Object(revocations).isRevoked, "revocations.isRevoked");
  for (const [name, value] of Object.entries({ allowPreflight, debug })) {
    if (typeof value !== "boolean") throw invalidOptions(`the option ${name} must be true or false`);
  }
  const isScope = (text: string) => /^[\x21\x23-\x5b\x5d-\x7e]+$/.test(text);
  const methods = list(publicMethods, "publicMethods", isToken);
  return {
    key,
    keyFromEnv,
    origin: origin as Origin<Env, P>,
    tokenFrom: tokenPlace(tokenFrom),
    forwardClaims: forwarded(forwardClaims),
    scopes: list(typeof scope === "string" ? scope.split(" ") : scope, "scope", isScope),
    publicPaths: list(publicPaths, "publicPaths", (text) => text.startsWith("/")),
    publicMethods: new Set(methods.map((method) => method.toUpperCase())),
    allowPreflight,
    revocations,
    onReject,
    debug,
    verify,
  };
}

function tokenPlace(from: unknown): TokenFrom {
  if (from === "bearer") return from;
  const { cookie } = Object(from) as { cookie?: unknown };
  if (!isToken(cookie)) throw invalidOptions('the option tokenFrom must be "bearer" or { cookie: name }');
  return { cookie };
}

/** A token of HTTP (RFC 9110 §5.6.2): a header's, a cookie's or a method's name. */
function isToken(text: unknown): text is string {
  return typeof text === "string" && /^[\w!#$%&'*+\-.^`|~]+$/.test(text);
}

// Whoever fills these from a claim changes how the request is read, not who sent it.
const RESERVED =
  /^(?:host|cookie|connection|content-.*|transfer-encoding|te|trailer|upgrade|keep-alive|proxy-.*|expect)$/i;

function forwarded(claims: unknown): ForwardedClaims {
  const read = readMembers(claims, "options.forwardClaims");
  for (const [header, claim] of Object.entries(read)) {
    if (!isToken(header) || RESERVED.test(header)) {
      throw invalidOptions(`claims cannot be put into the header ${header}`);
    }
    if (typeof claim !== "string")
      throw invalidOptions(`forwardClaims["${header}"] must be the name of a claim`);
  }
  return read as ForwardedClaims;
}

function checkFunction(value: unknown, name: string): void {
  if (typeof value !== "function") throw invalidOptions(`the option ${name} must be a function`);
}

/** As everywhere in this package, a list that is given must not be empty: it would demand nothing, or allow nothing. */
function list(given: unknown, name: string, isGood: (text: string) => boolean): readonly string[] {
  if (given === undefined) return [];
  const items: unknown[] = Array.isArray(given) ? [...given] : [];
  if (items.length === 0 || !items.every((item) => typeof item === "string" && isGood(item))) {
    throw invalidOptions(`the option ${name} must be a list of such names, and not empty`);
  }
  return items as string[];
}
