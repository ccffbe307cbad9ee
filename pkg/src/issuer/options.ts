import { cloneJson } from "../clone-json.js";
import { invalidOptions, JwtError } from "../error.js";
import { type JsonMember, memberOf } from "../json-members.js";
import { handleOf, ringIn } from "../keys/handle.js";
import { isPlainObject } from "../kind.js";
import { invalidOption, namedOptions, orUnreadable, wrongOption, wrongValue } from "../read-options.js";
import type { JsonObject, SigningKey, VerificationKey } from "../types.js";
import { type IssuerMetadata, readIssuerMetadata } from "./metadata.js";
import type { KeyRing } from "./ring/ring.js";
import type { RevocationStore } from "./store.js";
import { memoryStore } from "./stores/memory.js";

/** The options of `createTokenIssuer`. Every option is checked. */
export interface TokenIssuerOptions {
  /**
   * A secret or a private key, which signs both tokens, or a key ring, whose current key signs them. The ring's
   * `retireAfter` must be at least `refreshTtl`.
   */
  key: SigningKey | KeyRing;
  /**
   * The key that verifies refresh tokens, if `key` is being replaced: a set that holds the public half of the old key
   * as well. Default: `key` or its public half; for a key ring, every key that it publishes.
   */
  verifyKey?: VerificationKey;
  /** Lifetime of access tokens in whole seconds. Default 300. */
  accessTtl?: number;
  /** Lifetime of each refresh token in whole seconds, from when it is issued. Default 86400. */
  refreshTtl?: number;
  /**
   * The longest lifetime, in whole seconds, of any refresh token that these users may still have, such as one of an
   * older `refreshTtl` or of other software. A revocation is kept for this long, so that a logout by an access token
   * outlasts the refresh token. Default 7776000 (90 days), or `refreshTtl` if that is longer.
   */
  maxRefreshTtl?: number;
  /** `iss` of both tokens. Tokens that come back must have it. */
  issuer?: string;
  /** `aud` of both tokens. Tokens that come back must have one of its values. */
  audience?: string | readonly string[];
  /** More claims for both tokens. */
  claims?: JsonObject;
  /** The metadata that {@link TokenIssuer.metadataResponse} publishes in addition to `issuer`. */
  metadata?: IssuerMetadata;
  /** The claim that holds the subject. Default `"sub"`; SimpleJWT uses `"user_id"`. */
  subjectClaim?: string;
  /** The store that remembers used and revoked tokens. Default: `memoryStore()`, which is for one process. */
  store?: RevocationStore;
}

const NAMES = [
  "key",
  "verifyKey",
  "accessTtl",
  "refreshTtl",
  "maxRefreshTtl",
  "issuer",
  "audience",
  "claims",
  "metadata",
  "subjectClaim",
  "store",
] as const satisfies (keyof TokenIssuerOptions)[];

/** The claims that the issuer sets itself. */
const OWN_CLAIMS = ["iss", "aud", "exp", "nbf", "iat", "jti", "sid", "token_type"];

/** The options after their checks. */
export interface IssuerSettings {
  readonly key: SigningKey | KeyRing;
  readonly verifyKey: VerificationKey | undefined;
  /** The published members of the metadata. */
  readonly metadata: Readonly<Record<string, unknown>> | undefined;
  readonly accessTtl: number;
  readonly refreshTtl: number;
  readonly maxRefreshTtl: number;
  readonly issuer: string | undefined;
  readonly audience: string | string[] | undefined;
  readonly claims: readonly JsonMember[];
  readonly subjectClaim: string;
  readonly store: RevocationStore;
}

/** @throws {JwtError} `options_invalid`, `key_invalid` */
export function readIssuerOptions(options: unknown): IssuerSettings {
  const read = namedOptions(options, "options", NAMES);
  return orUnreadable("options", () => check(read));
}

type Read = { readonly [name in keyof TokenIssuerOptions]?: unknown };

function check(read: Read): IssuerSettings {
  const { subjectClaim = "sub", issuer, claims = {}, store = memoryStore() } = read;
  if (typeof subjectClaim !== "string" || OWN_CLAIMS.includes(subjectClaim) || subjectClaim === "") {
    throw wrongValue(
      "subjectClaim",
      "must be the name of a claim that is not the issuer's own",
      subjectClaim,
    );
  }
  if (issuer !== undefined && typeof issuer !== "string")
    throw wrongOption("issuer", "must be a string", issuer);
  const accessTtl = ttl(read, "accessTtl", 300);
  const refreshTtl = ttl(read, "refreshTtl", 86_400);
  if (refreshTtl < accessTtl) throw invalidOption("refreshTtl", "must not be below accessTtl");
  const maxRefreshTtl = ttl(read, "maxRefreshTtl", Math.max(LONGEST_REFRESH, refreshTtl));
  if (maxRefreshTtl < refreshTtl) {
    throw invalidOption("maxRefreshTtl", "must not be below refreshTtl");
  }
  const { key, verifyKey, metadata } = read;
  const ring = ringIn(key);
  if (ring !== undefined && ring.retireAfter < refreshTtl) {
    throw invalidOptions("the key ring's retireAfter must be at least the option refreshTtl");
  }
  return {
    key: ring === undefined ? signingKey(key) : (key as KeyRing),
    verifyKey: verifyKey as VerificationKey | undefined,
    accessTtl,
    refreshTtl,
    maxRefreshTtl,
    issuer,
    audience: audienceOf(read.audience),
    claims: extraClaims(claims, "options.claims", subjectClaim),
    metadata: metadata === undefined ? undefined : readIssuerMetadata(metadata, issuer),
    subjectClaim,
    store: storeOf(store),
  };
}

/** Checks the key when the issuer is made, and not only at the first token. */
function signingKey(key: unknown): SigningKey {
  const { role } = handleOf(key);
  if (role !== "secret" && role !== "private") {
    throw new JwtError("the key must be a secret or a private key, to sign with", {
      code: "key_invalid",
      reason: "public_key",
    });
  }
  return key as SigningKey;
}

// Ten years. A longer time is a mistake, such as milliseconds.
const LONGEST = 315_360_000;

// 90 days, which is longer than most sites keep a user logged in.
const LONGEST_REFRESH = 7_776_000;

function ttl(read: Read, name: "accessTtl" | "refreshTtl" | "maxRefreshTtl", otherwise: number): number {
  const { [name]: seconds = otherwise } = read;
  if (!Number.isInteger(seconds) || (seconds as number) < 1 || (seconds as number) > LONGEST) {
    throw wrongOption(name, `must be a whole number of seconds from 1 to ${LONGEST}`, seconds);
  }
  return seconds as number;
}

function audienceOf(given: unknown): string | string[] | undefined {
  if (given === undefined || typeof given === "string") return given;
  const wanted = "must be a string or a list of strings that is not empty";
  if (!Array.isArray(given) || given.length === 0) throw wrongOption("audience", wanted, given);
  return given.map((item: unknown, index) => {
    if (typeof item !== "string") throw wrongOption(`audience[${index}]`, "must be a string", item);
    return item;
  });
}

/**
 * The caller's claims, which must be JSON.
 * @throws {JwtError} `options_invalid`, also for claims that the issuer sets itself
 */
export function extraClaims(given: unknown, place: string, subjectClaim: string): JsonMember[] {
  const read = cloneJson(given, place, invalidOptions);
  if (!isPlainObject(read)) throw wrongOption(place, "must be a plain object", read);
  const own = Object.keys(read).find((name) => isOwn(name, subjectClaim));
  if (own !== undefined) throw invalidOption(`${place}.${own}`, "is for the issuer to set");
  return Object.entries(read).map(([name, value]) => memberOf(name, value));
}

export function isOwn(name: string, subjectClaim: string): boolean {
  return name === subjectClaim || OWN_CLAIMS.includes(name);
}

function storeOf(store: unknown): RevocationStore {
  const { rotate, revoke, isRevoked } = Object(store) as Record<string, unknown>;
  for (const member of [rotate, revoke, isRevoked]) {
    if (typeof member !== "function") {
      throw wrongOption("store", "must have the functions rotate, revoke and isRevoked", store);
    }
  }
  return store as RevocationStore;
}
