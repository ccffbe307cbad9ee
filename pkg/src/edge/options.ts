import { invalidOptions } from "../error.js";
import { orUnreadable, readOnce, wrongOption } from "../read-options.js";
import { type AskSchema, readSchema } from "../schema/payload.js";
import type { SchemaOption } from "../schema/standard.js";
import type { JwtClaims, VerificationKey, Verified, VerifierOptions } from "../types.js";
import type { BindingSettings } from "./binding.js";
import { type ChallengeScheme, isRealm } from "./challenge.js";
import { checkBooleans, checkFunction, forwardedClaims, list, tokenSources } from "./checks.js";
import type { TokenFrom, TokenSource } from "./credentials.js";
import type { Decision } from "./decision.js";
import { type Demands, scopesOption } from "./demands.js";
import {
  type ConfiguredIntrospection,
  type ConfiguredProofs,
  checkerOf,
  type DpopOptions,
  type Introspection,
  introspectorOf,
} from "./hooks.js";
import type { ForwardedClaims } from "./identity.js";
import type { GateContext, KeyFrom } from "./lazy.js";
import { ResourceMetadata } from "./metadata.js";
import { isPublicPath } from "./paths.js";
import type { PublicSettings } from "./public.js";
import type { Rejection } from "./rejection.js";
import {
  derivedMetadata,
  type ResourceOptions,
  type ResourceSettings,
  readResource,
  withAudience,
} from "./resource.js";
import type { Revocation } from "./revocation.js";
import { type Route, type RouteOptions, readRoutes } from "./routes.js";
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
   * Where the token is: `"bearer"`, the default, is `Authorization: Bearer` (RFC 6750 §2.1); or another place, or a list of
   * them. A token in two places must be the same. A cookie, for browsers, is sent by other sites' pages too: name it with
   * `__Host-`, set `SameSite=Lax` or `Strict`, and check `Origin` where a request changes things.
   */
  tokenFrom?: TokenFrom;
  /** Takes tokens that are bound to a key of the client's, with a proof of its possession (RFC 9449). See `jwt-wasm/dpop`. */
  dpop?: DpopOptions<Env>;
  /**
   * SHA-256 of the certificate that the client showed in TLS, as base64url or as hexadecimal: for tokens with
   * `cnf["x5t#S256"]` (RFC 8705 §3.1), which are refused without it.
   */
  certificateThumbprint?: (request: Request, env: Env) => string | undefined | Promise<string | undefined>;
  /**
   * `true` takes tokens that are bound to a key (`cnf`, RFC 7800) also from clients that do not show that they have it, and so
   * from anybody who stole one.
   */
  allowUnboundUse?: boolean;
  /** Asks the authorization server about tokens that are not JWTs: `introspection(...)`. */
  introspection?: Introspection;
  /**
   * Serves the metadata of this protected resource (RFC 9728), names it in challenges, and takes only tokens for the resource
   * (RFC 8707). With `audience` as well, both must hold.
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
   * What a token must grant or say on some paths, beyond `scope`: `{ "GET /admin/*": { scope: "admin" } }`. If several fit, all
   * of them demand.
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
   * `true` lets requests without a token go on as well, where `verified` is then `undefined`. A token that does not do is refused
   * all the same.
   */
  optional?: boolean;
  /** Told of each decision, for measurements; what it gives is not waited for. */
  onDecision?: (decision: Decision, request: Request, env: Env) => unknown;
  /** Told of each rejection, for logs; a response that it gives is answered in place of the gate's. */
  onReject?: (rejection: Rejection, request: Request) => Response | undefined | Promise<Response | undefined>;
  /** `true` puts the reason into the body of a rejection. Not for production: it shows how tokens are checked. */
  debug?: boolean;
}

/** What decides on a token, after its checks. */
export interface GuardSettings<P, Env> extends BindingSettings<Env> {
  readonly key: VerificationKey | undefined;
  readonly keyFromEnv: KeyFrom<Env> | undefined;
  readonly sources: readonly TokenSource[];
  readonly vary: string;
  readonly schemes: readonly ChallengeScheme[];
  readonly introspection: ConfiguredIntrospection | undefined;
  readonly resource: ResourceSettings | undefined;
  readonly metadata: ResourceMetadata | undefined;
  readonly forwardClaims: ForwardedClaims;
  readonly demands: Demands;
  readonly schema: AskSchema | undefined;
  readonly revocation: Revocation<P, Env> | undefined;
  readonly prefetch: boolean;
  readonly optional: boolean;
  readonly onDecision: AllGateOptions<P, Env>["onDecision"];
  readonly realm: string | undefined;
  readonly onReject: AllGateOptions<P, Env>["onReject"];
  readonly debug: boolean;
  /** The verifier's to read. */
  readonly verify: Omit<VerifierOptions, "key">;
}

export interface GateSettings<P, Env> extends GuardSettings<P, Env>, PublicSettings {
  readonly origin: Origin<P, Env> | undefined;
  readonly routes: readonly Route[];
}

// Which requests need no token is said by where a framework's middleware is mounted, and what lies behind it are its handlers.
const OF_ROUTES = ["origin", "publicPaths", "publicMethods", "allowPreflight", "routes"] as const;

/** For the middleware of a framework: what it says by its routes is not among them. */
export type CoatOptions<P, Env> = Omit<AllGateOptions<P, Env>, (typeof OF_ROUTES)[number]>;

/** @throws {JwtError} `options_invalid` */
export function readCoatOptions<P, Env>(options: unknown): GuardSettings<P, Env> {
  const read = readOnce(options, "options");
  const misplaced = OF_ROUTES.find((name) => name in read);
  if (misplaced !== undefined) throw invalidOptions(`options.${misplaced} is for createGate`);
  return readGateOptions(read as unknown as AllGateOptions<P, Env>);
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
    tokenFrom,
    dpop,
    certificateThumbprint,
    allowUnboundUse = false,
    introspection,
    resource: given,
    forwardClaims = {},
    scope,
    schema,
    publicPaths,
    routes,
    publicMethods,
    allowPreflight = false,
    revocation,
    prefetch = false,
    optional = false,
    onDecision,
    realm,
    onReject,
    debug = false,
    ...others
  } = options;
  if ((key === undefined) === (keyFromEnv === undefined)) {
    throw invalidOptions("either key or keyFromEnv is needed");
  }
  if (keyFromEnv !== undefined) checkFunction(keyFromEnv, "keyFromEnv");
  if (origin !== undefined) checkFunction(origin, "origin");
  if (onReject !== undefined) checkFunction(onReject, "onReject");
  if (onDecision !== undefined) checkFunction(onDecision, "onDecision");
  if (certificateThumbprint !== undefined) checkFunction(certificateThumbprint, "certificateThumbprint");
  if (revocation !== undefined && typeof Object(revocation).isRevoked !== "function") {
    throw wrongOption("the option revocation must have the function isRevoked", revocation);
  }
  if (realm !== undefined && !isRealm(realm)) {
    const wanted =
      "the option realm must be of printable ASCII, not empty, and without quotes and backslashes";
    throw wrongOption(wanted, realm);
  }
  checkBooleans({ allowPreflight, prefetch, debug, allowUnboundUse, optional });
  const resource = given === undefined ? undefined : readResource(given);
  const proofs = dpop === undefined ? undefined : proofsOption(dpop, resource);
  if (proofs?.isRequired && allowUnboundUse) {
    throw invalidOptions("dpop.required and allowUnboundUse contradict each other");
  }
  const sources = tokenSources(tokenFrom ?? (proofs ? ["bearer", "dpop"] : "bearer"));
  if (sources.some(({ scheme }) => scheme === "dpop") !== (proofs !== undefined)) {
    throw invalidOptions('tokenFrom needs "dpop" if the option dpop is given, and only then');
  }
  const verify = resource ? withAudience(others, resource) : others;
  const derived = derivedMetadata({ sources, proofs, certificateThumbprint });
  const metadata = resource && new ResourceMetadata(resource, derived);
  const open = {
    publicPaths: list(publicPaths, "publicPaths", isPublicPath),
    publicMethods: list(publicMethods, "publicMethods", isToken).map((method) => method.toUpperCase()),
  };
  return {
    key,
    keyFromEnv,
    origin,
    sources,
    vary: varyOf([...sources.map(({ header }) => header), ...(proofs ? ["DPoP"] : [])]),
    schemes: schemesOf(proofs, metadata),
    proofs,
    certificateThumbprint,
    allowUnboundUse,
    introspection: introspection === undefined ? undefined : introspectionOption(introspection, verify),
    resource,
    metadata,
    forwardClaims: forwardedClaims(forwardClaims),
    demands: { scopes: scopesOption(scope), claims: [] },
    schema: schema === undefined ? undefined : readSchema(schema, verify.stackTraces === true),
    ...open,
    routes: routes === undefined ? [] : readRoutes(routes, open),
    allowPreflight,
    revocation,
    prefetch,
    optional,
    onDecision,
    realm,
    onReject,
    debug,
    verify,
  };
}

/** The origin of a resource is known; the request's is what a client says where no proxy checks it. */
function proofsOption(given: unknown, resource: ResourceSettings | undefined): ConfiguredProofs {
  const usual = resource && { publicUrl: resource.url.origin };
  const dpop = { ...usual, ...readOnce(given, "options.dpop") } as unknown as DpopOptions<never>;
  const checker = checkerOf(dpop.replay);
  if (checker) return checker.configure(dpop);
  throw wrongOption(
    "the option dpop.replay must be a store of jwt-wasm/dpop, such as memoryReplay()",
    dpop.replay,
  );
}

function introspectionOption(given: unknown, verify: Omit<VerifierOptions, "key">): ConfiguredIntrospection {
  const introspector = introspectorOf(given);
  if (introspector) return introspector.configure(verify);
  throw wrongOption("the option introspection must be made by introspection()", given);
}

/** RFC 9449 §7.1: with both, a client may choose. */
function schemesOf(
  proofs: ConfiguredProofs | undefined,
  metadata: ResourceMetadata | undefined,
): readonly ChallengeScheme[] {
  const parameters = metadata ? [`resource_metadata="${metadata.url}"`] : [];
  const bearer = { name: "Bearer", parameters } as const;
  if (proofs === undefined) return [bearer];
  const dpop = {
    name: "DPoP",
    parameters: [`algs="${proofs.algorithms.join(" ")}"`, ...parameters],
  } as const;
  return proofs.isRequired ? [dpop] : [bearer, dpop];
}

/** Each header once, whatever its spelling. */
function varyOf(headers: readonly string[]): string {
  const folded = headers.map((header) => header.toLowerCase());
  return headers.filter((_, index) => folded.indexOf(folded[index] ?? "") === index).join(", ");
}
