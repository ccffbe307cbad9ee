import { membersOf } from "../json-members";
import { rfc } from "../registry";
import { type Finding, finding, type Suspect } from "./finding";

/** Browsers must accept cookies of this size, and often accept no more (RFC 6265 §6.1). */
const LONGEST_COOKIE = 4096;

export function claimFindings({ payload, decoded, isProof, isCredential }: Suspect): Finding[] {
  const found: Finding[] = [];
  for (const [content, section] of [
    [decoded.headerText, rfc(7515, "4")],
    [decoded.payloadText, rfc(7519, "4")],
  ] as const) {
    const repeated = (content && membersOf(content)?.filter((member) => member.isRepeated)) ?? [];
    const names = [...new Set(repeated.map((member) => member.name))];
    if (names.length > 0) found.push(finding("repeated", "danger", section, names.join(", ")));
  }
  if (payload) {
    if (!isProof && !Object.hasOwn(payload, "iss")) found.push(finding("no_iss", "hint", rfc(8725, "3.8")));
    if (!isProof && !isCredential && !Object.hasOwn(payload, "aud"))
      found.push(finding("no_aud", "hint", rfc(8725, "3.9")));
    const hasOwnNonce = isProof && Object.hasOwn(payload, "nonce");
    if (!hasOwnNonce && !isCredential && !Object.hasOwn(payload, "jti"))
      found.push(finding("no_jti", "hint", rfc(7519, "4.1.7")));
  }
  if (decoded.token.length > LONGEST_COOKIE) found.push(finding("long_token", "hint", rfc(6265, "6.1")));
  return found;
}
