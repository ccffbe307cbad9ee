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
import { wrongOption } from "../read-options.js";
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

/** What a login and each refresh give to the client. */
export interface TokenPair {
  /** For the API, as `Authorization: Bearer`. */
  readonly access: string;
  /** For the next pair; good for one use. */
  readonly refresh: string;
  /** For how long the access token is good, in seconds: `expires_in` (RFC 6749 §5.1). */
  readonly expiresIn: number;
}

/** Makes pairs of tokens and exchanges them (RFC 6749 §1.5), each refresh token once (RFC 9700 §4.14.2). */
export interface TokenIssuer {
  /**
   * The first pair of a family, after a login.
   * @throws {JwtError} `options_invalid` for a subject or claims that cannot stand in a token, or make one that is longer
   *   than what is verified.
   */
  issue(subject: string, claims?: JsonObject): Promise<TokenPair>;
  /**
   * A new pair for a refresh token, with the same subject and claims, each spelled as in the token. A token that comes a
   * second time has been stolen from one of two, so the whole family is revoked, access tokens included. There is no time
   * of grace.
   * @throws {JwtError} `revoked`, with the reason `reused` for a second use; `revocation_unavailable` if the store fails
   *   or gives no answer within 5 seconds; as `verify` for what is not a good refresh token.
   */
  refresh(token: string): Promise<TokenPair>;
  /**
   * Revokes the family of a token, access or refresh: a logout.
   * @throws {JwtError} `revocation_unavailable` as `refresh`; as `verify` for what is not a good token.
   */
  revoke(token: string): Promise<void>;
  /**
   * The answer to a request for the issuer's metadata (RFC 8414 §3.2, OpenID Connect Discovery 1.0 §4.2), at
   * `/.well-known/oauth-authorization-server` and `/.well-known/openid-configuration`: for `GET`, `HEAD` and `OPTIONS`, with
   * an entity tag. Clients may keep it for an hour.
   * @throws {JwtError} `options_invalid` if the option `metadata` was not given
   */
  metadataResponse(request?: DocumentRequest): Response;
  /** Frees what was made for verifying; `key` stays the caller's. Using it afterwards is `options_invalid`. */
  free(): void;
  /** As {@link free}, for `using`. */
  [Symbol.dispose](): void;
}

/**
 * An issuer of access and refresh tokens, with the claims of Django REST framework SimpleJWT: each verifies the other's.
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
  /** Made here, and so freed here. */
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
      throw wrongOption("the subject must be a string, and not empty", subject);
    }
    cloneJson(subject, "the subject", invalidOptions);
    const extra = extraClaims(claims, "claims", subjectClaim);
    const names = namesOf(common);
    const twice = extra.find(({ name }) => names.has(name))?.name;
    if (twice !== undefined) throw invalidOptions(`claims.${twice} is set by options.claims already`);
    const ids = newIds();
    const own = [memberOf(subjectClaim, subject), memberOf("sid", ids.refresh)];
    return this.#pair([...common, ...extra, ...own], ids);
  }

  async refresh(token: string): Promise<TokenPair> {
    const { claims: common, subjectClaim, store } = this.#settings;
    const { payload } = await this.#refreshTokens.verify(token);
    const jti = nameIn("jti", payload.jti);
    const family = familyOf(payload);
    // Verified as it stands, it is signed as it stands.
    const members = membersOf(payloadTextOf(token));
    const replaced = namesOf(common);
    const carried = members.filter(({ name }) => !isOwn(name, subjectClaim) && !replaced.has(name));
    const own = [memberOfText(subjectClaim, subjectIn(members, subjectClaim)), memberOf("sid", family)];
    const ids = newIds();
    // Before the token is used up: should signing fail, it can be tried again.
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
      throw new JwtError("the token is neither an access nor a refresh token", { ...facts, actual: kind });
    }
    const family = familyOf(payload);
    await inTime(() => this.#settings.store.revoke(family, this.#endOfRevocation(payload)));
  }

  metadataResponse(request?: DocumentRequest): Response {
    if (this.#isFreed) throw invalidOptions("the issuer was freed");
    const { issuer = "", metadata, key } = this.#settings;
    if (metadata === undefined)
      throw invalidOptions("options.metadata is missing; give the issuer's addresses");
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
    // What would be refused when it comes back is not given out.
    const length = Math.max(access.length, refresh.length);
    if (length > MAX_TOKEN_LENGTH) {
      throw invalidOptions(
        `the claims make a token of ${length} characters, at most ${MAX_TOKEN_LENGTH} are verified`,
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

  /** The token that names the family does not say how long the family's tokens live: it may be an access token. */
  #endOfRevocation(payload: JwtClaims): number {
    return forgettable(payload, this.#settings.maxRefreshTtl);
  }
}

function namesOf(members: readonly JsonMember[]): ReadonlySet<string> {
  return new Set(members.map(({ name }) => name));
}

// 63 years in seconds, which 31 bits hold: stores refuse much longer times, and some claims are longer.
const LONGEST_KEPT = 2_000_000_000;

/** The time from which neither this token nor any other that was made before now can be good, by any clock. */
function forgettable({ exp = 0 }: JwtClaims, lifetime: number): number {
  const now = Date.now() / 1000;
  return Math.min(Math.max(now + lifetime, exp), now + LONGEST_KEPT) + CLOCK_SKEW;
}

// Older runtimes lack the symbol.
if (Symbol.dispose) {
  Object.defineProperty(Issuer.prototype, Symbol.dispose, { value: Issuer.prototype.free });
}

/** A store that hangs is one that fails. */
function inTime<T>(ask: () => Promise<T>): Promise<T> {
  return withStore(() => within({ seconds: STORE_TIMEOUT, signals: [] }, async () => ask()));
}

/** A private key that is not in a ring. A secret is not published, because nobody else verifies with it. */
function isPrivateKey(key: IssuerSettings["key"]): key is PrivateKey {
  return ringIn(key) === undefined && handleOf(key).role === "private";
}

interface Ids {
  readonly access: string;
  readonly refresh: string;
}

/** 128 random bits each, as 32 hexadecimal digits, out of one draw. */
function newIds(): Ids {
  const digits = Array.from(generateSecret("HS256"), (byte) => byte.toString(16).padStart(2, "0")).join("");
  return { access: digits.slice(0, 32), refresh: digits.slice(32) };
}

function publicHalf(key: Key): Key {
  try {
    return jwk(key.toPublicJwk());
  } catch (cause) {
    const facts = { code: "key_invalid", reason: "public_half_missing" } as const;
    throw new JwtError("the key's public half cannot be had here; give options.verifyKey", facts, { cause });
  }
}
