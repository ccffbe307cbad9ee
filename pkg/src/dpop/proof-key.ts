import { headerOf } from "../decode.js";
import { invalidKey, JwtError } from "../error.js";
import type { BoundedMap } from "../issuers/bounded-map.js";
import { readDecodeOptions } from "../jws-options.js";
import type { Key } from "../key.js";
import { includes, mayBe } from "../keys/eddsa.js";
import { handleOf } from "../keys/handle.js";
import { type Jwk, jwk, thumbprint } from "../keys/jwk.js";
import { isPlainObject } from "../kind.js";
import { withoutPrototype } from "../read-options.js";
import type { PublicKeyAlgorithm, Verifier } from "../types.js";
import { createVerifier } from "../verifier.js";
import type { DpopClaims } from "./proof.js";

/** By how many seconds the client's clock may be ahead or behind (RFC 9449 §11.1). */
export const PROOF_SKEW = 30;

/** The key in a proof's header. */
export interface ProofKey {
  readonly jwk: Jwk;
  /** The key's thumbprint (RFC 7638). */
  readonly jkt: string;
  readonly verifier: Verifier<DpopClaims>;
  /** Frees the key once the proof is checked. */
  free(): void;
}

/**
 * The keys that were used last, each with its JSON text. They are kept because importing a key takes longer than
 * verifying with it.
 */
export type KeptKeys = BoundedMap<{ readonly text: string; readonly key: ProofKey }>;

/** What a proof must fulfil before its signature is computed. */
export interface KeyDemands {
  readonly algorithms: readonly PublicKeyAlgorithm[];
  readonly maxAge: number;
  /** The thumbprint that the key must have. */
  readonly jkt: string | undefined;
}

/**
 * The key in the header of a proof. Nothing shows whose key it is: the proof only shows that the client has its private
 * half.
 * @throws {JwtError} as `verify` for the form and the algorithm; `key_invalid` if it is not a public key;
 *   `claim_mismatch` with the claim `cnf` if the access token is bound to another key
 */
export function proofKey(proof: string, demands: KeyDemands, kept?: KeptKeys): ProofKey {
  const { alg, jwk: given } = withoutPrototype(headerOf(proof, FORM)) as {
    readonly alg?: unknown;
    readonly jwk?: unknown;
  };
  const [first, ...others] = demands.algorithms.filter((allowed) => mayBe(allowed, alg));
  if (first === undefined) {
    const wanted = demands.algorithms.join(", ");
    throw new JwtError(`the proof's alg must be one of ${wanted}`, { code: "algorithm_not_allowed" });
  }
  if (!isPlainObject(given)) {
    throw invalidKey("the proof's header must have its public key as the member jwk", "no_key");
  }
  checkPublic(given);
  // `EdDSA` means `Ed25519` or `Ed448`, whichever is the key's curve.
  const { crv } = withoutPrototype(given);
  const name = [first, ...others].find((allowed) => includes(allowed, crv)) ?? first;
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
  // Only a key that an access token names is kept, and only in one spelling, so that a client cannot fill the memory
  // with other spellings of its key.
  const isKept = demands.jkt !== undefined && known === undefined && text.length <= LONGEST_KEPT;
  if (kept === undefined || !isKept) return key;
  // It may be in use when another key replaces it, so the garbage collector frees it.
  const lasting = { ...key, free: () => {} };
  kept.set(place, { text, key: lasting });
  return lasting;
}

// In characters. Every sound key is shorter.
const LONGEST_KEPT = 4000;

const FORM = readDecodeOptions(undefined);

// The private members of all key types (RFC 7518 §6, RFC 8037 §2, RFC 9964). None may be there, whatever `kty` says.
const PRIVATE = ["d", "p", "q", "dp", "dq", "qi", "oth", "k", "priv"];

function checkPublic(given: object): void {
  const name = PRIVATE.find((member) => Object.hasOwn(given, member));
  if (name === undefined) return;
  throw invalidKey(
    `the proof's jwk has the private member ${name}, but it must be a public key`,
    "private_key",
  );
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
    // A proof has `htm` and `htu` instead of an audience.
    audience: false,
    requireExpiry: false,
  });
  const free = () => {
    verifier.free();
    key.free();
  };
  return { jwk: key.toPublicJwk(), jkt, verifier, free };
}
