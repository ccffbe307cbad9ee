import { made } from "../core/door.js";
import type { Verifying } from "../engines/verifying.js";
import type { Key } from "../key.js";
import { isOnCurve, withPoints } from "./curve.js";
import { CoreKey, publicJwkOf } from "./make.js";
import { unusable } from "./unfit.js";

/**
 * Makes a key in the core, and checks that its point is on the curve.
 * @param verifying the engines, unless the key only signs
 */
export function makeKey<K extends Key>(make: () => number, verifying?: Verifying): K {
  const number = made(make, true);
  const jwk = withPoints(publicJwkOf(number));
  const key = new CoreKey(number, verifying);
  if (isOnCurve(jwk)) return key as unknown as K;
  key.free();
  throw unusable("the point is not on its curve", "off_curve");
}
