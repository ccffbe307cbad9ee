import type { Verified } from "../types.js";
import { VerifiedTokens } from "../verifier/cache.js";

/** Which verifier a token has passed. */
export type Owners = WeakMap<Verified<unknown>, VerifiedTokens>;

/**
 * What one issuer's verifier keeps, in a place that all issuers share. A token that another verifier has passed, such as one
 * that had other keys, is as good as not there.
 */
export class SharedTokens extends VerifiedTokens {
  readonly #all: VerifiedTokens;
  readonly #owners: Owners;

  constructor(all: VerifiedTokens, owners: Owners) {
    super(0);
    this.#all = all;
    this.#owners = owners;
  }

  override get(token: string, now: number): Verified<unknown> | undefined {
    const verified = this.#all.get(token, now);
    return verified && this.#owners.get(verified) === this ? verified : undefined;
  }

  override keep<P>(token: string, verified: Verified<P>, validity: readonly [number, number]): Verified<P> {
    const kept = this.#all.keep(token, verified, validity);
    this.#owners.set(kept, this);
    return kept;
  }
}
