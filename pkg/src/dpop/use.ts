import { isJwtError, JwtError } from "../error.js";
import { within } from "../remote/deadline.js";
import { STORE_TIMEOUT } from "../store-timeout.js";

/** The use of one proof. */
export interface ProofUse {
  /** Identifies the proof: a hash of its key and its `jti`, 43 characters of base64url. */
  readonly id: string;
  /** The thumbprint of its key (RFC 7638), by which a store can be divided. */
  readonly jkt: string;
  /** When it may be forgotten, in seconds since 1970-01-01T00:00:00Z: from then on its `iat` alone has it refused. */
  readonly expiresAt: number;
}

/** Asks a store, which is the caller's code and can answer anything. */
export type Use = (proof: ProofUse, env: unknown) => unknown;

const faults = new WeakSet<object>();

/** The store cannot be asked, because the server is not set up for it. */
export function misconfigured<T>(find: () => T): T {
  try {
    return find();
  } catch (error) {
    faults.add(error as object);
    throw error;
  }
}

/** Whether every later request would fail too. */
export const isMisconfigured = (error: unknown) => faults.has(error as object);

/**
 * Whether this is the proof's first use.
 * @throws {JwtError} `options_invalid` if the store is not among the bindings; `revocation_unavailable` where the store does not say so,
 *   with what it did as `cause`
 */
export async function isFirstUse(use: Use, proof: ProofUse, env: unknown): Promise<boolean> {
  try {
    const given = use(proof, env);
    const answer =
      typeof given === "boolean"
        ? given
        : await within({ seconds: STORE_TIMEOUT, signals: [] }, async () => given);
    if (typeof answer !== "boolean") throw new TypeError("the answer is neither true nor false");
    return answer;
  } catch (cause) {
    // The caller's code can throw this package's errors too, with any code.
    if (isMisconfigured(cause)) throw cause;
    if (isJwtError(cause) && cause.code === "revocation_unavailable") throw cause;
    throw new JwtError("the store of used proofs failed", { code: "revocation_unavailable" }, { cause });
  }
}
