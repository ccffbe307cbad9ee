import { core } from "../../generated/core.js";
import { readText, settled } from "../core/door.js";
import type { Engine } from "../types.js";
import { type HostKey, verifyAsync, verifySync } from "./index.js";
import type { Importing } from "./keys.js";
import type { Secrets } from "./mac.js";
import { keep, type SignatureRequest } from "./request.js";

/** What a key keeps for engines. */
export interface Owner extends Importing {
  readonly secrets: Secrets;
}

/**
 * Verification outside of the core. The functions that make keys bring along what their keys need, so that a bundle with only secrets
 * has no engines, and one with only public keys has nothing for secrets.
 */
export interface Verifying {
  /** From this many bytes of signing input on, the core leaves an HMAC to it. `length` is the token's. */
  hmacLimit?(engine: Engine, length: number): number;
  /** `undefined` if the core must compute it; the slot is then dropped. */
  verifySync(engine: Engine, owner: Owner, slot: number, request: SignatureRequest): boolean | undefined;
  /** As {@link verifySync}, but may return a promise. */
  verifyAsync(
    engine: Engine,
    owner: Owner,
    slot: number,
    request: SignatureRequest,
  ): Promise<boolean> | boolean | undefined;
}

/** For public keys. */
export const verifying: Verifying = {
  verifySync: (engine, owner, slot, request) =>
    verifySync(engine, request.name, hostKey(owner, slot, request), request),
  verifyAsync(engine, owner, slot, request) {
    keep(request);
    return verifyAsync(engine, request.name, hostKey(owner, slot, request), request);
  },
};

function hostKey(owner: Importing, slot: number, request: SignatureRequest): HostKey {
  const jwk = () => {
    keep(request);
    settled(core.slotKey(slot), false);
    return JSON.parse(readText());
  };
  return { owner, index: request.index, jwk };
}
