import { payloadTextOf } from "../decode.js";
import { isJwtError, JwtError } from "../error.js";
import { membersOf } from "../json-members.js";
import { isObject } from "../kind.js";
import { withoutPrototype } from "../read-options.js";
import type { Verifier, VerifierOptions } from "../types.js";
import { createVerifier } from "../verifier.js";
import type { IntrospectionSettings } from "./options.js";

/** The server's answer about an active token. */
export interface Answer {
  /** Its claims as JSON. */
  readonly text: string;
  readonly claims: Record<string, unknown>;
}

/** The server's answer does not follow the standard. The message quotes no part of the answer. */
export class WrongAnswer extends Error {}

/**
 * Reads a plain answer (RFC 7662 §2.2); `undefined` if the token is not active.
 * @throws {WrongAnswer}
 */
export function readAnswer(text: string): Answer | undefined {
  let claims: unknown;
  try {
    claims = JSON.parse(text);
  } catch {
    // No `cause`: the runtime's message quotes the answer.
    throw new WrongAnswer("the answer is not JSON");
  }
  if (!isObject(claims) || Array.isArray(claims)) throw new WrongAnswer("the answer must be a JSON object");
  const active: unknown = Object.hasOwn(claims, "active")
    ? (claims as { active?: unknown }).active
    : undefined;
  if (typeof active !== "boolean") throw new WrongAnswer('the answer\'s "active" must be true or false');
  return active ? { text, claims: claims as Record<string, unknown> } : undefined;
}

// In seconds. The answer was made for this request, so only the clocks may differ.
const [LONGEST_AGE, SKEW] = [60, 60];

/** The verifier of signed answers (RFC 9701 §5), or `undefined` if answers are plain. */
export function answersVerifier({ signed, clientId }: IntrospectionSettings): Verifier | undefined {
  if (signed === undefined) return undefined;
  const { key, issuer, audience = clientId } = signed;
  return createVerifier({
    key,
    issuer,
    audience,
    typ: "token-introspection+jwt",
    requireExpiry: false,
    maxAge: LONGEST_AGE,
    clockTolerance: SKEW,
    requiredClaims: ["token_introspection"],
  } as VerifierOptions);
}

/**
 * Verifies and reads a signed answer; `undefined` if the token is not active.
 * @throws {WrongAnswer}
 */
export async function readSignedAnswer(text: string, verifier: Verifier): Promise<Answer | undefined> {
  try {
    await verifier.verify(text);
  } catch (cause) {
    throw new WrongAnswer(
      `the signed answer is refused: ${isJwtError(cause) ? cause.message : "unreadable"}`,
      { cause },
    );
  }
  // From the original text, because `JSON.parse` would round an integer beyond 2^53.
  const members = membersOf(payloadTextOf(text));
  return readAnswer(members.find(({ name }) => name === "token_introspection")?.value ?? "");
}

/**
 * Checks that the token is an access token. A refresh token is active as well, but must not pass the gate.
 * @throws {JwtError} `claim_missing`, `claim_mismatch`
 */
export function checkTokenType(claims: Readonly<Record<string, unknown>>): void {
  const { token_type: type, cnf } = withoutPrototype(claims) as { token_type?: unknown; cnf?: unknown };
  if (type === undefined) {
    throw new JwtError(
      'the answer has no "token_type", which says that it is an access token; requireTokenType: false accepts that',
      { code: "claim_missing", claim: "token_type" },
    );
  }
  const name = typeof type === "string" ? type.toLowerCase() : "";
  const expected = ["Bearer", "DPoP"];
  if (name !== "bearer" && name !== "dpop") {
    const facts = { code: "claim_mismatch", claim: "token_type", expected } as const;
    throw new JwtError('the claim "token_type" must be Bearer or DPoP, the types of access tokens', facts);
  }
  if (name === "dpop" && cnf === undefined) {
    const facts = { code: "claim_missing", claim: "cnf" } as const;
    throw new JwtError('the answer\'s "token_type" is DPoP, but it has no cnf', facts);
  }
}
