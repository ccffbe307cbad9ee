import { slotKey } from "../../generated/core.js";
import { readText, settled } from "../core/door.js";
import type { Engine } from "../types.js";
import { type HostKey, verifyLater, verifySync } from "./index.js";
import type { Importing } from "./keys.js";
import { keep, type SignatureRequest } from "./request.js";

/**
 * What verifies by an engine. It comes with the functions that make public keys, so that a bundle with secrets alone has none of
 * it.
 */
export interface Verifying {
  verifySync(engine: Engine, owner: Importing, slot: number, request: SignatureRequest): boolean;
  /** As {@link verifySync}, of a request that was kept. */
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
    settled(slotKey(slot), false);
    return JSON.parse(readText());
  };
  return { owner, index: request.index, jwk };
}
