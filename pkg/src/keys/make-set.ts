import { leaveOut } from "../../generated/core.js";
import { made, writeBytes } from "../core/door.js";
import { verifying } from "../engines/verifying.js";
import type { KeySet } from "../key.js";
import { textEncoder } from "../runtime/text.js";
import { isOnCurve, withPoints } from "./curve.js";
import { CoreKeys } from "./handle.js";
import { describe, publicJwkOf } from "./make.js";

const CoreKeySet = class KeySet extends CoreKeys {
  readonly size: number;

  constructor(number: number) {
    const description = describe(number);
    super(number, description, verifying);
    this.size = description.size;
  }
};

// What `-1` becomes: more keys than any set has.
const NO_PLACE = 2 ** 32 - 1;

/** In place of a length: there is no such text. */
const NONE = -1;

/** An entry of a set that was not handed to the core. */
export interface LeftOut {
  readonly kid: string | undefined;
  readonly why: string;
}

/** A set of what the core makes. */
export function makeKeySet(make: () => number, leftOut: readonly LeftOut[] = []): KeySet {
  const number = made(make, true);
  for (const { kid, why } of leftOut) {
    const texts = [kid ?? "", why].map((text) => textEncoder().encode(text)) as [Uint8Array, Uint8Array];
    writeBytes(...texts);
    leaveOut(number, NO_PLACE, kid === undefined ? NONE : texts[0].length, texts[1].length);
  }
  // Only for the keys that the core takes, since this takes long.
  const keys = withPoints<unknown[]>(publicJwkOf(number)) ?? [];
  // The last one first, since those after it move up.
  for (let place = keys.length - 1; place >= 0; place -= 1) {
    if (!isOnCurve(keys[place])) leaveOut(number, place, NONE, NONE);
  }
  return new CoreKeySet(number) as unknown as KeySet;
}
