import { isJwtError, JwtError } from "../error.js";

/** The use of one refresh token, in exchange for the next one of its family. */
export interface Rotation {
  /** All tokens that come of one login: their `sid`, which is the `jti` of the login's refresh token. */
  readonly family: string;
  /** The `jti` of the refresh token that is used. */
  readonly jti: string;
  /** The `jti` of the refresh token that takes its place. */
  readonly next: string;
  /** When all that is known of the family may be forgotten, in seconds since 1970-01-01T00:00:00Z. */
  readonly expiresAt: number;
}

/**
 * - `rotated`: the token had not been used, and now it is.
 * - `reused`: it had been used before. The issuer then revokes the family.
 * - `revoked`: its family was revoked, or the store no longer knows it.
 */
export type RotationOutcome = "rotated" | "reused" | "revoked";

/** What is remembered of token families. An error that it throws refuses the token; nothing is ever let through for it. */
export interface RevocationStore {
  /**
   * Uses a refresh token. Of any number of calls for one `jti` at most one may give `rotated`, as far as the store can
   * promise it; a family that is unknown begins with the token whose `jti` is the family's name, and with no other.
   */
  rotate(rotation: Rotation): Promise<RotationOutcome>;
  /** Revokes all of the family's tokens until then at least; repeating it is not an error. */
  revoke(family: string, expiresAt: number): Promise<void>;
  /** Whether the family of a verified token, access or refresh, was revoked: for the option `revocation` of the gate. */
  isRevoked(payload: object): Promise<boolean>;
}

/** What a store keeps of a family whose first refresh token was used. */
export interface FamilyRecord {
  /** The `jti` of the one refresh token that may be used; `null` once the family is revoked. */
  readonly current: string | null;
  readonly expiresAt: number;
}

/** The decision of every store that can read and write at once. Only `rotated` changes the record: to {@link begun}. */
export function outcomeOf(known: FamilyRecord | undefined, { family, jti }: Rotation): RotationOutcome {
  if (known === undefined) return jti === family ? "rotated" : "revoked";
  if (known.current === null) return "revoked";
  return known.current === jti ? "rotated" : "reused";
}

const OUTCOMES: readonly unknown[] = ["rotated", "reused", "revoked"] satisfies RotationOutcome[];

/** What a store of the caller's, or what it talks to, says may be anything. */
export function outcomeIn(answer: unknown): RotationOutcome {
  if (OUTCOMES.includes(answer)) return answer as RotationOutcome;
  throw new TypeError("the answer is not an outcome of a rotation");
}

// RFC 9700 asks for no length; keys of Workers KV have at most 512 bytes, and a letter here at most three.
const LONGEST_NAME = 128;

/**
 * The family that a verified token is of: `sid` (OpenID Connect Front-Channel Logout 1.0 §3), or, for tokens that other
 * software made, the token's own `jti`.
 * @throws {JwtError} `claim_missing`, `claim_invalid`
 */
export function familyOf(payload: object): string {
  const { sid, jti } = Object(payload) as { sid?: unknown; jti?: unknown };
  return sid === undefined ? nameIn("jti", jti) : nameIn("sid", sid);
}

/** @throws {JwtError} `claim_missing`, `claim_invalid` */
export function nameIn(claim: string, value: unknown): string {
  if (value === undefined) {
    throw new JwtError(`the claim "${claim}" is missing`, { code: "claim_missing", claim });
  }
  if (typeof value === "string" && value !== "" && value.length <= LONGEST_NAME) return value;
  const expected = `a string of 1 to ${LONGEST_NAME} characters`;
  throw new JwtError(`the claim "${claim}" must be ${expected}`, { code: "claim_invalid", claim, expected });
}

/**
 * What a store answers. It may run code of the caller's, which may throw anything.
 * @throws {JwtError} `revocation_unavailable`, with what was thrown as `cause`
 */
export async function withStore<T>(work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (isJwtError(cause) && cause.code === "revocation_unavailable") throw cause;
    const facts = { code: "revocation_unavailable" } as const;
    throw new JwtError("the store of revocations failed", facts, { cause });
  }
}
