import { made } from "../core/door.js";
import type { Verifying } from "../engines/verifying.js";
import type { Key } from "../key.js";
import { isOnCurve, withPoints } from "./curve.js";
import { CoreKey, publicJwkOf } from "./make.js";
import { unusable } from "./unfit.js";

/**
 * A key of any kind of what the core makes.
 * @param verifying unless it only signs
 */
export function makeKey<K extends Key>(make: () => number, verifying?: Verifying): K {
  const number = made(make, true);
  const jwk = withPoints(publicJwkOf(number));
  const key = new CoreKey(number, verifying);
  if (isOnCurve(jwk)) return key as unknown as K;
  key.free();
  throw unusable("the point is not on its curve", "off_curve");
}
