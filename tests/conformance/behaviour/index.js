import { cachedResults } from "./cached-results.js";
import { concurrent } from "./concurrent.js";
import { errors } from "./errors.js";
import { keys } from "./keys.js";
import { remoteKeys } from "./remote-keys.js";
import { results } from "./results.js";
import { signedBytes } from "./signed-bytes.js";
import { signing } from "./signing.js";
import { trustedIssuers } from "./trusted-issuers.js";

const PARTS = {
  results,
  errors,
  keys,
  signing,
  "signed bytes": signedBytes,
  "cached results": cachedResults,
  "remote keys": remoteKeys,
  "trusted issuers": trustedIssuers,
  "concurrent calls": concurrent,
};

/** What the package promises about results, errors and keys, apart from which tokens it accepts. */
export async function behaviour(ask, expectIn, compare) {
  for (const [name, part] of Object.entries(PARTS)) {
    const file = `behaviour of ${name}`;
    const expect = (what, actual, expected) =>
      expectIn(file)(what, JSON.stringify(actual), JSON.stringify(expected));
    /** Outcomes that not every runtime and engine has: checked, but not compared. */
    expect.here = (what, actual, expected) =>
      compare(file, what, JSON.stringify(actual), JSON.stringify(expected));
    try {
      await part(ask, expect);
    } catch (error) {
      compare(file, "ends without an exception", `${error}\n${error?.stack}`, "that");
    }
  }
}
