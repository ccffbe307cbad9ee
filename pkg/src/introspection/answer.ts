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
 * A plain answer (RFC 7662 §2.2); `undefined` if the token is not active.
 * @throws {WrongAnswer}
 */
export function readAnswer(text: string): Answer | undefined {
  let claims: unknown;
  try {
    claims = JSON.parse(text);
  } catch {
    // The runtime's own message quotes the answer.
    throw new WrongAnswer("the answer is not JSON");
  }
  if (!isObject(claims) || Array.isArray(claims)) throw new WrongAnswer("the answer is not a JSON object");
  const active: unknown = Object.hasOwn(claims, "active")
    ? (claims as { active?: unknown }).active
    : undefined;
  if (typeof active !== "boolean")
    throw new WrongAnswer('the answer has no member "active" that is true or false');
  return active ? { text, claims: claims as Record<string, unknown> } : undefined;
}

// The answer is made on request, and only the server's clock may differ.
const [LONGEST_AGE, SKEW] = [60, 60];

/** The verifier of signed answers, if they are demanded (RFC 9701 §5). */
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
 * A signed answer.
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
  // The original text, because an integer beyond 2^53 would be rounded.
  const members = membersOf(payloadTextOf(text));
  return readAnswer(members.find(({ name }) => name === "token_introspection")?.value ?? "");
}

/**
 * Checks that it is an access token: a refresh token is active as well, but is not meant for the gate.
 * @throws {JwtError} `claim_missing`, `claim_mismatch`
 */
export function checkTokenType(claims: Readonly<Record<string, unknown>>): void {
  const { token_type: type, cnf } = withoutPrototype(claims) as { token_type?: unknown; cnf?: unknown };
  if (type === undefined) {
    throw new JwtError(
      'the authorization server does not say by "token_type" that it is an access token; requireTokenType: false takes it',
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
    throw new JwtError("token_type is DPoP, but the answer has no cnf", facts);
  }
}
