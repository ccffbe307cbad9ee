/** Finds doubtful content in a token, whatever its signature. */

import type { DecodedToken } from "../decoded-token";
import { mediaType } from "../media-type";
import { claimFindings } from "./claims";
import { type Finding, LEVELS, type Suspect } from "./finding";
import { headerFindings } from "./header";
import { knownSecretFinding } from "./known-secret";
import { privateFindings } from "./private";
import { timeFindings } from "./times";

const PROOFS: readonly (string | undefined)[] = ["dpop+jwt", "kb+jwt"];

/** Of an SD-JWT (RFC 9901 §4.1). */
const CREDENTIAL_CLAIMS = ["_sd", "_sd_alg"];

const RULES = [headerFindings, privateFindings, timeFindings, claimFindings];

/**
 * The gravest first.
 * @param knownSecret the one that the token was found to be signed with
 */
export function findingsIn(decoded: DecodedToken, now: number, knownSecret?: string): readonly Finding[] {
  if (!decoded.header) return [];
  const suspect: Suspect = {
    decoded,
    header: decoded.header,
    payload: decoded.payload,
    isEncrypted: decoded.segments.length === 5,
    isProof: PROOFS.includes(mediaType(decoded.header.typ)),
    isCredential: CREDENTIAL_CLAIMS.some((name) => Object.hasOwn(decoded.payload ?? {}, name)),
    now,
  };
  const found = RULES.flatMap((rule) => rule(suspect));
  if (knownSecret !== undefined) found.unshift(knownSecretFinding(knownSecret));
  return found.sort((one, other) => LEVELS.indexOf(one.level) - LEVELS.indexOf(other.level));
}
