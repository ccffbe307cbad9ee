import { isJwtError, JwtError } from "../error.js";
import { CLOCK_SKEW, isWithin, now } from "../remote/clock.js";
import { within } from "../remote/deadline.js";
import { copyOf, withoutQueries } from "../remote/foreign.js";
import { lifetime } from "../remote/lifetime.js";
import { messageOf, RemoteError } from "../remote/remote-error.js";
import { requestsAreIsolated } from "../runtime/isolated.js";
import { BoundedMap } from "./bounded-map.js";
import { type Issuer, saysTheSame } from "./issuer.js";
import type { IssuersSettings } from "./options.js";
import { shortened } from "./refusal.js";
import type { IssuerResolver } from "./types.js";

/** Reads an answer like an entry of the list; `undefined` if it is about another issuer. */
type ReadAnswer = (answer: unknown, name: string) => Issuer | undefined;

/** A cached answer of the caller's function. */
interface Known {
  readonly issuer: Issuer;
  readonly at: number;
  /** When a later call of the function failed. */
  readonly failedAt?: number;
}

interface Refused {
  readonly at: number;
  /** Why the function failed; missing if it answered that the issuer is not trusted. */
  readonly error?: JwtError;
}

/** In characters. The function is not asked about longer names, which no real issuer has. */
const LONGEST_NAME = 2048;
const MOST_REFUSALS = 1000;
const MOST_AT_ONCE = 1000;
/** For how many seconds a failure is remembered if there is no earlier answer to use. */
const PAUSE = 1;

/**
 * Asks the caller's function about issuers. Up to `maxIssuers` answers are kept, and a limited number of refusals for a
 * short time, so that many tokens of one unknown issuer cause one call, and tokens of many unknown issuers take limited
 * memory.
 */
export class Resolver {
  readonly #ask: IssuerResolver;
  readonly #read: ReadAnswer;
  readonly #settings: IssuersSettings;
  readonly #known: BoundedMap<Known>;
  readonly #refused = new BoundedMap<Refused>(MOST_REFUSALS);
  readonly #flights = new Map<string, Promise<Issuer | undefined>>();
  /** The calls that have not returned yet, by the time when they began. */
  readonly #asking = new Set<{ readonly at: number }>();

  constructor(ask: IssuerResolver, read: ReadAnswer, settings: IssuersSettings) {
    this.#ask = ask;
    this.#read = read;
    this.#settings = settings;
    this.#known = new BoundedMap(settings.maxIssuers);
  }

  /** The cached answer, or `"unknown"` if the function must be asked. */
  atHand(name: string): Issuer | undefined | "unknown" {
    if (name === "" || name.length > LONGEST_NAME) return undefined;
    const time = now();
    const known = this.#known.get(name);
    if (known !== undefined && this.#isUsable(known, time)) return known.issuer;
    const refused = this.#refused.get(name);
    const isRefused = refused !== undefined && refused.error === undefined;
    return isRefused && isWithin(time, refused.at, this.#settings.checked.cooldown) ? undefined : "unknown";
  }

  /** @throws {JwtError} `jwks_unavailable`; `options_invalid` or `key_invalid` for a wrong entry */
  async find(name: string): Promise<Issuer | undefined> {
    const refused = this.#refused.get(name);
    if (refused?.error !== undefined && isWithin(now(), refused.at, this.#pause)) throw again(refused.error);
    // On Workers, one request must not await the promise of another.
    if (requestsAreIsolated()) return this.#asked(name);
    const flight = this.#flights.get(name) ?? this.#begin(name);
    return flight;
  }

  get #pause(): number {
    return Math.min(PAUSE, this.#settings.checked.cooldown);
  }

  get #lifetime(): number {
    return lifetime({ stated: undefined, isEntry: false }, this.#settings.checked);
  }

  #begin(name: string): Promise<Issuer | undefined> {
    const flight = this.#asked(name).finally(() => this.#flights.delete(name));
    this.#flights.set(name, flight);
    return flight;
  }

  #isUsable({ at, failedAt }: Known, time: number): boolean {
    const { checked } = this.#settings;
    if (isWithin(time, at, this.#lifetime)) return true;
    const isCooling = failedAt !== undefined && isWithin(time, failedAt, checked.cooldown);
    return isCooling && isWithin(time, at, this.#lifetime + checked.staleIfError);
  }

  async #asked(name: string): Promise<Issuer | undefined> {
    const at = now();
    try {
      return this.#kept(name, await this.#answer(name), at);
    } catch (thrown) {
      // An error about the entry is passed on unchanged, because the caller must fix the entry.
      const error = isJwtError(thrown) ? thrown : failed(thrown, name);
      if (error.reason === "aborted") throw error;
      const issuer = this.#standIn(name, at);
      if (issuer !== undefined) return issuer;
      this.#refused.set(name, { at, error });
      throw error;
    }
  }

  async #answer(name: string): Promise<unknown> {
    const { timeout, signals } = this.#settings.checked;
    // On Workers, a request can end during the call, and its timer with it. Calls that are long overdue no longer
    // count.
    for (const one of this.#asking) {
      if (isWithin(now(), one.at, timeout + CLOCK_SKEW)) break;
      this.#asking.delete(one);
    }
    if (this.#asking.size >= MOST_AT_ONCE) {
      throw failed(new RemoteError("network", `${MOST_AT_ONCE} other issuers are being looked up`), name);
    }
    const question = { at: now() };
    this.#asking.add(question);
    const ask = this.#ask;
    try {
      // Called in a later microtask, when this call is registered: the function may itself verify a token of this
      // issuer.
      return await within(signals, async () => Promise.resolve(name).then(ask), timeout);
    } catch (thrown) {
      throw failed(thrown, name);
    } finally {
      this.#asking.delete(question);
    }
  }

  #kept(name: string, answer: unknown, at: number): Issuer | undefined {
    const isNone = answer === undefined || answer === null || answer === false;
    const read = isNone ? undefined : this.#read(answer, name);
    if (read === undefined) {
      this.#known.delete(name);
      this.#refused.set(name, { at });
      return undefined;
    }
    // If the answer has not changed, the issuer object stays, and with it the fetched keys.
    const before = this.#known.get(name)?.issuer;
    const issuer = before !== undefined && saysTheSame(before, read) ? before : read;
    this.#known.set(name, { issuer, at });
    this.#refused.delete(name);
    return issuer;
  }

  /** The last answer, if it may still be used while the function fails. */
  #standIn(name: string, failedAt: number): Issuer | undefined {
    const known = this.#known.get(name);
    if (
      known === undefined ||
      !isWithin(failedAt, known.at, this.#lifetime + this.#settings.checked.staleIfError)
    ) {
      return undefined;
    }
    this.#known.set(name, { ...known, failedAt });
    return known.issuer;
  }
}

/** The error for a function that throws, or that does not answer in time. */
function failed(thrown: unknown, name: string): JwtError {
  const isOurs = RemoteError.is(thrown);
  // A copy, because the caller's error may hold a response or a stream, which a Worker must use only in the request
  // that made it.
  const cause = isOurs || isJwtError(thrown) ? thrown : copyOf(thrown, withoutQueries);
  const why = isOurs ? cause.message : `the function in the list failed: ${withoutQueries(messageOf(cause))}`;
  const message = `the issuer ${shortened(name)} could not be looked up: ${why}`;
  const reason = isOurs && thrown.reason === "aborted" ? "aborted" : "discovery_failed";
  return new JwtError(message, { code: "jwks_unavailable", reason }, { cause });
}

/** A new error for each caller, because callers may change their errors. */
function again(error: JwtError): JwtError {
  return new JwtError(error.message, error, { cause: error.cause });
}
