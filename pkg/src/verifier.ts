/// <reference lib="esnext.disposable" preserve="true" />
import { Verifier as Handle } from "../generated/jwt.js";
import { invalidOptions, JwtError } from "./error.js";
import { headerGeneration, readHeader, readPayload, toJwtError, writeToken } from "./exchange.js";
import { handleOf, type Key } from "./key.js";
import { load } from "./module.js";
import { plainOptions } from "./plain.js";
import type { Check, JwtClaims, JwtHeader, Report, Verified, VerifyOptions } from "./types.js";

/** The key and what is demanded of a token. */
export interface VerifierOptions extends VerifyOptions {
  key: Key;
}

/** A key and options, read once and used for many tokens. */
export interface Verifier<P = JwtClaims> {
  /** As {@link verifySync}, as a promise. */
  verify(token: string): Promise<Verified<P>>;
  /**
   * Verifies a token: form, signature, claims.
   * @throws {JwtError} with the code of the first check that fails.
   */
  verifySync(token: string): Verified<P>;
  /** As {@link explainSync}, as a promise. */
  explain(token: string): Promise<Report>;
  /** Tells every check and how it ended; a bad token is no error here. */
  explainSync(token: string): Report;
  /** Frees the verifier at once instead of whenever it is collected. Using it afterwards is `options_invalid`. */
  free(): void;
  /** As {@link free}, for `using`. */
  [Symbol.dispose](): void;
}

interface CoreReport {
  verdict: Report["verdict"];
  checks: (Omit<Check, "error"> & { error?: unknown })[];
  header?: string;
  payload?: string;
}

/**
 * Reads the key and the options once, for many tokens.
 * @throws {JwtError} `options_invalid` or `key_invalid`.
 */
export function createVerifier<P = JwtClaims>(options: VerifierOptions): Verifier<P> {
  let read: VerifierOptions;
  try {
    read = { ...options };
  } catch (cause) {
    throw invalidOptions("the options cannot be read", cause);
  }
  const { key, ...rest } = read;
  handleOf(key);
  return makeVerifier<P>(key, rest);
}

/** Without a key there are reports only. */
export function makeVerifier<P>(key: Key | undefined, options: VerifyOptions): Verifier<P> {
  const read = plainOptions(options);
  load();
  try {
    return new CoreVerifier<P>(key === undefined ? Handle.withoutKey(read) : new Handle(handleOf(key), read));
  } catch (thrown) {
    throw toJwtError(thrown);
  }
}

class CoreVerifier<P> implements Verifier<P> {
  #handle: Handle | undefined;
  readonly #limit: number;
  #generation = 0;
  #header: JwtHeader | undefined;

  constructor(handle: Handle) {
    this.#handle = handle;
    this.#limit = handle.maxTokenLength();
  }

  async verify(token: string): Promise<Verified<P>> {
    return this.verifySync(token);
  }

  verifySync(token: string): Verified<P> {
    const handle = this.#live();
    const written = writeToken(token, this.#limit);
    const refusal = handle.verify(written, token.length, Date.now() / 1000);
    if (refusal !== undefined) throw toJwtError(refusal);
    return { header: this.#readHeader(), payload: readPayload() as P };
  }

  async explain(token: string): Promise<Report> {
    return this.explainSync(token);
  }

  explainSync(token: string): Report {
    const handle = this.#live();
    try {
      const written = writeToken(token, this.#limit);
      return toReport(handle.explain(written, token.length, Date.now() / 1000));
    } catch (thrown) {
      throw toJwtError(thrown);
    }
  }

  free(): void {
    this.#handle?.free();
    this.#handle = undefined;
  }

  declare [Symbol.dispose]: () => void;

  #live(): Handle {
    if (!this.#handle) throw new JwtError("the verifier was freed", { code: "options_invalid" });
    return this.#handle;
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
  Object.defineProperty(CoreVerifier.prototype, Symbol.dispose, { value: CoreVerifier.prototype.free });
}

function toReport(report: CoreReport): Report {
  const { checks, header, payload, verdict } = report;
  return {
    verdict,
    checks: checks.map(({ error, ...check }) =>
      error === undefined ? check : { ...check, error: toJwtError(error) },
    ),
    ...(header === undefined ? {} : { header: JSON.parse(header) }),
    ...(payload === undefined ? {} : { payload: JSON.parse(payload) }),
  };
}
