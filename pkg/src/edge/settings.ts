import { invalidOptions } from "../error.js";
import { issuersIn } from "../keys/handle.js";
import { checkNames } from "../option-hints.js";
import { invalidOption, orUnreadable, readOnce, wrongOption, wrongValue } from "../read-options.js";
import { type AskSchema, readSchema } from "../schema/payload.js";
import type { VerifierOptions } from "../types.js";
import type { BindingSettings } from "./binding.js";
import { type ChallengeScheme, isRealm } from "./challenge.js";
import { checkBooleans, checkFunction, forwardedClaims, list, tokenSources } from "./checks.js";
import type { TokenSource } from "./credentials.js";
import { type Demands, scopesOption } from "./demands.js";
import {
  type ConfiguredIntrospection,
  type ConfiguredProofs,
  checkerOf,
  type DpopOptions,
  introspectorOf,
} from "./hooks.js";
import type { ForwardedClaims } from "./identity.js";
import type { GateKey, KeyFrom } from "./lazy.js";
import { ResourceMetadata } from "./metadata.js";
import { type AllGateOptions, OF_ROUTES, type Origin } from "./options.js";
import { isPublicPath } from "./paths.js";
import type { PublicSettings } from "./public.js";
import { derivedMetadata, type ResourceSettings, readResource, withAudience } from "./resource.js";
import type { Revocation } from "./revocation.js";
import { type Route, readRoutes } from "./routes.js";
import { isToken } from "./text.js";

/** The guard's options, after their checks. */
export interface GuardSettings<P, Env> extends BindingSettings<Env> {
  readonly key: GateKey | undefined;
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
  /** The other options, which the verifier checks. */
  readonly verify: Omit<VerifierOptions, "key">;
}

export interface GateSettings<P, Env> extends GuardSettings<P, Env>, PublicSettings {
  readonly origin: Origin<P, Env> | undefined;
  readonly routes: readonly Route[];
}

/**
 * @param more further arguments, which show that a framework has called the function itself instead of its result
 * @throws {JwtError} `options_invalid`
 */
export function readMiddlewareOptions<P, Env>(
  options: unknown,
  more: readonly unknown[] = [],
): GuardSettings<P, Env> {
  if (typeof more.at(-1) === "function") {
    throw invalidOptions(
      "jwtGate was called as middleware, but it makes one; use its result: app.use(jwtGate({ … }))",
    );
  }
  const read = readOnce(options, "options");
  const misplaced = OF_ROUTES.find((name) => name in read);
  if (misplaced !== undefined) {
    throw invalidOption(
      misplaced,
      "is for createGate; here the app's routes do its job: app.get(path, gate.require({ … }), handler)",
    );
  }
  return readGateOptions(read as unknown as AllGateOptions<P, Env>);
}

/** @throws {JwtError} `options_invalid` */
export function readGateOptions<P, Env>(options: AllGateOptions<P, Env>): GateSettings<P, Env> {
  const read = readOnce(options, "options") as AllGateOptions<P, Env>;
  return orUnreadable("options", () => check(read));
}

/** The gate's own options, for one that is misspelt. */
const NAMES = [
  "keyFromEnv",
  "origin",
  "tokenFrom",
  "certificateThumbprint",
  "allowUnboundUse",
  "introspection",
  "resource",
  "forwardClaims",
  "schema",
  "publicPaths",
  "publicMethods",
  "routes",
  "allowPreflight",
  "revocation",
  "prefetch",
  "optional",
  "onDecision",
  "realm",
  "onReject",
  "debug",
];

/** Checks the options, and copies what the caller could change later. */
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
  checkNames(others, NAMES);
  if ((key === undefined) === (keyFromEnv === undefined)) {
    throw invalidOptions("exactly one of the options key and keyFromEnv is needed");
  }
  if (keyFromEnv !== undefined) checkFunction(keyFromEnv, "keyFromEnv");
  if (origin !== undefined) checkFunction(origin, "origin");
  if (onReject !== undefined) checkFunction(onReject, "onReject");
  if (onDecision !== undefined) checkFunction(onDecision, "onDecision");
  if (certificateThumbprint !== undefined) checkFunction(certificateThumbprint, "certificateThumbprint");
  if (revocation !== undefined && typeof Object(revocation).isRevoked !== "function") {
    throw wrongOption("revocation", "must have the function isRevoked", revocation);
  }
  if (realm !== undefined && !isRealm(realm)) {
    const wanted = "must be printable ASCII that is not empty, without quotes and backslashes";
    throw wrongValue("realm", wanted, realm);
  }
  checkBooleans({ allowPreflight, prefetch, debug, allowUnboundUse, optional });
  const resource = given === undefined ? undefined : readResource(given);
  const proofs = dpop === undefined ? undefined : proofsOption(dpop, resource);
  if (proofs?.isRequired && allowUnboundUse) {
    throw invalidOption("allowUnboundUse", "contradicts dpop.required; remove one of the two");
  }
  const sources = tokenSources(tokenFrom ?? (proofs ? ["bearer", "dpop"] : "bearer"));
  if (sources.some(({ scheme }) => scheme === "dpop") !== (proofs !== undefined)) {
    throw invalidOption("tokenFrom", 'must have "dpop" if the option dpop is given, and only then');
  }
  if (resource) checkIssuers(key, resource);
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
    schemes: schemesOf(sources, proofs, metadata),
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

/**
 * Refuses a list of authorization servers without a trusted one: clients would get their tokens from issuers whose tokens are
 * refused.
 */
function checkIssuers(key: unknown, { metadata }: ResourceSettings): void {
  const servers = metadata["authorization_servers"] as readonly unknown[];
  if (issuersIn(key)?.every((name) => !servers.includes(name))) {
    throw invalidOption(
      "resource.authorizationServers",
      "must name an issuer that key trusts, but names none",
    );
  }
}

/**
 * Reads the option `dpop`. With `resource`, its origin is the default of `publicUrl`, because the client can choose the
 * origin of a request unless a proxy checks it.
 */
function proofsOption(given: unknown, resource: ResourceSettings | undefined): ConfiguredProofs {
  const usual = resource && { publicUrl: resource.url.origin };
  const dpop = { ...usual, ...readOnce(given, "options.dpop") } as unknown as DpopOptions<never>;
  const checker = checkerOf(dpop.replay);
  if (checker) return checker.configure(dpop);
  throw wrongOption("dpop.replay", "must be a store of jwt-wasm/dpop, such as memoryReplay()", dpop.replay);
}

function introspectionOption(given: unknown, verify: Omit<VerifierOptions, "key">): ConfiguredIntrospection {
  const introspector = introspectorOf(given);
  if (introspector) return introspector.configure(verify);
  throw wrongOption("introspection", "must be made by introspection()", given);
}

/** The schemes for challenges (RFC 9449 §7.1), which are only those that the gate accepts. A client can choose one of them. */
function schemesOf(
  sources: readonly TokenSource[],
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
  const isBearer = !proofs.isRequired && sources.some(({ scheme }) => scheme === "bearer");
  return isBearer ? [bearer, dpop] : [dpop];
}

/** The value of `Vary`, with each header once. */
function varyOf(headers: readonly string[]): string {
  const folded = headers.map((header) => header.toLowerCase());
  return headers.filter((_, index) => folded.indexOf(folded[index] ?? "") === index).join(", ");
}
