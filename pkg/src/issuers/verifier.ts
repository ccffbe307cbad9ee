/// <reference lib="esnext.disposable" preserve="true" />
import { disposable } from "../core/handles.js";
import { headerOf, payloadOf } from "../decode.js";
import { isJwtError, JwtError } from "../error.js";
import type { TokenForm } from "../jws-options.js";
import { isSource } from "../keys/handle.js";
import { type CheckName, type JwtErrorCode, MAX_TOKEN_LENGTH } from "../names.js";
import { now } from "../remote/clock.js";
import type { Report, Verified, Verifier } from "../types.js";
import { LocalVerifier } from "../verifier/at-hand.js";
import type { VerifiedTokens } from "../verifier/cache.js";
import { explainKeyless } from "../verifier/explain.js";
import { checkLive, checkOptions } from "../verifier/kept.js";
import type { ReadOptions } from "../verifier/options.js";
import {
  audienceFor,
  type ChoosingClaims,
  commonAlgorithms,
  demandsOf,
  type Policy,
  policyOf,
} from "./demands.js";
import type { FoundKeys, Issuer } from "./issuer.js";
import {
  chosenBy,
  invalidIssuer,
  missingIssuer,
  noAlgorithm,
  unknownIssuer,
  withoutKeys,
} from "./refusal.js";
import { type Owners, SharedTokens } from "./tokens.js";

/** Where issuers are looked up. */
export interface Issuers {
  /** The issuer of this name, `undefined` if it is not trusted, or `"unknown"` if only {@link find} knows. */
  atHand(name: string): Issuer | undefined | "unknown";
  /** @throws {JwtError} `jwks_unavailable`, `options_invalid` */
  find(name: string): Promise<Issuer | undefined>;
}

/** The verifiers of one issuer. They are made again when `found` changes. */
interface OfIssuer<P> {
  readonly issuer: Issuer;
  readonly found: FoundKeys;
  /** By the audience that they check: the caller's or the entry's. */
  readonly verifiers: Map<Policy["audience"], Verifier<P>>;
}

/** The issuer, the keys and the verifier that a token's `iss` has chosen. */
interface Chosen<P> {
  readonly issuer: Issuer;
  readonly found: FoundKeys;
  readonly verifier: Verifier<P>;
}

/** Verifies each token with a verifier of its issuer. */
export class IssuersVerifier<P> implements Verifier<P> {
  readonly #issuers: Issuers;
  readonly #options: ReadOptions;
  /** The cache that the verifiers of all issuers share, if the caller asked for one. */
  readonly #kept: VerifiedTokens | undefined;
  readonly #policy: Policy;
  readonly #form: TokenForm;
  readonly #most: number;
  // By name, so that a new answer of the caller's function replaces the old one. The oldest comes first.
  readonly #byName = new Map<string, OfIssuer<P>>();
  #isFreed = false;
  declare [Symbol.dispose]: () => void;

  /** @param most for how many issuers verifiers are kept */
  constructor(issuers: Issuers, options: ReadOptions, most: number) {
    checkOptions(options);
    this.#policy = policyOf(options);
    this.#form = {
      limit: options.limit ?? MAX_TOKEN_LENGTH,
      isPadded: this.#policy.allowPadding === true,
      isTraced: options.stackTraces,
    };
    this.#issuers = issuers;
    this.#most = most;
    this.#kept = options.newTokens?.();
    this.#options = sharing(options, this.#kept);
  }

  async verify(token: string): Promise<Verified<P>> {
    const chosen = await this.#choose(token);
    return this.#checked(chosen, await chosen.verifier.verify(token));
  }

  verifySync(token: string): Verified<P> {
    const chosen = this.#chooseAtHand(token);
    return this.#checked(chosen, chosen.verifier.verifySync(token));
  }

  async explain(token: string): Promise<Report> {
    let chosen: Chosen<P>;
    try {
      chosen = await this.#choose(token);
    } catch (thrown) {
      return this.#refusal(token, thrown);
    }
    return chosenBy(await chosen.verifier.explain(token), chosen.issuer.keys.told);
  }

  explainSync(token: string): Report {
    let chosen: Chosen<P>;
    try {
      chosen = this.#chooseAtHand(token);
    } catch (thrown) {
      return this.#refusal(token, thrown);
    }
    return chosenBy(chosen.verifier.explainSync(token), chosen.issuer.keys.told);
  }

  free(): void {
    this.#isFreed = true;
    for (const { verifiers } of this.#byName.values()) {
      for (const verifier of verifiers.values()) verifier.free();
    }
    this.#byName.clear();
  }

  /** The claims that choose the keys. The core reads them, so that they are the same claims that it verifies later. */
  #read(token: string): ChoosingClaims {
    checkLive({ isFreed: this.#isFreed });
    // A cached token need not be read again to choose its verifier, which then decides whether the token still passes.
    // With a schema it must be read, because the schema's output need not have `iss`.
    const kept = this.#options.schema ? undefined : this.#kept?.get(token, this.#options.now ?? now());
    const payload = kept?.payload;
    const claims = (payload ?? payloadOf(token, this.#form)) as Readonly<Record<string, unknown>>;
    const said = (name: string): unknown => (Object.hasOwn(claims, name) ? claims[name] : undefined);
    const iss = said("iss");
    const { isTraced } = this.#form;
    if (iss === undefined) throw missingIssuer(isTraced);
    if (typeof iss !== "string") throw invalidIssuer(iss, isTraced);
    return { iss, aud: said("aud"), azp: said("azp") };
  }

  async #choose(token: string): Promise<Chosen<P>> {
    const said = this.#read(token);
    const issuer = await this.#find(said.iss);
    const found = issuer.keys.atHand() ?? (await issuer.keys.find());
    return { issuer, found, verifier: this.#verifierFor(issuer, found, said, token) };
  }

  /** As {@link IssuersVerifier.#choose}, without a promise. */
  #chooseAtHand(token: string): Chosen<P> {
    const said = this.#read(token);
    const { issuer, found } = this.#atHand(said.iss);
    return { issuer, found, verifier: this.#verifierFor(issuer, found, said, token) };
  }

  async #find(name: string): Promise<Issuer> {
    const known = this.#issuers.atHand(name);
    const issuer = known === "unknown" ? await this.#issuers.find(name) : known;
    if (issuer === undefined) throw unknownIssuer(name, this.#form.isTraced);
    return issuer;
  }

  #atHand(name: string): { readonly issuer: Issuer; readonly found: FoundKeys } {
    const issuer = this.#issuers.atHand(name);
    if (issuer === undefined) throw unknownIssuer(name, this.#form.isTraced);
    const found = issuer === "unknown" ? undefined : issuer.keys.atHand();
    if (issuer !== "unknown" && found) return { issuer, found };
    const message =
      "the issuer's keys are not loaded, or no longer fresh: await the function without Sync, or call prefetch first";
    throw new JwtError(message, { code: "sync_unavailable" });
  }

  #verifierFor(issuer: Issuer, found: FoundKeys, said: ChoosingClaims, token: string): Verifier<P> {
    checkLive({ isFreed: this.#isFreed });
    const kept = this.#ofIssuer(issuer, found);
    const audience = audienceFor(this.#policy, issuer, said);
    const known = kept?.verifiers.get(audience);
    if (known !== undefined) return known;
    const algorithms = commonAlgorithms(this.#policy, issuer, found);
    if (algorithms?.length === 0) throw noAlgorithm(headerOf(token, this.#form).alg, this.#form.isTraced);
    const policy = demandsOf(this.#policy, issuer, algorithms, audience);
    const options = {
      ...this.#options,
      // These are for all issuers together, and the policy has what is left of them.
      algorithms: undefined,
      policy,
      about: { issuer: issuer.name },
      ...(kept ? {} : { newTokens: undefined }),
    };
    const { held } = found;
    const verifier = isSource(held) ? held.verifier<P>(options) : new LocalVerifier<P>(held, options);
    kept?.verifiers.set(audience, verifier);
    return verifier;
  }

  /** The issuer's verifiers, or `undefined` if nothing may be kept before a token has passed. */
  #ofIssuer(issuer: Issuer, found: FoundKeys): OfIssuer<P> | undefined {
    const known = this.#of(issuer);
    if (known?.found === found) return known;
    return known === undefined && issuer.proven ? undefined : this.#keep(issuer, found);
  }

  #of(issuer: Issuer): OfIssuer<P> | undefined {
    const known = this.#byName.get(issuer.name);
    return known?.issuer === issuer ? known : undefined;
  }

  #keep(issuer: Issuer, found: FoundKeys): OfIssuer<P> {
    this.#byName.delete(issuer.name);
    if (this.#byName.size >= this.#most) {
      // Not freed, because a verification may still use it. The garbage collector frees it.
      const { value: oldest } = this.#byName.keys().next();
      if (oldest !== undefined) this.#byName.delete(oldest);
    }
    const made: OfIssuer<P> = { issuer, found, verifiers: new Map() };
    this.#byName.set(issuer.name, made);
    return made;
  }

  #checked({ issuer, found }: Chosen<P>, verified: Verified<P>): Verified<P> {
    const { proven } = issuer;
    if (proven && !this.#of(issuer) && !this.#isFreed) {
      proven();
      this.#keep(issuer, found);
    }
    return verified;
  }

  /** The report of a token for which no key could be chosen. */
  #refusal(token: string, thrown: unknown): Report {
    const check = isJwtError(thrown) ? CHECK_OF[thrown.code] : undefined;
    if (!isJwtError(thrown) || check === undefined) throw thrown;
    const name = thrown.part === "header" || thrown.part === "payload" ? thrown.part : check;
    return withoutKeys(explainKeyless(this.#options, token), name, thrown);
  }
}

/**
 * The check that fails if no key can be chosen, by the error's code. Errors with other codes are not about the token,
 * and are thrown.
 */
const CHECK_OF: { readonly [code in JwtErrorCode]?: CheckName } = {
  malformed: "form",
  too_large: "form",
  encrypted: "form",
  issuer_unknown: "iss",
  claim_missing: "iss",
  claim_invalid: "iss",
  algorithm_not_allowed: "algorithm",
};

disposable(IssuersVerifier);

/** Options whose verifiers share one cache, because the caller's size is for all issuers together. */
function sharing(options: ReadOptions, all: VerifiedTokens | undefined): ReadOptions {
  if (all === undefined) return options;
  const owners: Owners = new WeakMap();
  return { ...options, newTokens: () => new SharedTokens(all, owners) };
}
