import type { DecodedToken } from "../decoded-token";

/** Nothing is between the two dots, since the payload was sent separately (RFC 7515 appendix F). */
export function isDetachedToken({ segments }: Pick<DecodedToken, "segments">): boolean {
  const [header, payload, signature] = segments;
  return segments.length === 3 && header?.text !== "" && payload?.text === "" && signature?.text !== "";
}
