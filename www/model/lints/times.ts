import { rfc } from "../registry";
import { durationInWords, isTooFar, looksLikeMilliseconds } from "../time";
import { type Finding, finding, type Suspect } from "./finding";

const A_DAY = 86_400;
/** Seconds by which clocks differ without being wrong. */
const CLOCKS_DIFFER_BY = 60;
const SHORT_LIVED = rfc(6750, "5.3");

export function timeFindings({ payload, now, isProof, isCredential }: Suspect): Finding[] {
  if (!payload) return [];
  const found: Finding[] = [];
  const [iat, nbf, exp] = ["iat", "nbf", "exp"].map((name) => {
    const value = Object.hasOwn(payload, name) ? payload[name] : undefined;
    return typeof value === "number" ? value : undefined;
  });
  const inMilliseconds = Object.entries({ iat, nbf, exp }).flatMap(([name, value]) =>
    value !== undefined && looksLikeMilliseconds(value) ? [name] : [],
  );
  if (inMilliseconds.length > 0) {
    found.push(finding("milliseconds", "warning", rfc(7519, "2"), inMilliseconds.join(", ")));
  }
  if (!Object.hasOwn(payload, "exp")) {
    if (!isProof) found.push(finding("no_exp", "warning", SHORT_LIVED));
  } else if (exp !== undefined && !isTooFar(exp)) {
    const start = iat ?? nbf ?? now;
    if (exp - start > A_DAY && !isCredential) {
      found.push(finding("long_life", "warning", SHORT_LIVED, durationInWords(exp - start)));
    }
    if (exp <= Math.max(nbf ?? exp - 1, iat ?? exp - 1)) {
      found.push(finding("never_valid", "warning", rfc(7519, "4.1.4")));
    }
  }
  if (iat !== undefined && iat > now + CLOCKS_DIFFER_BY && !looksLikeMilliseconds(iat)) {
    found.push(finding("from_future", "hint", rfc(7519, "4.1.6")));
  }
  return found;
}
