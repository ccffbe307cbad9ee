/// <reference lib="esnext.disposable" preserve="true" />

import { cloneJson } from "../clone-json.js";
import { payloadTextOf } from "../decode.js";
import { invalidOptions, JwtError } from "../error.js";
import { type JsonMember, memberOf, memberOfText, membersOf } from "../json-members.js";
import type { Key, PrivateKey } from "../key.js";
import { handleOf, ringIn } from "../keys/handle.js";
import { jwk } from "../keys/jwk.js";
import { generateSecret } from "../keys/secret.js";
import { MAX_TOKEN_LENGTH } from "../names.js";
import { invalidOption, wrongArgument } from "../read-options.js";
import { CLOCK_SKEW } from "../remote/clock.js";
import { within } from "../remote/deadline.js";
import { signText } from "../sign.js";
import { STORE_TIMEOUT } from "../store-timeout.js";
import type { JsonObject, JwtClaims, SigningKey, SignOptions, Verifier, VerifierOptions } from "../types.js";
import { createVerifier } from "../verifier.js";
import { METADATA_MAX_AGE, metadataOf } from "./metadata.js";
import type { TokenIssuerOptions } from "./options.js";
import { extraClaims, type IssuerSettings, isOwn, readIssuerOptions } from "./options.js";
import { type DocumentRequest, publishedResponse } from "./published.js";
import { familyOf, nameIn, outcomeIn, withStore } from "./store.js";
import { subjectIn } from "./subject.js";

/** An access token and a refresh token, for the client. */
export interface TokenPair {
  /** The access token, which the client sends to the API as `Authorization: Bearer`. */
  readonly access: string;
  /** The refresh token, which the client exchanges once for the next pair. */
  readonly refresh: string;
  /** Lifetime of the access token in seconds: `expires_in` (RFC 6749 §5.1). */
  readonly expiresIn: number;
}

/** Issues pairs of tokens and exchanges refresh tokens (RFC 6749 §1.5), each of them once (RFC 9700 §4.14.2). */
export interface TokenIssuer {
  /**
   * Issues the first pair of a family, after a login.
   * @throws {JwtError} `options_invalid` for a subject or claims that cannot be in a token, or that make a token longer
   *   than `verify` accepts; `key_invalid` if the key was freed
   */
  issue(subject: string, claims?: JsonObject): Promise<TokenPair>;
  /**
   * Exchanges a refresh token for a new pair with the same subject and claims, each spelled as in the token. A second
   * use of a token shows that it was stolen, so the whole family is revoked, including its access tokens. There is no
   * grace period.
   * @throws {JwtError} `revoked`, with the reason `reused` for a second use; `revocation_unavailable` if the store
   *   fails or does not answer within 5 seconds; as `verify` for a token that is not a valid refresh token
   */
  refresh(token: string): Promise<TokenPair>;
  /**
   * Revokes the family of an access or refresh token: a logout.
   * @throws {JwtError} `revocation_unavailable` as {@link refresh}; as `verify` for a token that is not valid
   */
  revoke(token: string): Promise<void>;
  /**
   * Answers a request for the issuer's metadata (RFC 8414 §3.2, OpenID Connect Discovery 1.0 §4.2), at
   * `/.well-known/oauth-authorization-server` and `/.well-known/openid-configuration`. It answers `GET`, `HEAD` and
   * `OPTIONS`, with an entity tag. Clients may keep the answer for an hour.
   * @throws {JwtError} `options_invalid` if the option `metadata` was not given
   */
  metadataResponse(request?: DocumentRequest): Response;
  /** Frees the issuer, but not `key`, which is the caller's. Using the issuer afterwards is `options_invalid`. */
  free(): void;
  /** As {@link free}, for `using`. */
  [Symbol.dispose](): void;
}

/**
 * Makes an issuer of access and refresh tokens. Their claims are those of Django REST framework SimpleJWT, so each of
 * the two verifies the other's tokens.
 * @throws {JwtError} `options_invalid`, `key_invalid`
 * @example
 * ```ts
 * const issuer = createTokenIssuer({ key: secretKey(secret, "HS256") });
 * const login = await issuer.issue("user-42", { roles: ["admin"] });
 * const next = await issuer.refresh(login.refresh);
 * await issuer.revoke(next.refresh);
 * ```
 */
export function createTokenIssuer(options: TokenIssuerOptions): TokenIssuer {
  return new Issuer(readIssuerOptions(options));
}

class Issuer implements TokenIssuer {
  readonly #settings: IssuerSettings;
  /** The public half of the caller's key, which is freed with the issuer. */
  readonly #publicHalf: Key | undefined;
  readonly #refreshTokens: Verifier;
  readonly #allTokens: Verifier;
  #isFreed = false;
  declare [Symbol.dispose]: () => void;

  constructor(settings: IssuerSettings) {
    this.#settings = settings;
    const { key, verifyKey, issuer, audience, subjectClaim } = settings;
    this.#publicHalf = verifyKey === undefined && isPrivateKey(key) ? publicHalf(key) : undefined;
    const demands: VerifierOptions = {
      key: verifyKey === undefined ? (this.#publicHalf ?? key) : verifyKey,
      requiredClaims: ["jti", "token_type", subjectClaim],
      ...(issuer === undefined ? {} : { issuer }),
      ...(audience === undefined ? {} : { audience }),
    };
    this.#allTokens = createVerifier(demands);
    this.#refreshTokens = createVerifier({ ...demands, claims: { token_type: "refresh" } });
  }

  async issue(subject: string, claims: JsonObject = {}): Promise<TokenPair> {
    if (this.#isFreed) throw invalidOptions("the issuer was freed");
    const { claims: common, subjectClaim } = this.#settings;
    if (typeof subject !== "string" || subject === "") {
      throw wrongArgument("the subject must be a string that is not empty", subject);
    }
    cloneJson(subject, "the subject", invalidOptions);
    const extra = extraClaims(claims, "claims", subjectClaim);
    const names = namesOf(common);
    const twice = extra.find(({ name }) => names.has(name))?.name;
    if (twice !== undefined) throw invalidOptions(`claims.${twice} is already set by the option claims`);
    const ids = newIds();
    const own = [memberOf(subjectClaim, subject), memberOf("sid", ids.refresh)];
    return this.#pair([...common, ...extra, ...own], ids);
  }

  async refresh(token: string): Promise<TokenPair> {
    const { claims: common, subjectClaim, store } = this.#settings;
    const { payload } = await this.#refreshTokens.verify(token);
    const jti = nameIn("jti", payload.jti);
    const family = familyOf(payload);
    // The members' own texts, so that the new token spells each claim exactly as the old one.
    const members = membersOf(payloadTextOf(token));
    const replaced = namesOf(common);
    const carried = members.filter(({ name }) => !isOwn(name, subjectClaim) && !replaced.has(name));
    const own = [memberOfText(subjectClaim, subjectIn(members, subjectClaim)), memberOf("sid", family)];
    const ids = newIds();
    // Signed before the token is used up, so that the client can try again if signing fails.
    const pair = await this.#pair([...carried, ...common, ...own], ids);
    const { refreshTtl } = this.#settings;
    const rotation = { family, jti, next: ids.refresh, expiresAt: forgettable(payload, refreshTtl) };
    const outcome = await inTime(async () => outcomeIn(await store.rotate(rotation)));
    if (outcome === "rotated") return pair;
    if (outcome === "revoked") {
      throw new JwtError("the token's family was revoked", { code: "revoked" });
    }
    await inTime(() => store.revoke(family, this.#endOfRevocation(payload)));
    const facts = { code: "revoked", reason: "reused" } as const;
    throw new JwtError("the refresh token was used before, so its family is revoked", facts);
  }

  async revoke(token: string): Promise<void> {
    const { payload } = await this.#allTokens.verify(token);
    const { token_type: kind } = payload;
    if (kind !== "access" && kind !== "refresh") {
      const facts = { code: "claim_mismatch", claim: "token_type", expected: ["access", "refresh"] } as const;
      throw new JwtError("the token is neither an access token nor a refresh token", {
        ...facts,
        actual: kind,
      });
    }
    const family = familyOf(payload);
    await inTime(() => this.#settings.store.revoke(family, this.#endOfRevocation(payload)));
  }

  metadataResponse(request?: DocumentRequest): Response {
    if (this.#isFreed) throw invalidOptions("the issuer was freed");
    const { issuer = "", metadata, key } = this.#settings;
    if (metadata === undefined) throw invalidOption("metadata", "is missing; give the issuer's addresses");
    const algorithms = ringIn(key)?.algorithms() ?? (isPrivateKey(key) ? key.algorithms : []);
    const json = JSON.stringify(metadataOf(issuer, metadata, [...new Set(algorithms)]));
    return publishedResponse({ json, type: "application/json", maxAge: METADATA_MAX_AGE }, request);
  }

  free(): void {
    this.#isFreed = true;
    this.#allTokens.free();
    this.#refreshTokens.free();
    this.#publicHalf?.free();
  }

  async #pair(claims: readonly JsonMember[], ids: Ids): Promise<TokenPair> {
    const { accessTtl, refreshTtl, key: given } = this.#settings;
    const key = ringIn(given)?.signingKey() ?? (given as SigningKey);
    const now = Date.now() / 1000;
    const [access, refresh] = await Promise.all([
      this.#sign("access", claims, { key, expiresIn: accessTtl, jwtId: ids.access, now }),
      this.#sign("refresh", claims, { key, expiresIn: refreshTtl, jwtId: ids.refresh, now }),
    ]);
    // A token that `verify` would refuse for its length is not issued.
    const length = Math.max(access.length, refresh.length);
    if (length > MAX_TOKEN_LENGTH) {
      throw invalidOptions(
        `the claims make a token of ${length} characters, but the limit is ${MAX_TOKEN_LENGTH}`,
      );
    }
    return { access, refresh, expiresIn: accessTtl };
  }

  #sign(
    kind: "access" | "refresh",
    claims: readonly JsonMember[],
    { key, ...options }: SignOptions & { key: SigningKey },
  ): Promise<string> {
    const { issuer, audience } = this.#settings;
    const all = [
      memberOf("token_type", kind),
      ...claims,
      ...(issuer === undefined ? [] : [memberOf("iss", issuer)]),
      ...(audience === undefined ? [] : [memberOf("aud", audience)]),
    ];
    return signText(`{${all.map(({ text }) => text).join(",")}}`, key, options);
  }

  /**
   * The time until which a revocation is kept. The given token may be an access token, which does not say how long the
   * refresh token lives.
   */
  #endOfRevocation(payload: JwtClaims): number {
    return forgettable(payload, this.#settings.maxRefreshTtl);
  }
}

function namesOf(members: readonly JsonMember[]): ReadonlySet<string> {
  return new Set(members.map(({ name }) => name));
}

// 63 years in seconds, which fit into 31 bits. Stores refuse much longer times, which `exp` can have.
const LONGEST_KEPT = 2_000_000_000;

/** The time from which neither this token nor any token that was made before now can be valid, by any clock. */
function forgettable({ exp = 0 }: JwtClaims, lifetime: number): number {
  const now = Date.now() / 1000;
  return Math.min(Math.max(now + lifetime, exp), now + LONGEST_KEPT) + CLOCK_SKEW;
}

// Older runtimes have no `Symbol.dispose`.
if (Symbol.dispose) {
  Object.defineProperty(Issuer.prototype, Symbol.dispose, { value: Issuer.prototype.free });
}

/** Asks the store. A store that takes too long counts as one that fails. */
function inTime<T>(ask: () => Promise<T>): Promise<T> {
  return withStore(() => within([], async () => ask(), STORE_TIMEOUT));
}

/**
 * Whether it is a private key, and neither a secret nor a key ring. Its public half verifies, and its algorithm is
 * published.
 */
function isPrivateKey(key: IssuerSettings["key"]): key is PrivateKey {
  return ringIn(key) === undefined && handleOf(key).role === "private";
}

interface Ids {
  readonly access: string;
  readonly refresh: string;
}

/** Two ids of 128 random bits each, as 32 hexadecimal digits. */
function newIds(): Ids {
  const digits = Array.from(generateSecret("HS256"), (byte) => byte.toString(16).padStart(2, "0")).join("");
  return { access: digits.slice(0, 32), refresh: digits.slice(32) };
}

function publicHalf(key: Key): Key {
  try {
    return jwk(key.toPublicJwk());
  } catch (cause) {
    const facts = { code: "key_invalid", reason: "public_half_missing" } as const;
    throw new JwtError("the key's public half is not available here; give the option verifyKey", facts, {
      cause,
    });
  }
}
