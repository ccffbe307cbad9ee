import { isJwtError, JwtError } from "../error.js";

/** The exchange of a refresh token for the next one of its family. */
export interface Rotation {
  /** The family: all tokens that come from one login. It is their `sid`, which is the `jti` of the login's refresh token. */
  readonly family: string;
  /** The `jti` of the refresh token that is used. */
  readonly jti: string;
  /** The `jti` of the refresh token that replaces it. */
  readonly next: string;
  /** When the family may be forgotten, in seconds since 1970-01-01T00:00:00Z. */
  readonly expiresAt: number;
}

/**
 * The result of an exchange:
 *
 * - `rotated`: the token had not been used before, and is used now.
 * - `reused`: the token was used before. The issuer then revokes the family.
 * - `revoked`: the family was revoked, or the store no longer knows it.
 */
export type RotationOutcome = "rotated" | "reused" | "revoked";

/** Remembers the families of tokens. If it throws, the token is refused. */
export interface RevocationStore {
  /**
   * Uses a refresh token. Of all calls for one `jti`, at most one may return `rotated`, as far as the store can
   * guarantee that. An unknown family begins with the token whose `jti` equals `family`; for any other token the answer
   * is `revoked`.
   * @throws {JwtError} `revocation_unavailable` if the store fails
   */
  rotate(rotation: Rotation): Promise<RotationOutcome>;
  /**
   * Revokes the family's tokens until `expiresAt`, in seconds since 1970-01-01T00:00:00Z, or longer. Repeating it is
   * not an error.
   * @throws {JwtError} `revocation_unavailable` if the store fails
   */
  revoke(family: string, expiresAt: number): Promise<void>;
  /**
   * Whether the family of a verified access or refresh token was revoked: for the option `revocation` of the gate.
   * @throws {JwtError} `revocation_unavailable` if the store fails; `claim_missing` or `claim_invalid` if the token
   *   names no family
   */
  isRevoked(payload: object): Promise<boolean>;
}

/** What a store keeps of a family after its first refresh token was used. */
export interface FamilyRecord {
  /** The `jti` of the only refresh token that may be used; `null` once the family is revoked. */
  readonly current: string | null;
  readonly expiresAt: number;
}

/** The decision of every store that can read and write in one step. The store writes only if the result is `rotated`. */
export function outcomeOf(known: FamilyRecord | undefined, { family, jti }: Rotation): RotationOutcome {
  if (known === undefined) return jti === family ? "rotated" : "revoked";
  if (known.current === null) return "revoked";
  return known.current === jti ? "rotated" : "reused";
}

const OUTCOMES: readonly unknown[] = ["rotated", "reused", "revoked"] satisfies RotationOutcome[];

/** Checks the answer of a store, which may be the caller's and return anything. */
export function outcomeIn(answer: unknown): RotationOutcome {
  if (OUTCOMES.includes(answer)) return answer as RotationOutcome;
  throw new TypeError('the answer of rotate must be "rotated", "reused" or "revoked"');
}

// In characters. Keys of Workers KV have at most 512 bytes, and a character has at most three.
const LONGEST_NAME = 128;

/**
 * The family of a verified token: its `sid` (OpenID Connect Front-Channel Logout 1.0 §3), or its `jti` if other
 * software made the token.
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
 * The answer of a store. Asking it may run the caller's code, which may throw anything.
 * @throws {JwtError} `revocation_unavailable`, with the thrown error as `cause`
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
