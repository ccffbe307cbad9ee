import { headerOf } from "../decode.js";
import { invalidKey, JwtError } from "../error.js";
import type { BoundedMap } from "../issuers/bounded-map.js";
import { readDecodeOptions } from "../jws-options.js";
import type { Key } from "../key.js";
import { handleOf } from "../keys/handle.js";
import { type Jwk, jwk, thumbprint } from "../keys/jwk.js";
import { isPlainObject } from "../kind.js";
import { withoutPrototype } from "../read-options.js";
import type { PublicKeyAlgorithm, Verifier } from "../types.js";
import { createVerifier } from "../verifier.js";
import type { DpopClaims } from "./proof.js";

/** Seconds by which the client's clock may differ, in both directions (RFC 9449 §11.1). */
export const PROOF_SKEW = 30;

/** The key in a proof's header. */
export interface ProofKey {
  readonly jwk: Jwk;
  /** Its thumbprint (RFC 7638). */
  readonly jkt: string;
  readonly verifier: Verifier<DpopClaims>;
  /** After the proof. */
  free(): void;
}

/** The keys that were used last, each with its JSON, because importing a key takes longer than verifying with it. */
export type KeptKeys = BoundedMap<{ readonly text: string; readonly key: ProofKey }>;

/** What is demanded of the proof before its signature is computed. */
export interface KeyDemands {
  readonly algorithms: readonly PublicKeyAlgorithm[];
  readonly maxAge: number;
  /** The thumbprint that the key must have. */
  readonly jkt: string | undefined;
}

/**
 * The key in the header of a proof. Nobody vouches for it: the proof only shows that the client has its private half.
 * @throws {JwtError} as `verify` for the form and the algorithm; `key_invalid` for what is not a public key; `claim_mismatch`,
 *   with the claim `cnf`, for a key that the access token is not bound to
 */
export function proofKey(proof: string, demands: KeyDemands, kept?: KeptKeys): ProofKey {
  const { alg, jwk: given } = withoutPrototype(headerOf(proof, FORM)) as {
    readonly alg?: unknown;
    readonly jwk?: unknown;
  };
  const name = demands.algorithms.find((allowed) => allowed === alg || (isEdDsa(allowed) && isEdDsa(alg)));
  if (name === undefined) {
    const wanted = demands.algorithms.join(", ");
    throw new JwtError(`the proof's alg must be one of ${wanted}`, { code: "algorithm_not_allowed" });
  }
  if (!isPlainObject(given)) {
    throw invalidKey("the proof's header must have its public key as the member jwk", "no_key");
  }
  checkPublic(given);
  const text = JSON.stringify(given);
  const place = `${name} ${demands.jkt}`;
  const known = demands.jkt === undefined ? undefined : kept?.get(place);
  if (known?.text === text) return known.key;
  const jkt = thumbprint(given as Jwk);
  if (demands.jkt !== undefined && jkt !== demands.jkt) {
    const facts = { code: "claim_mismatch", claim: "cnf" } as const;
    throw new JwtError("the proof's key is not the one that the access token is bound to", facts);
  }
  const key = make(given as Jwk, jkt, name, demands.maxAge);
  // Only what an access token vouches for, and each key once: a client could fill the place with other spellings of its key.
  const isKept = demands.jkt !== undefined && known === undefined && text.length <= LONGEST_KEPT;
  if (kept === undefined || !isKept) return key;
  // It may be in use when another one takes its place, so it is freed when it is collected.
  const lasting = { ...key, free: () => {} };
  kept.set(place, { text, key: lasting });
  return lasting;
}

// A sound key is shorter.
const LONGEST_KEPT = 4000;

const FORM = readDecodeOptions(undefined);

/** Two names for one (RFC 9864). */
const isEdDsa = (alg: unknown) => alg === "EdDSA" || alg === "Ed25519";

// The private members of every key type (RFC 7518 §6, RFC 8037 §2, RFC 9964), whatever `kty` says.
const PRIVATE = ["d", "p", "q", "dp", "dq", "qi", "oth", "k", "priv"];

function checkPublic(given: object): void {
  const name = PRIVATE.find((member) => Object.hasOwn(given, member));
  if (name === undefined) return;
  throw invalidKey(`the proof's jwk has the private member ${name}; it must be a public key`, "private_key");
}

function make(given: Jwk, jkt: string, alg: PublicKeyAlgorithm, maxAge: number): ProofKey {
  const key: Key = jwk(given, alg);
  if (handleOf(key).role !== "public") {
    key.free();
    throw invalidKey("the proof's jwk must be a public key", "private_key");
  }
  const verifier = createVerifier<DpopClaims>({
    key,
    typ: "dpop+jwt",
    maxAge,
    clockTolerance: PROOF_SKEW,
    requiredClaims: ["jti", "htm", "htu"],
    // What a proof is for is said by htm and htu.
    audience: false,
    requireExpiry: false,
  });
  const free = () => {
    verifier.free();
    key.free();
  };
  return { jwk: key.toPublicJwk(), jkt, verifier, free };
}
