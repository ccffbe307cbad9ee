/// <reference lib="esnext.disposable" preserve="true" />
import * as core from "../../generated/core.js";
import {
  DONE,
  guarded,
  made,
  readHeader,
  readNumber,
  readPayload,
  readRefusal,
  readValidity,
  writeBytes,
  writeToken,
} from "../core/door.js";
import { freeLater, freeNow } from "../core/handles.js";
import { isInability } from "../engines/index.js";
import { JwtError } from "../error.js";
import type { KeyHandle } from "../keys/handle.js";
import { MAX_TOKEN_LENGTH } from "../names.js";
import { textEncoder } from "../runtime/text.js";
import type { JwtHeader, Report, Verified, Verifier } from "../types.js";
import { answer, answerNow, hmacLimitFor, run, runSync, type Verification } from "../verification.js";
import { VerifiedTokens } from "./cache.js";
import type { ReadOptions } from "./options.js";
import { type CoreReport, toReport } from "./report.js";

/** An engine's answer about a signature, as the core takes it for a report. */
const Answer = { Bad: 0, Good: 1, Unable: 2, None: 3 } as const;
type Answer = (typeof Answer)[keyof typeof Answer];

/** `undefined` where the core is to compute. */
function answerOf(isGood: boolean | undefined): Answer {
  if (isGood === undefined) return Answer.None;
  return isGood ? Answer.Good : Answer.Bad;
}

/** If the runtime cannot compute the signature, the report skips it and says so. */
function unableOr(thrown: unknown): Answer {
  if (isInability(thrown)) return Answer.Unable;
  throw thrown;
}

/** A verifier whose keys are at hand. */
export class LocalVerifier<P> implements Verifier<P> {
  /** The core's number; 0 for one call, which gives the core its options with the token. */
  #number = 0;
  #isFreed = false;
  /** `undefined` for reports only: without a key nothing is ever verified. */
  readonly #handle: KeyHandle | undefined;
  readonly #options: ReadOptions;
  readonly #limit: number;
  readonly #verification: Verification;
  readonly #tokens: VerifiedTokens<P> | undefined;
  #generation = 0;
  #header: JwtHeader | undefined;
  declare [Symbol.dispose]: () => void;

  constructor(handle: KeyHandle | undefined, options: ReadOptions) {
    const { cache, engine, limit, stackTraces: isTraced } = options;
    this.#handle = handle;
    this.#options = options;
    this.#limit = limit ?? MAX_TOKEN_LENGTH;
    this.#tokens = cache > 0 ? new VerifiedTokens(cache) : undefined;
    this.#verification = {
      engine,
      handle: handle as KeyHandle,
      isTraced,
      hmacLimit: handle ? hmacLimitFor(engine, handle) : 0,
      begin: (token, hmacLimit) => this.#begin(token, hmacLimit),
    };
    if (options.lifetime === "often" || !handle) this.#keep();
  }

  async verify(token: string): Promise<Verified<P>> {
    const known = this.#known(token);
    if (known) return known;
    return run(this.#live(), token, () => this.#result(token));
  }

  verifySync(token: string): Verified<P> {
    const known = this.#known(token);
    if (known) return known;
    runSync(this.#live(), token);
    return this.#result(token);
  }

  async explain(token: string): Promise<Report> {
    const verification = this.#live();
    const slot = this.#beginReport(token);
    if (slot === DONE) return this.#report(token, Answer.None);
    let given: Answer;
    try {
      given = answerOf(await answer(verification, slot));
    } catch (thrown) {
      return this.#report(token, unableOr(thrown));
    }
    // Without an answer it was given up, and its number can be another token's.
    if (given !== Answer.None) core.dropSlot(slot);
    return this.#report(token, given);
  }

  explainSync(token: string): Report {
    const verification = this.#live();
    const slot = this.#beginReport(token);
    if (slot === DONE) return this.#report(token, Answer.None);
    let given: Answer;
    try {
      given = answerOf(answerNow(verification, slot));
    } catch (thrown) {
      return this.#report(token, unableOr(thrown));
    }
    if (given !== Answer.None) core.dropSlot(slot);
    return this.#report(token, given);
  }

  free(): void {
    if (this.#number !== 0) freeNow("verifier", this, this.#number);
    this.#number = 0;
    this.#isFreed = true;
  }

  #live(): Verification {
    if (this.#isFreed) throw new JwtError("the verifier was freed", { code: "options_invalid" });
    return this.#verification;
  }

  /** Has the core keep key and options. */
  #keep(): number {
    if (this.#number === 0) {
      const { policy } = this.#options;
      const number = made(() => {
        const options = textEncoder().encode(policy);
        writeBytes(options);
        return core.verifier(this.#handle?.number() ?? 0, options.length);
      }, false);
      this.#number = number;
      freeLater("verifier", this, number);
    }
    return this.#number;
  }

  #known(token: string): Verified<P> | undefined {
    if (!this.#tokens) return undefined;
    this.#live();
    return this.#tokens.get(token, this.#options.now ?? Date.now() / 1000);
  }

  #begin(token: string, hmacLimit: number): number {
    const now = Date.now() / 1000;
    if (this.#number !== 0) {
      const { token: written, length } = writeToken(token, this.#limit);
      return core.begin(this.#number, written, length, now, hmacLimit);
    }
    const { policy } = this.#options;
    const written = writeToken(token, this.#limit, policy);
    const key = (this.#handle as KeyHandle).number();
    return core.beginOnce(key, written.options, written.token, written.length, now, hmacLimit);
  }

  /** A slot, or `DONE` if there is nothing to ask: the report itself says what is wrong before the signature. */
  #beginReport(token: string): number {
    const number = this.#keep();
    if (!this.#handle) return DONE;
    const { hmacLimit } = this.#verification;
    return guarded(() => {
      const { token: written, length } = writeToken(token, this.#limit);
      return core.beginReport(number, written, length, Date.now() / 1000, hmacLimit);
    });
  }

  #result(token: string): Verified<P> {
    if (!this.#tokens) return { header: this.#readHeader(), payload: readPayload() as P };
    const validity = readValidity();
    return this.#tokens.keep(token, { header: readHeader(), payload: readPayload() as P }, validity);
  }

  #report(token: string, given: Answer): Report {
    this.#live();
    const { stackTraces } = this.#options;
    const number = this.#keep();
    const report: CoreReport | undefined = guarded(() => {
      const { token: written, length } = writeToken(token, this.#limit);
      return core.explain(number, written, length, Date.now() / 1000, given);
    });
    if (report === undefined) throw readRefusal(stackTraces);
    return toReport(report, stackTraces);
  }

  /** Tokens of one issuer share their header, so the last one is parsed once; each caller gets a copy of its own. */
  #readHeader(): JwtHeader {
    const generation = readNumber(0);
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
