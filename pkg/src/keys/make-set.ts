import { core } from "../../generated/core.js";
import { made, writeBytes } from "../core/door.js";
import type { Verifying } from "../engines/verifying.js";
import type { KeySet } from "../key.js";
import { textEncoder } from "../runtime/text.js";
import { isOnCurve, withPoints } from "./curve.js";
import { CoreKeys } from "./handle.js";
import { describe, publicJwkOf } from "./make.js";

const CoreKeySet = class KeySet extends CoreKeys {
  readonly size: number;

  constructor(number: number, verifying: Verifying) {
    const description = describe(number);
    super(number, description, verifying);
    this.size = description.size;
  }
};

// The place of an entry that is not in the set: -1 as an unsigned number.
const NO_PLACE = 2 ** 32 - 1;

/** A length that says that there is no text. */
const NONE = -1;

/** An entry of a set that was not given to the core. */
export interface LeftOut {
  readonly kid: string | undefined;
  readonly why: string;
}

/** Makes a key set in the core, and drops the keys whose points are not on the curve. */
export function makeKeySet(
  make: () => number,
  verifying: Verifying,
  leftOut: readonly LeftOut[] = [],
): KeySet {
  const number = made(make, true);
  for (const { kid, why } of leftOut) {
    const texts = [kid ?? "", why].map((text) => textEncoder().encode(text)) as [Uint8Array, Uint8Array];
    writeBytes(...texts);
    core.leaveOut(number, NO_PLACE, kid === undefined ? NONE : texts[0].length, texts[1].length);
  }
  // Only for the keys that the core has accepted, because the check is slow.
  const keys = withPoints<unknown[]>(publicJwkOf(number)) ?? [];
  // From the last to the first, because dropping a key moves the following ones.
  for (let place = keys.length - 1; place >= 0; place -= 1) {
    if (!isOnCurve(keys[place])) core.leaveOut(number, place, NONE, NONE);
  }
  return new CoreKeySet(number, verifying) as unknown as KeySet;
}
