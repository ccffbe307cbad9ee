import {
  type ConfiguredIntrospection,
  type Introspected,
  Introspection,
  type Introspector,
} from "../edge/hooks.js";
import { type Rejection, rejectionOf } from "../edge/rejection.js";
import { JwtError } from "../error.js";
import { hashOf } from "../keys/hash.js";
import { MAX_TOKEN_LENGTH } from "../names.js";
import { RemoteError } from "../remote/remote-error.js";
import { requestsAreIsolated } from "../runtime/isolated.js";
import type { Algorithm, JwtClaims, Verified, Verifier, VerifierOptions } from "../types.js";
import { answersVerifier, checkTokenType, readAnswer, readSignedAnswer, WrongAnswer } from "./answer.js";
import { type Answered, Answers } from "./cache.js";
import { ClaimsCheck } from "./claims.js";
import {
  type IntrospectionOptions,
  type IntrospectionSettings,
  readIntrospectionOptions,
} from "./options.js";
import { ask } from "./request.js";

/**
 * Lets the gate ask the authorization server about tokens that are not JWTs (RFC 7662). The gate checks the claims in
 * the server's answer like those of a token. If there is no answer, or one that does not follow the standard, the gate
 * answers 503.
 * @throws {JwtError} `options_invalid`, `key_invalid`
 * @example
 * ```ts
 * interface Env {
 *   CLIENT_SECRET: string;
 * }
 * const gate = createGate({
 *   key: trustedIssuers(["https://issuer.example"]),
 *   audience: "https://api.example",
 *   introspection: introspection({
 *     endpoint: "https://issuer.example/introspect",
 *     clientId: "api",
 *     clientSecret: (env: Env) => env.CLIENT_SECRET,
 *   }),
 *   origin: (request) => fetch(request),
 * });
 * ```
 */
export function introspection<Env = unknown>(options: IntrospectionOptions<Env>): Introspection {
  const settings = readIntrospectionOptions(options);
  const introspector: Introspector = { configure: (demands) => new Configured(settings, demands) };
  return new Introspection(introspector);
}

class Configured implements ConfiguredIntrospection {
  readonly #settings: IntrospectionSettings;
  readonly #claims: ClaimsCheck;
  readonly #signed: Verifier | undefined;
  readonly #answers: Answers;
  readonly #longest: number;
  /** The requests that are under way, so that a token that arrives many times at once causes one request. */
  readonly #asking = new Map<string, Promise<Answered>>();

  constructor(settings: IntrospectionSettings, demands: Omit<VerifierOptions, "key">) {
    this.#settings = settings;
    this.#claims = new ClaimsCheck(settings, demands);
    this.#signed = answersVerifier(settings);
    this.#answers = new Answers(settings);
    this.#longest = demands.maxTokenLength ?? MAX_TOKEN_LENGTH;
  }

  async verify(token: string, env: unknown): Promise<Introspected | Rejection> {
    if (token.length > this.#longest) {
      throw new JwtError(`the token is longer than ${this.#longest} characters`, { code: "too_large" });
    }
    let answer: Answered;
    try {
      answer = await this.#answer(token, env);
    } catch (error) {
      return notAnswered(error);
    }
    if (answer === undefined) return INACTIVE;
    if (this.#settings.requireTokenType) checkTokenType(answer.claims);
    return { verified: unsigned(await this.#claims.verified(answer.signed)), text: answer.text };
  }

  async #answer(token: string, env: unknown): Promise<Answered> {
    const hash = hashOf(token);
    const kept = this.#answers.get(hash);
    if (kept !== undefined) return kept.answer;
    // In Workers, a request must not await the promise of another request.
    if (requestsAreIsolated()) return this.#ask(token, hash, env);
    const asking =
      this.#asking.get(hash) ?? this.#ask(token, hash, env).finally(() => this.#asking.delete(hash));
    this.#asking.set(hash, asking);
    return asking;
  }

  async #ask(token: string, hash: string, env: unknown): Promise<Answered> {
    const text = await ask(token, this.#settings, env);
    const answer = text === undefined ? undefined : await this.#read(text);
    this.#answers.put(hash, answer);
    return answer;
  }

  async #read(text: string): Promise<Answered> {
    const answer = this.#signed ? await readSignedAnswer(text, this.#signed) : readAnswer(text);
    return answer && { ...answer, signed: await this.#claims.signed(answer.text) };
  }
}

const INACTIVE: Rejection = {
  status: 401,
  code: "token_inactive",
  detail: "the authorization server says that the token is not active",
};

/** The rejection for a failure of the server or of the caller's functions, which says nothing about the token. */
function notAnswered(error: unknown): Rejection {
  if (!(error instanceof WrongAnswer) && !RemoteError.is(error))
    return { ...rejectionOf(error), status: 500 };
  const detail = `the authorization server gives no answer about the token: ${error.message}`;
  return { status: 503, code: "introspection_unavailable", detail, error };
}

/** The claims as a verified token. The algorithm is `none`, because no signature was verified. */
function unsigned(payload: JwtClaims): Verified<JwtClaims> {
  return { header: { alg: "none" }, payload, key: { alg: "none" as Algorithm } };
}
