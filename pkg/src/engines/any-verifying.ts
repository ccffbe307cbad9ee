import { hmacLimit, isMac, macs } from "./mac.js";
import type { SignatureRequest } from "./request.js";
import { type Verifying, verifying } from "./verifying.js";

/** For a key or a set of which it is not known whether it has secrets. */
export const anyVerifying: Verifying = {
  hmacLimit,
  verifySync: (engine, owner, slot, request) => by(request).verifySync(engine, owner, slot, request),
  verifyAsync: (engine, owner, slot, request) => by(request).verifyAsync(engine, owner, slot, request),
};

function by({ name }: SignatureRequest): Verifying {
  return isMac(name) ? macs : verifying;
}
