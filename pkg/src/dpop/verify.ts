import type { ReplayStore } from "../edge/hooks.js";
import { JwtError } from "../error.js";
import { kindOf, tagOf } from "../kind.js";
import { invalidOption, namedOptions, orUnreadable, wrongOption, wrongValue } from "../read-options.js";
import type { PublicKeyAlgorithm } from "../types.js";
import { requestUri } from "./htu.js";
import { type DpopNonces, noncesOf } from "./nonces.js";
import { readAlgorithms, readMaxAge } from "./options.js";
import { checkProof, type ProofDemands, type VerifiedProof } from "./proof.js";
import { useOf } from "./replay.js";

/**
 * The options of `verifyDpopProof`: the request that the proof came with, and what the proof must fulfil. Every option
 * is checked.
 */
export interface VerifyDpopProofOptions {
  /** The request's method, as it was sent. */
  method: string;
  /** The request's URL, as the client knows it. Its query does not matter. */
  url: string | URL;
  /** The store that remembers used proofs, so that each passes once. */
  replay: ReplayStore;
  /**
   * The access token of the request, whose hash the proof must hold as `ath`. Needs `jkt`. Only requests to a token
   * endpoint have none.
   */
  accessToken?: string;
  /** `cnf.jkt` of the verified access token: the thumbprint of the only key that may sign the proof. */
  jkt?: string;
  /** The nonce that the proof must have, or nonces of {@link dpopNonces}. Default: a proof needs no nonce. */
  nonce?: string | DpopNonces;
  /** Algorithms to accept. Default: all public-key algorithms. */
  algorithms?: readonly PublicKeyAlgorithm[];
  /**
   * Greatest age of the proof in seconds, counted from `iat`. Clocks may differ by 30 seconds more. 1 to 86400, default
   * 300.
   */
  maxAge?: number;
}

const NAMES = [
  "method",
  "url",
  "replay",
  "accessToken",
  "jkt",
  "nonce",
  "algorithms",
  "maxAge",
] as const satisfies (keyof VerifyDpopProofOptions)[];

/**
 * Verifies a DPoP proof (RFC 9449 §4.3), which is the value of the request's only `DPoP` header. It is for servers
 * without a gate. First verify the access token with `verify`, and then pass its `cnf.jkt` as `jkt`.
 * @throws {JwtError} as `verify` for the proof's form, algorithm, signature and `iat`; `key_invalid` for a `jwk` that
 *   is not a sound public key; `claim_mismatch`, `claim_missing` or `claim_invalid` with the claim `htm`, `htu`, `ath`,
 *   `jti` or `nonce`, and with `cnf` if the key is not the token's; `revoked` with the reason `reused`;
 *   `revocation_unavailable` if the store fails; `options_invalid`.
 * @example
 * ```ts
 * const key = privateKey(privatePem, "ES256");
 * const proof = await createDpopProof({ key, htm: "POST", htu: "https://server.example/token" });
 * const { jkt } = await verifyDpopProof(proof, {
 *   method: "POST",
 *   url: "https://server.example/token",
 *   replay: memoryReplay(),
 * });
 * console.log(jkt === thumbprint(key.toPublicJwk())); // true
 * ```
 */
export async function verifyDpopProof(
  proof: string,
  options: VerifyDpopProofOptions,
): Promise<VerifiedProof> {
  const read = namedOptions(options, "options", NAMES);
  const demands = orUnreadable("options", () => check(read));
  if (typeof proof !== "string") throw noProof(proof);
  return checkProof(proof, demands);
}

/** The error for a proof that is not a string, with the facts of such a token. */
function noProof(given: unknown): JwtError {
  const facts = {
    code: "malformed",
    reason: "segments",
    part: "token",
    expected: "string",
    actual: typeof given,
  } as const;
  const isMissing = given === null || given === undefined;
  const why = isMissing ? ": no header DPoP was sent" : "";
  return new JwtError(`the proof must be a string, but it is ${kindOf(given)}${why}`, facts);
}

function check(read: { readonly [name in keyof VerifyDpopProofOptions]?: unknown }): ProofDemands {
  const { accessToken, jkt } = read;
  if (accessToken !== undefined && jkt === undefined) {
    throw invalidOption(
      "accessToken",
      "needs the option jkt, or a proof of any key would pass; give the cnf.jkt of the verified token",
    );
  }
  return {
    method: textOption("method", read.method),
    uri: uriOption("url", read.url),
    accessToken: accessToken === undefined ? undefined : textOption("accessToken", accessToken),
    jkt: jkt === undefined ? undefined : textOption("jkt", jkt),
    use: useOf(read.replay, "replay"),
    env: undefined,
    isNonce: nonceOption(read.nonce),
    algorithms: readAlgorithms(read.algorithms),
    maxAge: readMaxAge(read.maxAge),
  };
}

function nonceOption(given: unknown): ProofDemands["isNonce"] {
  if (given === undefined) return undefined;
  if (typeof given === "string") {
    const wanted = textOption("nonce", given);
    return (nonce) => nonce === wanted;
  }
  const nonces = noncesOf(given, "nonce");
  return (nonce) => nonces.isGood(nonce);
}

export function textOption(name: string, value: unknown): string {
  if (typeof value === "string" && value !== "") return value;
  throw wrongOption(name, "must be a string that is not empty", value);
}

/** A URL without query and fragment. */
export function uriOption(name: string, value: unknown): string {
  const text = typeof value === "string" || tagOf(value) === "URL" ? String(value) : undefined;
  const uri = text === undefined ? undefined : requestUri(text);
  if (uri === undefined) throw wrongValue(name, "must be an absolute http or https URL", value);
  return uri;
}
