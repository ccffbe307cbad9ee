/// <reference lib="esnext.disposable" preserve="true" />
import { disposable } from "../core/handles.js";
import type { KeyHandle } from "../keys/handle.js";
import type { Report, Verified, Verifier } from "../types.js";
import { explain, explainSync } from "./explain.js";
import { free, keep } from "./kept.js";
import { type Local, local, verify, verifySync } from "./local.js";
import type { ReadOptions } from "./options.js";

/** A verifier whose keys need not be fetched. */
export class LocalVerifier<P> implements Verifier<P> {
  readonly #local: Local;
  declare [Symbol.dispose]: () => void;

  constructor(handle: KeyHandle, options: ReadOptions) {
    this.#local = local(handle, options);
    if (options.newTokens) keep(this.#local);
  }

  verify(token: string): Promise<Verified<P>> {
    return verify(this.#local, token);
  }

  verifySync(token: string): Verified<P> {
    return verifySync(this.#local, token);
  }

  explain(token: string): Promise<Report> {
    return explain(this.#local, token);
  }

  explainSync(token: string): Report {
    return explainSync(this.#local, token);
  }

  free(): void {
    free(this.#local);
  }
}

disposable(LocalVerifier);
