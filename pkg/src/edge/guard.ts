import { codeOf } from "../error.js";
import { hasOwn, tagOf } from "../kind.js";
import type { JwtErrorCode } from "../names.js";
import { invalidOption, withoutPrototype } from "../read-options.js";
import type { JwtClaims, Verified } from "../types.js";
import { readCache } from "../verifier/cache.js";
import { checkOptions } from "../verifier/kept.js";
import { readOptions } from "../verifier/options.js";
import { type Answer, answer, type RejectionAnswer } from "./answer.js";
import { bindingRejection, inTime } from "./binding.js";
import { realmOf } from "./challenge.js";
import { type Credentials, credentialsOf } from "./credentials.js";
import { begun, type Course, type Decision, tell } from "./decision.js";
import { type Demands, demandsRejection, isDemanding, joined, NO_DEMANDS } from "./demands.js";
import type { Introspected } from "./hooks.js";
import { type HeaderValues, type Identity, IdentityHeaders } from "./identity.js";
import type { Incoming } from "./incoming.js";
import { type GateContext, type GateKey, LazyReader } from "./lazy.js";
import { errorText, type Rejection, rejectionOf } from "./rejection.js";
import { checkAudience } from "./resource.js";
import { checkSession, isRevokedIn } from "./revocation.js";
import type { GuardSettings } from "./settings.js";
import { isDecryption, readerWith, type TokenReader } from "./verifying.js";
import { PROTOCOLS, withoutToken } from "./web-socket.js";

const CLAIM_CODES: ReadonlySet<JwtErrorCode> = new Set(["claim_missing", "claim_invalid"]);

/** A request that passes, with its token if it has one. */
export interface Passed<P> {
  readonly verified: Verified<P> | undefined;
  readonly identity: Identity | undefined;
  /** Headers that replace those of {@link Guard.headerNames} that the client sent. */
  readonly headers: HeaderValues;
}

/** A request that the guard decides on. */
interface Asking<Env> {
  readonly incoming: Incoming;
  readonly request: unknown;
  readonly env: Env;
  readonly context: GateContext | undefined;
  readonly demands: Demands;
  readonly course: Course;
}

const ANONYMOUS = { verified: undefined, identity: undefined, headers: [] } as const;
const MISSING = { status: 401, code: "token_missing", detail: "the request has no token" } as const;

/** Decides on requests for every framework, so that all adapters refuse the same requests with the same answers. */
export class Guard<P, Env> {
  readonly #settings: GuardSettings<P, Env>;
  readonly #identity: IdentityHeaders;
  readonly #reader: LazyReader<P, Env>;

  /** @throws {JwtError} `options_invalid`, `key_invalid` */
  constructor(settings: GuardSettings<P, Env>) {
    const { key, keyFromEnv, forwardClaims, sources, verify } = settings;
    this.#settings = settings;
    this.#identity = new IdentityHeaders(forwardClaims);
    const read = readOptions(verify, readCache);
    const make = (from: GateKey) => {
      const reader = readerWith<P>(from, read);
      if (!isDecryption(reader) && sources.some((source) => hasOwn(source, "isChunked"))) {
        throw invalidOption("tokenFrom.chunks", "needs a key made by decrypter of jwt-wasm/jwe");
      }
      return reader;
    };
    if (key !== undefined) {
      const reader = make(key);
      this.#reader = new LazyReader(
        () => key,
        () => reader,
      );
    } else {
      checkOptions(read);
      this.#reader = new LazyReader(keyFromEnv as NonNullable<typeof keyFromEnv>, make);
    }
  }

  /**
   * The headers that no client may set, in the spelling of `folded`, which stands for all names that servers read as
   * the same header.
   */
  get headerNames(): ReadonlySet<string> {
    return this.#identity.names;
  }

  /**
   * Decides whether the request passes.
   * @param demands the demands of the route, in addition to the gate's
   * @param request the framework's own request object, for the caller's functions
   */
  async decide(
    incoming: Incoming,
    env: Env,
    context: GateContext | undefined,
    demands: Demands = NO_DEMANDS,
    request: unknown = incoming,
  ): Promise<Passed<P> | Answer> {
    const course = begun();
    const own = this.own(incoming);
    if (own) {
      this.#tell("public", request, env, context, course);
      return own;
    }
    const outcome = await this.#authenticate({ incoming, request, env, context, demands, course });
    if (hasOwn(outcome, "status")) {
      const rejection = this.#withScope(outcome, demands);
      return this.refuse(rejection, incoming, env, context, request, course);
    }
    this.#tell(outcome.verified ? "passed" : "anonymous", request, env, context, course);
    return outcome;
  }

  /** The answer to a request for the gate's own metadata, which needs no token. */
  own(incoming: Incoming): Answer | undefined {
    return this.#settings.metadata?.answer(incoming);
  }

  /** Adds the scopes to a challenge, so that a client knows which ones to request from the authorization server. */
  #withScope(rejection: Rejection, demands: Demands): Rejection {
    const { scopes } = joined([this.#settings.demands, demands]);
    const isTold = this.#settings.metadata && rejection.status === 401 && scopes.length > 0;
    return isTold ? { scope: scopes.join(" "), ...rejection } : rejection;
  }

  /** Lets a request pass that needs no token. */
  passPublic(incoming: Incoming, env: Env, context: GateContext | undefined): Passed<P> {
    this.#prefetch(env, context);
    this.#tell("public", incoming, env, context, begun());
    return { ...ANONYMOUS, headers: this.#protocols(incoming) };
  }

  /** The answer to a request that was let in, but does not meet the demands of a later route. */
  async demand(
    { identity }: Passed<P>,
    demands: Demands,
    incoming: Incoming,
    env: Env,
    context: GateContext | undefined,
    request: unknown = incoming,
  ): Promise<RejectionAnswer | undefined> {
    const rejection = identity ? this.#lacking(demands, identity.claims) : MISSING;
    return rejection && this.refuse(this.#withScope(rejection, demands), incoming, env, context, request);
  }

  #lacking(demands: Demands, claims: JwtClaims): Rejection | undefined {
    try {
      return demandsRejection(joined([this.#settings.demands, demands]), claims);
    } catch (error) {
      return rejectionOf(error);
    }
  }

  #prefetch(env: Env, context: GateContext | undefined): void {
    if (this.#settings.prefetch) this.#reader.prefetch(env, context);
  }

  async #authenticate(asking: Asking<Env>): Promise<Passed<P> | Rejection> {
    const { incoming, env, context, demands } = asking;
    const { optional, sources } = this.#settings;
    let reader: TokenReader<P>;
    try {
      reader = await this.#reader.get(env);
    } catch (error) {
      const rejection = rejectionOf(error);
      // No token was read yet, so the error is about the key, whatever its code is.
      return rejection.status === 401 ? { ...rejection, status: 500 } : rejection;
    }
    const find = isDecryption(reader) ? reader.find : undefined;
    const credentials = credentialsOf(incoming, sources, find);
    if (typeof credentials === "string") {
      this.#prefetch(env, context);
      const mayBeNone = optional && !isDemanding(demands);
      // With a lookalike the request must not pass as anonymous: an origin that reads it as the token would believe
      // that it was verified.
      const isNone = credentials === "absent" || (credentials === "lookalike" && !mayBeNone);
      if (isNone) return mayBeNone ? ANONYMOUS : MISSING;
      return {
        status: 400,
        code: "invalid_request",
        detail: "the request must have exactly one well-formed token",
      };
    }
    const decided = await this.#decide(asking, credentials, reader).catch(rejectionOf);
    const isRefusedProof = hasOwn(decided, "status") && credentials.scheme === "dpop";
    return isRefusedProof ? { ...decided, scheme: "DPoP" } : decided;
  }

  /** @throws whatever a check throws */
  async #decide(
    asking: Asking<Env>,
    credentials: Credentials,
    reader: TokenReader<P>,
  ): Promise<Passed<P> | Rejection> {
    const { incoming, request, env, demands } = asking;
    const { token } = credentials;
    const found = await this.#read(token, reader, env);
    if (hasOwn(found, "status")) return found;
    Object.assign(asking.course, { verified: found.verified, verifiedAt: performance.now() });
    const claims = found.verified.payload as JwtClaims;
    const identity: Identity = { token, claims, text: found.text };
    const presented = { incoming, request, credentials, claims, env };
    if (this.#settings.resource) checkAudience(claims, this.#settings.resource);
    const unbound = await bindingRejection(presented, this.#settings);
    if (unbound) return unbound;
    const verified = await this.#parsed(found.verified as Verified<P>);
    const rejection = this.#lacking(demands, claims) ?? (await this.#revoked(verified, identity, env));
    if (rejection) return rejection;
    return {
      verified,
      identity,
      headers: [...this.#identity.values(identity), ...this.#protocols(incoming)],
    };
  }

  /** @throws {JwtError} for a refused token */
  async #read(token: string, reader: TokenReader<P>, env: Env): Promise<Introspected | Rejection> {
    const { introspection } = this.#settings;
    const isEncrypted = isDecryption(reader);
    if (introspection && !isJose(token, isEncrypted ? 5 : 3)) return introspection.verify(token, env);
    if (isEncrypted) return reader.read(token);
    return { verified: await reader.verify(token), text: undefined };
  }

  /** The subprotocols without the token, because the origin answers with one of them. */
  #protocols({ headers }: Incoming): HeaderValues {
    const offered = headers.get(PROTOCOLS);
    const isSource = this.#settings.sources.some(({ header }) => header === PROTOCOLS);
    if (!isSource || offered === null) return [];
    const kept = withoutToken(offered);
    return kept === offered ? [] : [[PROTOCOLS, kept]];
  }

  /** Runs the schema. The verifier does not, because the gate's own checks need the token's claims. */
  async #parsed(verified: Verified<P>): Promise<Verified<P>> {
    const { schema } = this.#settings;
    return schema ? ({ ...verified, ...(await schema(verified.payload)) } as Verified<P>) : verified;
  }

  async #revoked({ payload }: Verified<P>, identity: Identity, env: Env): Promise<Rejection | undefined> {
    const { revocation } = this.#settings;
    if (revocation === undefined) return undefined;
    checkSession(identity);
    try {
      const isRevoked = await isRevokedIn(revocation, payload, env);
      return isRevoked ? { status: 401, code: "revoked", detail: "the token was revoked" } : undefined;
    } catch (error) {
      // The store has not failed if the token lacks the claim that names its session. The token is refused.
      const code = codeOf(error);
      if (code !== undefined && CLAIM_CODES.has(code)) return rejectionOf(error);
      return { status: 503, code: "revocation_unavailable", detail: errorText(error), error };
    }
  }

  /** The answer to a request that is refused. */
  async refuse(
    rejection: Rejection,
    incoming: Incoming,
    env: Env,
    context: GateContext | undefined,
    request: unknown = incoming,
    course: Course = begun(),
  ): Promise<RejectionAnswer> {
    const { onReject, metadata, realm = metadata ? undefined : realmOf(incoming) } = this.#settings;
    if (rejection.status >= 500) console.error(`jwt-wasm gate: ${rejection.code}: ${rejection.detail}`);
    this.#tell("refused", request, env, context, course, rejection);
    const refusal = answer(withoutPrototype(rejection) as unknown as Rejection, { ...this.#settings, realm });
    try {
      const own = await inTime(onReject?.(rejection, request as Request));
      // Other results are ignored: a function that only logs may return anything, such as the new length of a list.
      if (isResponse(own)) return { ...refusal, response: own };
    } catch (error) {
      console.error(`jwt-wasm gate: onReject failed: ${errorText(error)}`);
    }
    return refusal;
  }

  #tell(
    outcome: Decision["outcome"],
    request: unknown,
    env: Env,
    context: GateContext | undefined,
    course: Course,
    rejection?: Rejection,
  ): void {
    const { onDecision } = this.#settings;
    if (onDecision === undefined) return;
    const done = tell(
      (decision) => onDecision(decision, request as Request, env),
      outcome,
      course,
      rejection,
    );
    context?.waitUntil?.(done);
  }
}

/** Known by its tag, because `instanceof` fails for a response of another realm. */
function isResponse(given: unknown): given is Response {
  return tagOf(given) === "Response";
}

/** Whether it looks like a JWS or a JWE: so many parts, of which the first begins as a JSON object does in base64url. */
function isJose(token: string, parts: number): boolean {
  return /^e[w-z\d_-]/.test(token) && token.split(".").length === parts;
}
