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

/** Reads an answer as the entry of a list; `undefined` if it is about other issuers. */
type ReadAnswer = (answer: unknown, name: string) => Issuer | undefined;

/** An answer of the caller's function, as it is kept. */
interface Known {
  readonly issuer: Issuer;
  readonly at: number;
  /** When it was asked again in vain. */
  readonly failedAt?: number;
}

interface Refused {
  readonly at: number;
  /** Why there was no answer; without one, the answer was no. */
  readonly error?: JwtError;
}

/** Longer texts are not asked about: no issuer has such a name. */
const LONGEST_NAME = 2048;
const MOST_REFUSALS = 1000;
const MOST_AT_ONCE = 1000;
/** How long a failure is remembered if there is nothing to go on with, in seconds. */
const PAUSE = 1;

/**
 * Asks the caller's function about issuers. Answers are kept, as many as the caller says, and refusals for a short time, so
 * that tokens of one unknown issuer cost one question and those of many cost no memory.
 */
export class Resolver {
  readonly #ask: IssuerResolver;
  readonly #read: ReadAnswer;
  readonly #settings: IssuersSettings;
  readonly #known: BoundedMap<Known>;
  readonly #refused = new BoundedMap<Refused>(MOST_REFUSALS);
  readonly #flights = new Map<string, Promise<Issuer | undefined>>();
  /** When each question was asked that has no answer yet. */
  readonly #asking = new Set<{ readonly at: number }>();

  constructor(ask: IssuerResolver, read: ReadAnswer, settings: IssuersSettings) {
    this.#ask = ask;
    this.#read = read;
    this.#settings = settings;
    this.#known = new BoundedMap(settings.maxIssuers);
  }

  /** What is known without asking; `"unknown"` if nothing is. */
  atHand(name: string): Issuer | undefined | "unknown" {
    if (name === "" || name.length > LONGEST_NAME) return undefined;
    const time = now();
    const known = this.#known.get(name);
    if (known !== undefined && this.#isUsable(known, time)) return known.issuer;
    const refused = this.#refused.get(name);
    const isRefused = refused !== undefined && refused.error === undefined;
    return isRefused && isWithin(time, refused.at, this.#settings.checked.cooldown) ? undefined : "unknown";
  }

  /** @throws {JwtError} `jwks_unavailable`; `options_invalid` or `key_invalid` for an entry that is wrong */
  async find(name: string): Promise<Issuer | undefined> {
    const refused = this.#refused.get(name);
    if (refused?.error !== undefined && isWithin(now(), refused.at, this.#pause)) throw again(refused.error);
    // On Workers no request may await another's promise.
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
      // What an entry is refused for is the caller's to mend, and told as it is.
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
    // A request of a Worker can end in the midst of it, timer and all: what should have had its answer long ago counts no more.
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
      // Not before others can find that it is being asked: the function may itself verify a token of this issuer.
      return await within({ seconds: timeout, signals }, async () => Promise.resolve(name).then(ask));
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
    // While nothing has changed it stays the same, with the keys that were fetched.
    const before = this.#known.get(name)?.issuer;
    const issuer = before !== undefined && saysTheSame(before, read) ? before : read;
    this.#known.set(name, { issuer, at });
    this.#refused.delete(name);
    return issuer;
  }

  /** An answer of before, while the function fails. */
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

/** The error of a function that gave no answer. */
function failed(thrown: unknown, name: string): JwtError {
  const isOurs = RemoteError.is(thrown);
  // The caller's own error may hold a response or a stream, which belongs to the request it was made in.
  const cause = isOurs || isJwtError(thrown) ? thrown : copyOf(thrown, withoutQueries);
  const why = isOurs
    ? cause.message
    : `the function that was asked failed: ${withoutQueries(messageOf(cause))}`;
  const message = `the issuer ${shortened(name)} cannot be looked up: ${why}`;
  const reason = isOurs && thrown.reason === "aborted" ? "aborted" : "discovery_failed";
  return new JwtError(message, { code: "jwks_unavailable", reason }, { cause });
}

/** A new error for each caller, so that none sees what another did to it. */
function again(error: JwtError): JwtError {
  return new JwtError(error.message, error, { cause: error.cause });
}
