/// <reference lib="esnext.disposable" preserve="true" />
import { Verifier as Handle, type Pending } from "../../generated/core.js";
import { answersAtOnce, isInability, loadMissing } from "../engines/index.js";
import { isJwtError, JwtError } from "../error.js";
import {
  exchange,
  headerGeneration,
  readHeader,
  readPayload,
  readRefusal,
  readWindow,
  toJwtError,
  writeToken,
} from "../exchange.js";
import { type Held, inCore } from "../key.js";
import type { JwtHeader, Report, Verified, Verifier } from "../types.js";
import { VerifiedTokens } from "./cache.js";
import { asksEngine, asksEngineFrom, judge, judgeSync, reaches } from "./judge.js";
import type { ReadOptions } from "./options.js";
import { toReport } from "./report.js";

/** The host's word on a signature, as the core takes it for a report. */
const HostAnswer = { None: 0, Good: 1, Bad: 2, Unable: 3 } as const;
type HostAnswer = (typeof HostAnswer)[keyof typeof HostAnswer];

/** `undefined` where the core is to compute. */
function answer(isGood: boolean | undefined): HostAnswer {
  if (isGood === undefined) return HostAnswer.None;
  return isGood ? HostAnswer.Good : HostAnswer.Bad;
}

/** If the runtime cannot compute the signature, the report skips it and says so. */
function unableOr(thrown: unknown): HostAnswer {
  if (isInability(thrown)) return HostAnswer.Unable;
  throw thrown;
}

/** A verifier whose keys are at hand. */
export class LocalVerifier<P> implements Verifier<P> {
  #handle: Handle | undefined;
  /** `undefined` for reports only: without a key nothing is ever verified. */
  readonly #held: Held | undefined;
  readonly #options: ReadOptions;
  readonly #limit: number;
  /** For a promise. */
  readonly #asksEngine: boolean;
  /** For an answer at once, in characters of a token. */
  readonly #asksEngineFrom: number;
  readonly #tokens: VerifiedTokens<P> | undefined;
  #generation = 0;
  #header: JwtHeader | undefined;
  declare [Symbol.dispose]: () => void;

  constructor(held: Held | undefined, options: ReadOptions) {
    const { engine, policy, cache } = options;
    this.#held = held;
    this.#options = options;
    this.#handle = inCore(() => (held ? new Handle(held.handle, policy) : Handle.withoutKey(policy)));
    this.#limit = this.#handle.maxTokenLength();
    this.#asksEngine = held !== undefined && !answersAtOnce(engine) && asksEngine(held);
    this.#asksEngineFrom = held ? asksEngineFrom(engine, held) : Number.POSITIVE_INFINITY;
    this.#tokens = cache > 0 ? new VerifiedTokens(cache) : undefined;
  }

  async verify(token: string): Promise<Verified<P>> {
    if (!this.#asksEngine) {
      try {
        return this.verifySync(token);
      } catch (thrown) {
        await loadMissing(thrown);
        return this.verifySync(token);
      }
    }
    const known = this.#known(token);
    if (known) return known;
    const pending = this.#prepare(token, false);
    const isGood = await this.#judge(pending);
    return isGood === undefined
      ? this.#verifyInCore(token)
      : this.#result(token, pending.finish(exchange(), isGood));
  }

  verifySync(token: string): Verified<P> {
    const known = this.#known(token);
    if (known) return known;
    if (!reaches(token, this.#asksEngineFrom)) return this.#verifyInCore(token);
    if (this.#prepareSync(token, false)) throw readRefusal(this.#options.stackTraces);
    const isGood = this.#judgeSync();
    return isGood === undefined ? this.#verifyInCore(token) : this.#result(token, exchange().finish(isGood));
  }

  async explain(token: string): Promise<Report> {
    if (!this.#asksEngine) return this.#explainAtOnce(token);
    const pending = this.#tryToPrepare(token);
    if (!pending) return this.#report(token, HostAnswer.None);
    let isGood: boolean | undefined;
    try {
      isGood = await this.#judge(pending);
    } catch (thrown) {
      return this.#report(token, unableOr(thrown));
    }
    if (isGood !== undefined) pending.free();
    return this.#report(token, answer(isGood));
  }

  async #explainAtOnce(token: string): Promise<Report> {
    try {
      return this.explainSync(token);
    } catch (thrown) {
      try {
        await loadMissing(thrown);
      } catch (unable) {
        return this.#report(token, unableOr(unable));
      }
      return this.explainSync(token);
    }
  }

  explainSync(token: string): Report {
    // The report itself says what is wrong before the signature.
    const isAsked = reaches(token, this.#asksEngineFrom) && !this.#prepareSync(token, true);
    if (!isAsked) return this.#report(token, HostAnswer.None);
    let isGood: boolean | undefined;
    try {
      isGood = this.#judgeSync();
    } catch (thrown) {
      return this.#report(token, unableOr(thrown));
    }
    if (isGood !== undefined) exchange().letGo();
    return this.#report(token, answer(isGood));
  }

  free(): void {
    this.#handle?.free();
    this.#handle = undefined;
  }

  #live(): Handle {
    if (!this.#handle) throw new JwtError("the verifier was freed", { code: "options_invalid" });
    return this.#handle;
  }

  #known(token: string): Verified<P> | undefined {
    if (!this.#tokens) return undefined;
    this.#live();
    return this.#tokens.get(token, this.#options.now ?? Date.now() / 1000);
  }

  #verifyInCore(token: string): Verified<P> {
    const handle = this.#live();
    const written = writeToken(token, this.#limit);
    const isRefused = handle.verify(exchange(), written, token.length, Date.now() / 1000);
    return this.#result(token, isRefused);
  }

  /** Everything before the signature; for a report, without `typ`, so that its failure does not hide the signature. */
  #prepare(token: string, isReport: boolean): Pending {
    const handle = this.#live();
    const written = writeToken(token, this.#limit);
    try {
      return handle.prepare(exchange(), written, token.length, Date.now() / 1000, isReport);
    } catch (thrown) {
      throw toJwtError(thrown, this.#options.stackTraces);
    }
  }

  /** As {@link #prepare}, of a token that then waits in the exchange; gives whether it is refused. */
  #prepareSync(token: string, isReport: boolean): boolean {
    const handle = this.#live();
    const written = writeToken(token, this.#limit);
    return handle.ask(exchange(), written, token.length, Date.now() / 1000, isReport);
  }

  /** A report tells by itself what is wrong before the signature. */
  #tryToPrepare(token: string): Pending | undefined {
    try {
      return this.#prepare(token, true);
    } catch (error) {
      if (isJwtError(error) && error.code !== "options_invalid") return undefined;
      throw error;
    }
  }

  #judgeSync(): boolean | undefined {
    return judgeSync(this.#options.engine, this.#held as Held);
  }

  #judge(pending: Pending): Promise<boolean | undefined> {
    return judge(this.#options.engine, pending, this.#held as Held);
  }

  #result(token: string, isRefused: boolean): Verified<P> {
    if (isRefused) throw readRefusal(this.#options.stackTraces);
    if (!this.#tokens) return { header: this.#readHeader(), payload: readPayload() as P };
    const window = readWindow();
    return this.#tokens.keep(token, { header: readHeader(), payload: readPayload() as P }, window);
  }

  #report(token: string, host: HostAnswer): Report {
    const handle = this.#live();
    const { stackTraces } = this.#options;
    const written = writeToken(token, this.#limit);
    try {
      return toReport(
        handle.explain(exchange(), written, token.length, Date.now() / 1000, host),
        stackTraces,
      );
    } catch (thrown) {
      throw toJwtError(thrown, stackTraces);
    }
  }

  /** Tokens of one issuer share their header, so the last one is parsed once; each caller gets a copy of its own. */
  #readHeader(): JwtHeader {
    const generation = headerGeneration();
    if (this.#header !== undefined && this.#generation === generation) return { ...this.#header };
    const header = readHeader();
    const isFlat = Object.values(header).every((value) => typeof value !== "object");
    this.#generation = generation;
    this.#header = isFlat ? { ...header } : undefined;
    return header;
  }
}

// Older runtimes lack the symbol.
if (Symbol.dispose) {
  Object.defineProperty(LocalVerifier.prototype, Symbol.dispose, { value: LocalVerifier.prototype.free });
}
