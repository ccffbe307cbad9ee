import { invalidOptions } from "../error.js";
import { type ClientAssertionOptions, readAssertionOptions } from "../issuer/client-assertion.js";
import { heldBy } from "../keys/handle.js";
import { tagOf } from "../kind.js";
import { flag, namedOptions, orUnreadable, readOnce, wrongOption, wrongValue } from "../read-options.js";
import { readOptions } from "../remote/options.js";
import { urlError } from "../remote/url.js";
import { needed } from "../runtime/needs.js";
import type { VerificationKey, VerifyOptions } from "../types.js";

/** How the gate proves its identity with a key pair (RFC 7523). */
export type PrivateKeyJwt = Omit<ClientAssertionOptions, "clientId">;

/** From the bindings, where secrets are in them. */
type FromEnv<T, Env> = T | ((env: Env) => T | Promise<T>);

/** Which authorization server the gate asks, and how. Times are in seconds; every option is checked. */
export interface IntrospectionOptions<Env = unknown> {
  /** The introspection endpoint (RFC 7662 §2): https; http for loopback addresses, and for others with `allowInsecure`. */
  endpoint: string | URL;
  /** The gate's own name at the authorization server. */
  clientId: string;
  /** Sent as `client_secret_basic` (RFC 6749 §2.3.1). Either this or {@link privateKeyJwt}; a function is called for each request. */
  clientSecret?: FromEnv<string, Env>;
  /** `{ key, audience }`, as `signClientAssertion` of `jwt-wasm/issuer` takes them. */
  privateKeyJwt?: FromEnv<PrivateKeyJwt, Env>;
  /**
   * For how long answers are kept: active ones for `maxAge`, default 60, and never beyond `exp`; others for at most 10. At most
   * `maxEntries` of each, default 1000. A revoked token still passes during that time. `false` keeps none.
   */
  cache?: false | { readonly maxAge?: number; readonly maxEntries?: number };
  /** As for `verify`, and replaces the gate's `audience` for opaque tokens: many servers send no `aud` for them. */
  audience?: VerifyOptions["audience"];
  /**
   * `false` accepts answers without a `token_type` that shows an access token. A refresh token is active as well, and with some
   * servers `token_type` is the only difference. Default `true`.
   */
  requireTokenType?: boolean;
  /** Demands signed answers (RFC 9701), and says how to verify them. Default: plain answers, which only TLS protects. */
  signed?: SignedAnswers;
  /** For a whole request, body included. Default 5. */
  timeout?: number;
  /** Largest answer. Default 262144. */
  maxBytes?: number;
  /** `true` accepts an endpoint of plain `http`: anyone on the network path sees tokens and secret. Default `false`: loopback only. */
  allowInsecure?: boolean;
  /** Used instead of the runtime's. It must heed `redirect: "manual"`. */
  fetch?: typeof globalThis.fetch;
}

/** What a signed answer must be. */
export interface SignedAnswers {
  key: VerificationKey;
  /** The authorization server: `iss` of the answer. */
  issuer: string;
  /** `aud` of the answer. Default: `clientId`. */
  audience?: VerifyOptions["audience"];
}

/** The options after their checks. */
export interface IntrospectionSettings {
  readonly endpoint: URL;
  readonly clientId: string;
  readonly clientSecret: FromEnv<string, unknown> | undefined;
  readonly privateKeyJwt: FromEnv<PrivateKeyJwt, unknown> | undefined;
  readonly maxAge: number;
  readonly maxEntries: number;
  readonly audience: VerifyOptions["audience"];
  readonly requireTokenType: boolean;
  readonly signed: SignedAnswers | undefined;
  readonly timeout: number;
  readonly maxBytes: number;
  readonly fetch: typeof globalThis.fetch | undefined;
}

const FETCHING = ["timeout", "maxBytes", "allowInsecure", "fetch"] as const;
const NAMES = [
  "endpoint",
  "clientId",
  "clientSecret",
  "privateKeyJwt",
  "cache",
  "audience",
  "requireTokenType",
  "signed",
  ...FETCHING,
] as const satisfies (keyof IntrospectionOptions)[];

// A day: longer would make a revocation worth nothing.
const [LONGEST_KEPT, MOST_ENTRIES] = [86_400, 1_000_000];

/** @throws {JwtError} `options_invalid`, `key_invalid` */
export function readIntrospectionOptions(options: unknown): IntrospectionSettings {
  const read = namedOptions(options, "options", NAMES);
  return orUnreadable("options", () => check(read));
}

type Read = { readonly [name in (typeof NAMES)[number]]?: unknown };

function check(read: Read): IntrospectionSettings {
  const { endpoint, clientId, clientSecret, privateKeyJwt, requireTokenType, signed, ...rest } = read;
  const fetching = FETCHING.filter((name) => name in read).map((name) => [name, read[name]]);
  const { timeout, maxBytes, allowInsecure, fetch } = readOptions(Object.fromEntries(fetching));
  if (!isText(clientId)) throw wrongValue("options.clientId must be a string, and not empty", clientId);
  if ((clientSecret === undefined) === (privateKeyJwt === undefined)) {
    throw invalidOptions("either options.clientSecret or options.privateKeyJwt is needed");
  }
  if (clientSecret !== undefined && typeof clientSecret !== "function") checkSecret(clientSecret);
  return {
    endpoint: endpointOf(endpoint, allowInsecure),
    clientId,
    clientSecret: clientSecret as IntrospectionSettings["clientSecret"],
    privateKeyJwt: privateKeyJwtIn(privateKeyJwt, clientId),
    ...readCache(rest.cache),
    // The verifier's to read.
    audience: rest.audience as VerifyOptions["audience"],
    requireTokenType: flag("requireTokenType", requireTokenType, true),
    signed: signed === undefined ? undefined : readSigned(signed),
    timeout,
    maxBytes,
    fetch,
  };
}

/** @throws {JwtError} `options_invalid` */
export function checkSecret(secret: unknown): asserts secret is string {
  // A string that UTF-8 cannot encode would be sent as a different secret. Such a string is not shown.
  if (!isText(secret)) throw wrongValue("options.clientSecret must be a string, and not empty", secret);
}

/** @throws {JwtError} `options_invalid`, `key_invalid` */
export function readPrivateKeyJwt(given: unknown, clientId: string): ClientAssertionOptions {
  const read = readOnce(given, "options.privateKeyJwt");
  if ("clientId" in read)
    throw invalidOptions("options.privateKeyJwt.clientId is not an option; give clientId");
  return readAssertionOptions({ ...read, clientId });
}

function privateKeyJwtIn(given: unknown, clientId: string): IntrospectionSettings["privateKeyJwt"] {
  if (given === undefined || typeof given === "function")
    return given as IntrospectionSettings["privateKeyJwt"];
  const { clientId: _, ...checked } = readPrivateKeyJwt(given, clientId);
  return checked;
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "" && !/\p{Surrogate}/u.test(value);
}

function endpointOf(value: unknown, allowInsecure: boolean): URL {
  const Url = needed("URL");
  let url: URL;
  try {
    if (typeof value !== "string" && tagOf(value) !== "URL") {
      throw wrongOption("options.endpoint must be a string or a URL", value);
    }
    url = new Url(value as string | URL);
  } catch (error) {
    // The runtime's own error quotes the text, and its query may hold a credential.
    throw typeof value === "string" ? invalidOptions("options.endpoint cannot be read as a URL") : error;
  }
  const error = urlError(url, allowInsecure);
  if (error !== undefined) throw invalidOptions(`options.endpoint ${error}`);
  url.hash = "";
  return url;
}

function readCache(given: unknown): Pick<IntrospectionSettings, "maxAge" | "maxEntries"> {
  if (given === false) return { maxAge: 0, maxEntries: 0 };
  const read = namedOptions(given === undefined ? {} : given, "options.cache", ["maxAge", "maxEntries"]);
  const { maxAge = 60, maxEntries = 1000 } = read;
  return {
    maxAge: within("maxAge", maxAge, 0, LONGEST_KEPT),
    maxEntries: within("maxEntries", maxEntries, 1, MOST_ENTRIES),
  };
}

function within(name: string, value: unknown, least: number, most: number): number {
  const isCount = name === "maxAge" ? typeof value === "number" : Number.isInteger(value);
  if (isCount && (value as number) >= least && (value as number) <= most) return value as number;
  throw wrongOption(`options.cache.${name} must be a number, ${least} to ${most}`, value);
}

function readSigned(given: unknown): SignedAnswers {
  const { key, issuer, audience } = namedOptions(given, "options.signed", ["key", "issuer", "audience"]);
  heldBy(key);
  if (!isText(issuer)) throw wrongValue("options.signed.issuer must be a string, and not empty", issuer);
  return { key, issuer, ...(audience === undefined ? {} : { audience }) } as SignedAnswers;
}
