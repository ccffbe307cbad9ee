import type { ReplayStore } from "../edge/hooks.js";
import { invalidOptions, JwtError } from "../error.js";
import { kindOf, tagOf } from "../kind.js";
import { namedOptions, orUnreadable, wrongOption, wrongValue } from "../read-options.js";
import type { PublicKeyAlgorithm } from "../types.js";
import { requestUri } from "./htu.js";
import { type DpopNonces, noncesOf } from "./nonces.js";
import { readAlgorithms, readMaxAge } from "./options.js";
import { checkProof, type ProofDemands, type VerifiedProof } from "./proof.js";
import { useOf } from "./replay.js";

/** The request that a proof came with, and what is demanded of the proof. Every option is checked. */
export interface VerifyDpopProofOptions {
  /** The request's method, as it was sent. */
  method: string;
  /** The request's URL, as the client knows it; its query does not matter. */
  url: string | URL;
  /** The store that remembers used proofs: each is good once. */
  replay: ReplayStore;
  /** The access token of the request. The proof must hold its hash as `ath`. Needs `jkt`. Only a token endpoint has none. */
  accessToken?: string;
  /** `cnf.jkt` of the verified access token: the thumbprint of the only key that can sign the proof. */
  jkt?: string;
  /** The nonce that the proof must have, or the nonces of {@link dpopNonces}. Default: no nonce is demanded. */
  nonce?: string | DpopNonces;
  /** Algorithms to accept. Default: all of public keys. */
  algorithms?: readonly PublicKeyAlgorithm[];
  /** Seconds that may have passed since the proof's `iat`. Clocks may differ by 30 seconds more. 1 to 86400, default 300. */
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
 * Verifies a DPoP proof (RFC 9449 §4.3), which is the value of the request's one header `DPoP`, for servers without a gate. First
 * verify the access token with `verify`, and then pass its `cnf.jkt` as `jkt`.
 * @throws {JwtError} as `verify` for the proof's form, algorithm, signature and `iat`; `key_invalid` for a `jwk` that is not a
 *   sound public key; `claim_mismatch`, `claim_missing` or `claim_invalid` with the claim `htm`, `htu`, `ath`, `jti` or `nonce`, and with `cnf` if
 *   the key is not the token's; `revoked` with the reason `reused`; `revocation_unavailable` if the store fails;
 *   `options_invalid`.
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

/** With the facts of a token that is not a text. */
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
  return new JwtError(`the proof must be a string, it is ${kindOf(given)}${why}`, facts);
}

function check(read: { readonly [name in keyof VerifyDpopProofOptions]?: unknown }): ProofDemands {
  const { accessToken, jkt } = read;
  if (accessToken !== undefined && jkt === undefined) {
    throw invalidOptions(
      "the option accessToken needs jkt; give the cnf.jkt of the verified token, or a proof of any key would pass",
    );
  }
  return {
    method: textOption("method", read.method),
    uri: uriOption("url", read.url),
    accessToken: accessToken === undefined ? undefined : textOption("accessToken", accessToken),
    jkt: jkt === undefined ? undefined : textOption("jkt", jkt),
    use: useOf(read.replay, "the option replay"),
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
  const nonces = noncesOf(given, "the option nonce");
  return (nonce) => nonces.isGood(nonce);
}

export function textOption(name: string, value: unknown): string {
  if (typeof value === "string" && value !== "") return value;
  throw wrongOption(`the option ${name} must be a string, and not empty`, value);
}

/** Without query and fragment. */
export function uriOption(name: string, value: unknown): string {
  const text = typeof value === "string" || tagOf(value) === "URL" ? String(value) : undefined;
  const uri = text === undefined ? undefined : requestUri(text);
  if (uri === undefined) throw wrongValue(`the option ${name} must be an absolute http or https URL`, value);
  return uri;
}
