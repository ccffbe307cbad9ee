import { invalidOptions } from "../error.js";
import { type ClientAssertionOptions, readAssertionOptions } from "../issuer/client-assertion.js";
import { heldBy } from "../keys/handle.js";
import { hasLoneSurrogate, tagOf } from "../kind.js";
import {
  flag,
  invalidOption,
  namedOptions,
  orUnreadable,
  readOnce,
  wrongOption,
  wrongValue,
} from "../read-options.js";
import { readOptions } from "../remote/options.js";
import { urlError } from "../remote/url.js";
import { needed } from "../runtime/needs.js";
import type { VerificationKey, VerifyOptions } from "../types.js";

/** How the gate proves its identity with a key pair (RFC 7523): the options of `signClientAssertion` without `clientId`. */
export type PrivateKeyJwt = Omit<ClientAssertionOptions, "clientId">;

/** A value, or a function that finds it in the bindings of a request. */
type FromEnv<T, Env> = T | ((env: Env) => T | Promise<T>);

/** The options of `introspection`: which authorization server the gate asks, and how. Every option is checked. */
export interface IntrospectionOptions<Env = unknown> {
  /** The introspection endpoint (RFC 7662 §2): https, or http for a loopback address or with `allowInsecure`. */
  endpoint: string | URL;
  /** The gate's own client identifier at the authorization server. */
  clientId: string;
  /**
   * The gate's secret, sent as `client_secret_basic` (RFC 6749 §2.3.1). Either this or {@link privateKeyJwt} is needed.
   * A function is called for each request.
   */
  clientSecret?: FromEnv<string, Env>;
  /** The gate's private key and the audience, `{ key, audience }`, as for `signClientAssertion` of `jwt-wasm/issuer`. */
  privateKeyJwt?: FromEnv<PrivateKeyJwt, Env>;
  /** How answers are kept. A revoked token still passes while its answer is kept. `false` keeps none. */
  cache?:
    | false
    | {
        /**
         * Seconds that the answer about an active token is kept, and never beyond its `exp`; other answers at most 10.
         * 0 to 86400, default 60.
         */
        readonly maxAge?: number;
        /** How many answers of each kind are kept. 1 to 1,000,000, default 1000. */
        readonly maxEntries?: number;
      };
  /**
   * As `audience` of `verify`. It replaces the gate's `audience` for opaque tokens, because many servers send no `aud`
   * for them.
   */
  audience?: VerifyOptions["audience"];
  /**
   * `false` accepts answers whose `token_type` does not show an access token. A refresh token is active as well, and
   * with some servers `token_type` is the only difference. Default `true`.
   */
  requireTokenType?: boolean;
  /** Accepts only signed answers (RFC 9701), and says how to verify them. Default: plain answers, which only TLS protects. */
  signed?: SignedAnswers;
  /** Seconds that one request may take, with its body. Default 5. */
  timeout?: number;
  /** Largest answer in bytes. Default 262144. */
  maxBytes?: number;
  /**
   * `true` accepts an endpoint of plain `http`: anybody on the network path then sees the tokens and the secret.
   * Default `false`: only loopback addresses.
   */
  allowInsecure?: boolean;
  /** A function to use instead of the runtime's `fetch`. It must respect `redirect: "manual"`. */
  fetch?: typeof globalThis.fetch;
}

/** What a signed answer must fulfil. */
export interface SignedAnswers {
  /** The key that verifies the answers. */
  key: VerificationKey;
  /** `iss` of the answer: the authorization server. */
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

// In seconds: one day. With a longer time, a revocation would mean nothing.
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
  if (!isText(clientId)) throw wrongValue("clientId", "must be a string that is not empty", clientId);
  if ((clientSecret === undefined) === (privateKeyJwt === undefined)) {
    throw invalidOptions("exactly one of the options clientSecret and privateKeyJwt is needed");
  }
  if (clientSecret !== undefined && typeof clientSecret !== "function") checkSecret(clientSecret);
  return {
    endpoint: endpointOf(endpoint, allowInsecure),
    clientId,
    clientSecret: clientSecret as IntrospectionSettings["clientSecret"],
    privateKeyJwt: privateKeyJwtIn(privateKeyJwt, clientId),
    ...readCache(rest.cache),
    // The verifier checks it.
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
  // A string that UTF-8 cannot encode would be sent as a different secret.
  if (!isText(secret)) throw wrongValue("clientSecret", "must be a string that is not empty", secret);
}

/** @throws {JwtError} `options_invalid`, `key_invalid` */
export function readPrivateKeyJwt(given: unknown, clientId: string): ClientAssertionOptions {
  const read = readOnce(given, "options.privateKeyJwt");
  if ("clientId" in read)
    throw invalidOption("privateKeyJwt.clientId", "must not be given: the option clientId says it");
  return readAssertionOptions({ ...read, clientId });
}

function privateKeyJwtIn(given: unknown, clientId: string): IntrospectionSettings["privateKeyJwt"] {
  if (given === undefined || typeof given === "function")
    return given as IntrospectionSettings["privateKeyJwt"];
  const { clientId: _, ...checked } = readPrivateKeyJwt(given, clientId);
  return checked;
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "" && !hasLoneSurrogate(value);
}

function endpointOf(value: unknown, allowInsecure: boolean): URL {
  const Url = needed("URL");
  let url: URL;
  try {
    if (typeof value !== "string" && tagOf(value) !== "URL") {
      throw wrongOption("endpoint", "must be a string or a URL", value);
    }
    url = new Url(value as string | URL);
  } catch (error) {
    // No `cause`: the runtime's error quotes the text, whose query may hold a credential.
    throw typeof value === "string" ? invalidOption("endpoint", "cannot be read as a URL") : error;
  }
  const error = urlError(url, allowInsecure);
  if (error !== undefined) throw invalidOption("endpoint", error);
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
  throw wrongOption(`cache.${name}`, `must be a number from ${least} to ${most}`, value);
}

function readSigned(given: unknown): SignedAnswers {
  const { key, issuer, audience } = namedOptions(given, "options.signed", ["key", "issuer", "audience"]);
  heldBy(key);
  if (!isText(issuer)) throw wrongValue("signed.issuer", "must be a string that is not empty", issuer);
  return { key, issuer, ...(audience === undefined ? {} : { audience }) } as SignedAnswers;
}
