import { core } from "../../generated/core.js";
import { readText, settled } from "../core/door.js";
import type { Engine } from "../types.js";
import { type HostKey, verifyLater, verifySync } from "./index.js";
import type { Importing } from "./keys.js";
import { keep, type SignatureRequest } from "./request.js";

/**
 * Verification by an engine. The functions that make public keys bring it along, so that a bundle with only secrets
 * leaves it out.
 */
export interface Verifying {
  verifySync(engine: Engine, owner: Importing, slot: number, request: SignatureRequest): boolean;
  /** As {@link verifySync}, for a request whose views were replaced by copies. */
  verifyLater(engine: Engine, owner: Importing, slot: number, request: SignatureRequest): Promise<boolean>;
}

export const verifying: Verifying = {
  verifySync: (engine, owner, slot, request) =>
    verifySync(engine, request.name, hostKey(owner, slot, request), request),
  verifyLater: (engine, owner, slot, request) =>
    verifyLater(engine, request.name, hostKey(owner, slot, request), request),
};

function hostKey(owner: Importing, slot: number, request: SignatureRequest): HostKey {
  const jwk = () => {
    keep(request);
    settled(core.slotKey(slot), false);
    return JSON.parse(readText());
  };
  return { owner, index: request.index, jwk };
}
