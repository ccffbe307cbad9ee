import { codeOf } from "../error.js";
import { tagOf } from "../kind.js";
import type { JwtErrorCode } from "../names.js";
import type { JwtClaims, VerificationKey, Verified, Verifier, VerifierOptions } from "../types.js";
import { VerifiedTokens } from "../verifier/cache.js";
import { checkOptions } from "../verifier/kept.js";
import { readOptions } from "../verifier/options.js";
import { createVerifier } from "../verifier.js";
import { credentialsOf } from "./bearer.js";
import { realmOf } from "./challenge.js";
import { type Identity, IdentityHeaders } from "./identity.js";
import { type GateContext, LazyVerifier } from "./lazy.js";
import type { GuardSettings } from "./options.js";
import { answer, type Rejection, rejectionOf, told } from "./rejection.js";
import { checkSession, isRevokedIn } from "./revocation.js";
import { missingScopes } from "./scope.js";

const CLAIM_CODES: ReadonlySet<JwtErrorCode> = new Set(["claim_missing", "claim_invalid"]);

/** A request that may go on, as it is to go on. */
export interface Passed<P> {
  readonly request: Request;
  readonly verified: Verified<P>;
}

/** Decides on requests, whatever stands behind: the gate and the middleware refuse the same ones with the same words. */
export class Guard<P, Env> {
  readonly #settings: GuardSettings<P, Env>;
  readonly #identity: IdentityHeaders;
  readonly #verifier: LazyVerifier<P, Env>;

  /** @throws {JwtError} `options_invalid`, `key_invalid` */
  constructor(settings: GuardSettings<P, Env>) {
    const { key, keyFromEnv, forwardClaims, verify } = settings;
    this.#settings = settings;
    this.#identity = new IdentityHeaders(forwardClaims);
    const make = (from: VerificationKey): Verifier<P> =>
      createVerifier<P>({ ...verify, key: from } as VerifierOptions);
    if (key !== undefined) {
      const verifier = make(key);
      this.#verifier = new LazyVerifier(
        () => key,
        () => verifier,
      );
    } else {
      checkOptions(readOptions(verify, VerifiedTokens));
      this.#verifier = new LazyVerifier(keyFromEnv as NonNullable<typeof keyFromEnv>, make);
    }
  }

  /** The request as it may go on, or the answer that refuses it. */
  async decide(request: Request, env: Env, context: GateContext | undefined): Promise<Passed<P> | Response> {
    const outcome = await this.#authenticate(request, env, context);
    return "status" in outcome ? this.#reject(outcome, request) : outcome;
  }

  /** The request as it goes on without a token: what a client says of itself is taken out all the same. */
  unguarded(request: Request, env: Env, context: GateContext | undefined): Request {
    this.#prefetch(env, context);
    return this.#identity.put(request, undefined);
  }

  #prefetch(env: Env, context: GateContext | undefined): void {
    if (this.#settings.prefetch) this.#verifier.prefetch(env, context);
  }

  async #authenticate(
    request: Request,
    env: Env,
    context: GateContext | undefined,
  ): Promise<Passed<P> | Rejection> {
    let verifier: Verifier<P>;
    try {
      verifier = await this.#verifier.get(env);
    } catch (error) {
      const rejection = rejectionOf(error);
      // It can only be an error of the key's maker, whatever its code says of tokens.
      return rejection.status === 401 ? { ...rejection, status: 500 } : rejection;
    }
    const credentials = credentialsOf(request, this.#settings.tokenFrom);
    if (typeof credentials === "string") {
      this.#prefetch(env, context);
      return credentials === "absent"
        ? { status: 401, code: "token_missing", detail: "there is no token" }
        : { status: 400, code: "invalid_request", detail: "there is not exactly one well-formed token" };
    }
    try {
      const verified = await verifier.verify(credentials.token);
      const identity = { token: credentials.token, claims: verified.payload as JwtClaims };
      const passed = await this.#parsed(verified);
      const rejection = await this.#rejectionOf(passed, identity, env);
      if (rejection !== undefined) return rejection;
      return { request: this.#identity.put(request, identity), verified: passed };
    } catch (error) {
      return rejectionOf(error);
    }
  }

  /** Here and not in the verifier: what the gate itself asks is asked of the claims as they are in the token. */
  async #parsed(verified: Verified<P>): Promise<Verified<P>> {
    const { schema } = this.#settings;
    return schema ? ({ ...verified, ...(await schema(verified.payload)) } as Verified<P>) : verified;
  }

  /** Why a token that is good by itself does not do. */
  async #rejectionOf({ payload }: Verified<P>, identity: Identity, env: Env): Promise<Rejection | undefined> {
    const { scopes, revocation } = this.#settings;
    const missing = missingScopes(scopes, identity.claims);
    if (missing.length > 0) {
      const detail = `the token lacks ${missing.join(" ")}`;
      return { status: 403, code: "insufficient_scope", detail, scope: scopes.join(" ") };
    }
    if (revocation === undefined) return undefined;
    checkSession(identity);
    try {
      const isRevoked = await isRevokedIn(revocation, payload, env);
      return isRevoked ? { status: 401, code: "revoked", detail: "the token was revoked" } : undefined;
    } catch (error) {
      // A token that does not say which one it is can be looked up in no store: that is its own fault.
      const code = codeOf(error);
      if (code !== undefined && CLAIM_CODES.has(code)) return rejectionOf(error);
      return { status: 503, code: "revocation_unavailable", detail: told(error), error };
    }
  }

  async #reject(rejection: Rejection, request: Request): Promise<Response> {
    const { onReject, tokenFrom: from, realm = realmOf(request), debug } = this.#settings;
    if (rejection.status >= 500) console.error(`jwt-wasm gate: ${rejection.code}: ${rejection.detail}`);
    try {
      const own: unknown = await onReject?.(rejection, request);
      // What logs often gives something else, as the new length of a list.
      if (isResponse(own)) return own;
    } catch (error) {
      console.error(`jwt-wasm gate: onReject failed: ${told(error)}`);
    }
    return answer(rejection, { from, realm, debug });
  }
}

/** One of another realm is no `instanceof`. */
function isResponse(given: unknown): given is Response {
  return tagOf(given) === "Response";
}
