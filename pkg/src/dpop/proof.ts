import { JwtError } from "../error.js";
import type { Jwk } from "../keys/jwk.js";
import { withoutPrototype } from "../read-options.js";
import { CLOCK_SKEW } from "../remote/clock.js";
import type { JwtHeader, PublicKeyAlgorithm } from "../types.js";
import { sha256 } from "./hash.js";
import { normalizedUri } from "./htu.js";
import { type KeptKeys, PROOF_SKEW, proofKey } from "./proof-key.js";
import { isFirstUse, type Use } from "./use.js";

/** The claims of a proof (RFC 9449 §4.2). */
export interface DpopClaims {
  jti: string;
  htm: string;
  htu: string;
  iat: number;
  ath?: string;
  nonce?: string;
  [name: string]: unknown;
}

/** A proof that is good. */
export interface VerifiedProof {
  header: JwtHeader;
  payload: DpopClaims;
  /** The client's public key. */
  jwk: Jwk;
  /** Its thumbprint (RFC 7638), to be compared with `cnf.jkt` of an access token, or to be put there. */
  jkt: string;
}

/** What is demanded of a proof, after its checks. */
export interface ProofDemands {
  readonly method: string;
  /** As {@link normalizedUri} has it. */
  readonly uri: string;
  readonly accessToken: string | undefined;
  readonly jkt: string | undefined;
  readonly use: Use;
  readonly env: unknown;
  /** Whether the proof's nonce is valid; without this function, a proof needs no nonce. */
  readonly isNonce: ((nonce: string) => boolean | Promise<boolean>) | undefined;
  readonly algorithms: readonly PublicKeyAlgorithm[];
  readonly maxAge: number;
}

/**
 * The checks of RFC 9449 §4.3. Cheap checks and those that a stranger cannot pass come first; the store is asked last.
 * @throws {JwtError} with the code of the first check that fails
 */
export async function checkProof(
  proof: string,
  demands: ProofDemands,
  kept?: KeptKeys,
): Promise<VerifiedProof> {
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
  if (textOf("htm", htm) !== method) throw mismatch("htm", "the proof is for another method");
  const found = normalizedUri(textOf("htu", htu));
  if (found === undefined) throw invalid("htu", "an absolute http or https URI of ASCII characters");
  // The message names the server's own URI, because behind a proxy it may be the wrong one.
  if (found !== uri) throw mismatch("htu", `the proof is for another URI than ${uri.slice(0, LONGEST_TOLD)}`);
}

async function checkToken({ ath }: DpopClaims, accessToken: string | undefined): Promise<void> {
  if (accessToken === undefined) return;
  if (textOf("ath", ath) !== (await sha256(accessToken))) {
    throw mismatch("ath", "the proof is for another access token");
  }
}

async function checkNonce({ nonce }: DpopClaims, isGood: ProofDemands["isNonce"]): Promise<void> {
  if (isGood === undefined) return;
  if (!(await isGood(textOf("nonce", nonce)))) {
    throw mismatch("nonce", "the proof's nonce is not one that the server gave recently");
  }
}

async function useUp({ jti, iat }: DpopClaims, jkt: string, demands: ProofDemands): Promise<void> {
  const id = await sha256(`${jkt} ${textOf("jti", jti)}`);
  // A store's clock may be ahead of this one.
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

/** The message has no value of the server's: somebody with a stolen token could learn what to send. */
function mismatch(claim: string, why: string): JwtError {
  return new JwtError(why, { code: "claim_mismatch", claim });
}
