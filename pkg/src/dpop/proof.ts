import { isJwtError, JwtError } from "../error.js";
import type { Jwk } from "../keys/jwk.js";
import { ERROR_CODES, type JwtErrorCode } from "../names.js";
import { withoutPrototype } from "../read-options.js";
import { CLOCK_SKEW } from "../remote/clock.js";
import type { JwtHeader, PublicKeyAlgorithm } from "../types.js";
import { sha256 } from "./hash.js";
import { normalizedUri } from "./htu.js";
import { type KeptKeys, PROOF_SKEW, proofKey } from "./proof-key.js";
import { isFirstUse, type RecordUse } from "./proof-use.js";

/** The claims of a proof (RFC 9449 §4.2). */
export interface DpopClaims {
  /** The proof's own identifier. */
  jti: string;
  /** The method of the request. */
  htm: string;
  /** The URL of the request, without query and fragment. */
  htu: string;
  /** When the proof was made, in seconds since 1970-01-01T00:00:00Z. */
  iat: number;
  /** The hash of the access token. */
  ath?: string;
  /** The server's nonce. */
  nonce?: string;
  [name: string]: unknown;
}

/** A proof that has passed every check. */
export interface VerifiedProof {
  /** The header of the proof. */
  header: JwtHeader;
  /** The claims of the proof. */
  payload: DpopClaims;
  /** The client's public key. */
  jwk: Jwk;
  /** The key's thumbprint (RFC 7638): `cnf.jkt` of an access token that is bound to the key. */
  jkt: string;
}

/** What a proof must fulfil. */
export interface ProofDemands {
  readonly method: string;
  /** The request's URI, as {@link normalizedUri} spells it. */
  readonly uri: string;
  readonly accessToken: string | undefined;
  readonly jkt: string | undefined;
  readonly use: RecordUse;
  readonly env: unknown;
  /** Whether the proof's nonce is valid. Without this function, a proof needs no nonce. */
  readonly isNonce: ((nonce: string) => boolean | Promise<boolean>) | undefined;
  readonly algorithms: readonly PublicKeyAlgorithm[];
  readonly maxAge: number;
}

/**
 * Makes the checks of RFC 9449 §4.3. Cheap checks, and those that a stranger cannot pass, come first; the store is
 * asked last.
 * @throws {JwtError} with the code of the first check that fails
 */
export async function checkProof(
  proof: string,
  demands: ProofDemands,
  kept?: KeptKeys,
): Promise<VerifiedProof> {
  try {
    return await checked(proof, demands, kept);
  } catch (thrown) {
    if (isJwtError(thrown) && OF_PROOFS.includes(thrown.code)) thrown.message = ofProof(thrown.message);
    throw thrown;
  }
}

/** Whose message may be the core's, which knows no proofs but tokens. */
const OF_PROOFS: readonly JwtErrorCode[] = ERROR_CODES.filter(
  (code) => !["revoked", "revocation_unavailable", "options_invalid", "sync_unavailable"].includes(code),
);

function ofProof(message: string): string {
  return message.replaceAll("the token", "the proof").replace(/^the (?!proof)/, "the proof's ");
}

async function checked(proof: string, demands: ProofDemands, kept?: KeptKeys): Promise<VerifiedProof> {
  const key = proofKey(proof, demands, kept);
  try {
    const { header, payload } = await key.verifier.verify(proof);
    const claims = withoutPrototype(payload) as DpopClaims;
    checkTarget(claims, demands);
    await checkToken(claims, demands.accessToken);
    await checkNonce(claims, demands.isNonce);
    await useUp(claims, key.jkt, demands);
    return { header, payload, jwk: { ...key.jwk }, jkt: key.jkt };
  } finally {
    key.free();
  }
}

const LONGEST_TOLD = 200;

function checkTarget({ htm, htu }: DpopClaims, { method, uri }: ProofDemands): void {
  if (textOf("htm", htm) !== method)
    throw mismatch("htm", "the proof's htm is not the method of the request");
  const found = normalizedUri(textOf("htu", htu));
  if (found === undefined) throw invalid("htu", "an absolute http or https URI of ASCII characters");
  // The message names the URI that the server sees, because behind a proxy that may be the wrong one.
  if (found !== uri)
    throw mismatch("htu", `the proof's htu is not the URI of the request, ${uri.slice(0, LONGEST_TOLD)}`);
}

async function checkToken({ ath }: DpopClaims, accessToken: string | undefined): Promise<void> {
  if (accessToken === undefined) return;
  if (textOf("ath", ath) !== (await sha256(accessToken))) {
    throw mismatch("ath", "the proof's ath is not the hash of the access token");
  }
}

async function checkNonce({ nonce }: DpopClaims, isGood: ProofDemands["isNonce"]): Promise<void> {
  if (isGood === undefined) return;
  if (!(await isGood(textOf("nonce", nonce)))) {
    throw mismatch("nonce", "the proof's nonce is not a recent one of this server");
  }
}

async function useUp({ jti, iat }: DpopClaims, jkt: string, demands: ProofDemands): Promise<void> {
  const id = await sha256(`${jkt} ${textOf("jti", jti)}`);
  // The clock of a store may be ahead.
  const expiresAt = iat + demands.maxAge + PROOF_SKEW + CLOCK_SKEW;
  if (await isFirstUse(demands.use, { id, jkt, expiresAt }, demands.env)) return;
  throw new JwtError("the proof was used before", { code: "revoked", reason: "reused" });
}

function textOf(claim: string, value: unknown): string {
  if (value === undefined) {
    throw new JwtError(`the proof's claim "${claim}" is missing`, { code: "claim_missing", claim });
  }
  if (typeof value === "string" && value !== "") return value;
  throw invalid(claim, "a string that is not empty");
}

function invalid(claim: string, expected: string): JwtError {
  const message = `the proof's claim "${claim}" must be ${expected}`;
  return new JwtError(message, { code: "claim_invalid", claim, expected });
}

/** The error has no expected value, because a thief of a token could learn from it what to send. */
function mismatch(claim: string, why: string): JwtError {
  return new JwtError(why, { code: "claim_mismatch", claim });
}
