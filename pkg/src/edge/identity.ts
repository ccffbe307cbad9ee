import { JwtError } from "../error.js";
import type { JwtClaims } from "../types.js";
import { EXACT_INTEGER, isExactInteger } from "./number-text.js";
import { folded } from "./text.js";

/** Headers for the origin, and the claims they are filled with: `{ "x-user-id": "sub" }`. */
export type ForwardedClaims = Readonly<Record<string, string>>;

// In characters. Servers refuse headers of 8 KiB and more, each with an error of its own.
const LONGEST_VALUE = 4096;

/** What was verified: the token, and its claims as they were parsed. */
export interface Identity {
  readonly token: string;
  readonly claims: JwtClaims;
  /** The claims as JSON, if they are not in the token. */
  readonly text: string | undefined;
}

/** Names and values of the headers that the origin gets. */
export type HeaderValues = readonly (readonly [name: string, value: string])[];

/** The origin believes these headers, so none that a client sent may reach it. */
export class IdentityHeaders {
  readonly #claims: readonly (readonly [header: string, claim: string])[];
  /** Each in the one spelling of all that servers read as the same header. */
  readonly names: ReadonlySet<string>;

  constructor(claims: ForwardedClaims) {
    this.#claims = Object.entries(claims);
    this.names = new Set(this.#claims.map(([header]) => folded(header)));
  }

  /** @throws {JwtError} `claim_invalid` if a claim cannot stand in a header */
  values(identity: Identity): HeaderValues {
    const present = this.#claims.filter(([, claim]) => Object.hasOwn(identity.claims, claim));
    return present.map(([header, claim]) => [header, text(claim, identity)]);
  }
}

function text(claim: string, identity: Identity): string {
  const { [claim]: value } = identity.claims;
  switch (typeof value) {
    case "number":
      if (!isExactInteger(identity, claim, value)) throw unfit(claim, `is not ${EXACT_INTEGER}`);
      return String(value);
    case "string":
    case "boolean":
      return printable(claim, String(value));
    default:
      throw unfit(claim, "is not a string, a number or a boolean");
  }
}

function printable(claim: string, value: string): string {
  if (value.length > LONGEST_VALUE) throw unfit(claim, `is longer than ${LONGEST_VALUE} characters`);
  // Servers cut off white space at the ends, so the value would be another user's.
  if (value === "" || /[^\x20-\x7e]/.test(value) || value.startsWith(" ") || value.endsWith(" ")) {
    throw unfit(claim, "is not of printable ASCII");
  }
  return value;
}

function unfit(claim: string, why: string): JwtError {
  return new JwtError(`the claim "${claim}" ${why}, and cannot be put into a header`, {
    code: "claim_invalid",
    claim,
  });
}
