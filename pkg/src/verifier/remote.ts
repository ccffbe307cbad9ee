/// <reference lib="esnext.disposable" preserve="true" />
import { disposable } from "../core/handles.js";
import type { KeySet } from "../key.js";
import { handleOf } from "../keys/handle.js";
import { type SetSource, setAtHand, withSet } from "../remote/with-set.js";
import type { Report, Verified, Verifier } from "../types.js";
import { LocalVerifier } from "./at-hand.js";
import { checkLive, checkOptions } from "./kept.js";
import type { ReadOptions } from "./options.js";

/** A verifier whose keys are fetched. Each version of the key set gets a local verifier of its own, with an empty cache. */
export class RemoteVerifier<P> implements Verifier<P> {
  readonly #source: SetSource<KeySet>;
  readonly #options: ReadOptions;
  #set: KeySet | undefined;
  #local: LocalVerifier<P> | undefined;
  #isFreed = false;
  declare [Symbol.dispose]: () => void;

  constructor(source: SetSource<KeySet>, options: ReadOptions) {
    checkOptions(options);
    this.#source = source;
    this.#options = options;
  }

  async verify(token: string): Promise<Verified<P>> {
    this.#checkLive();
    return withSet(this.#source, (set) => this.#with(set).verify(token));
  }

  verifySync(token: string): Verified<P> {
    return this.#now().verifySync(token);
  }

  async explain(token: string): Promise<Report> {
    this.#checkLive();
    const set = await this.#source.current();
    const report = await this.#with(set).explain(token);
    const isUnknown = report.checks.some(({ error }) => error?.code === "key_not_found");
    const newer = isUnknown ? await this.#source.refreshed(set) : undefined;
    return newer === undefined ? report : this.#with(newer).explain(token);
  }

  explainSync(token: string): Report {
    return this.#now().explainSync(token);
  }

  free(): void {
    this.#isFreed = true;
    this.#local?.free();
    this.#local = undefined;
    this.#set = undefined;
  }

  #checkLive(): void {
    checkLive({ isFreed: this.#isFreed });
  }

  /** The verifier for this set. A verification that has begun with an older set goes on with it. */
  #with(set: KeySet): LocalVerifier<P> {
    this.#checkLive();
    if (this.#local && this.#set === set) return this.#local;
    this.#local = new LocalVerifier<P>(handleOf(set), this.#options);
    this.#set = set;
    return this.#local;
  }

  #now(): LocalVerifier<P> {
    this.#checkLive();
    return this.#with(setAtHand(this.#source));
  }
}

disposable(RemoteVerifier);
