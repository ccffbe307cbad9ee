import type { Verified } from "../types.js";
import { VerifiedTokens } from "../verifier/cache.js";

/** Which verifier has verified each cached token. */
export type Owners = WeakMap<Verified<unknown>, VerifiedTokens>;

/**
 * One verifier's view of the cache that all issuers share. It finds only tokens that this verifier has verified: a
 * token that passed another verifier, such as one with the issuer's old keys, does not count.
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

  override keep<P>(token: string, read: () => Verified<P>): Verified<P> {
    const kept = this.#all.keep(token, read);
    this.#owners.set(kept, this);
    return kept;
  }
}
