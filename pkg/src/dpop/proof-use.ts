import { isJwtError, JwtError } from "../error.js";
import { within } from "../remote/deadline.js";
import { STORE_TIMEOUT } from "../store-timeout.js";

/** The use of one proof. */
export interface ProofUse {
  /** Identifies the proof: a hash of its key and its `jti`, as 43 characters of base64url. */
  readonly id: string;
  /** The thumbprint of the proof's key (RFC 7638). A store can be divided by it. */
  readonly jkt: string;
  /** When the use may be forgotten, in seconds since 1970-01-01T00:00:00Z. From then on the proof is refused as too old. */
  readonly expiresAt: number;
}

/** Records the use in a store, which may be the caller's code and return anything. */
export type RecordUse = (proof: ProofUse, env: unknown) => unknown;

const faults = new WeakSet<object>();

/** Marks what `find` throws as a fault of the server's configuration. */
export function misconfigured<T>(find: () => T): T {
  try {
    return find();
  } catch (error) {
    faults.add(error as object);
    throw error;
  }
}

/** Whether the error is a fault of the server's configuration, which every request would meet. */
export const isMisconfigured = (error: unknown) => faults.has(error as object);

/**
 * Whether this is the proof's first use.
 * @throws {JwtError} `options_invalid` if the store is not among the bindings; `revocation_unavailable` if the store
 *   fails, with its error as `cause`
 */
export async function isFirstUse(use: RecordUse, proof: ProofUse, env: unknown): Promise<boolean> {
  try {
    const given = use(proof, env);
    const answer = typeof given === "boolean" ? given : await within([], async () => given, STORE_TIMEOUT);
    if (typeof answer !== "boolean")
      throw new TypeError("the store's answer must be true or false, but it is neither");
    return answer;
  } catch (cause) {
    // The caller's code can throw errors of this package too, with any code.
    if (isMisconfigured(cause)) throw cause;
    if (isJwtError(cause) && cause.code === "revocation_unavailable") throw cause;
    throw new JwtError("the store of used proofs failed", { code: "revocation_unavailable" }, { cause });
  }
}
