import { JwtError } from "../error.js";
import type { JwtClaims } from "../types.js";
import { EXACT_INTEGER, isExactInteger } from "./number-text.js";
import { folded } from "./text.js";

/** Headers for the origin, and the claims that fill them: `{ "x-user-id": "sub" }`. */
export type ForwardedClaims = Readonly<Record<string, string>>;

// In characters. Servers refuse headers of 8 KiB and more.
const LONGEST_VALUE = 4096;

/** A verified token and its parsed claims. */
export interface Identity {
  readonly token: string;
  readonly claims: JwtClaims;
  /** The claims as JSON text, if they are not in the token. */
  readonly text: string | undefined;
}

/** Names and values of headers for the origin. */
export type HeaderValues = readonly (readonly [name: string, value: string])[];

/** The headers that tell the origin who the user is. The origin believes them, so none that a client sent may reach it. */
export class IdentityHeaders {
  readonly #claims: readonly (readonly [header: string, claim: string])[];
  /** The headers' names in the spelling of `folded`, which stands for all names that servers read as the same header. */
  readonly names: ReadonlySet<string>;

  constructor(claims: ForwardedClaims) {
    this.#claims = Object.entries(claims);
    this.names = new Set(this.#claims.map(([header]) => folded(header)));
  }

  /** @throws {JwtError} `claim_invalid` if a claim cannot be a header's value */
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
  // Servers trim white space, which could turn the value into another user's.
  if (value === "" || /[^\x20-\x7e]/.test(value) || value.startsWith(" ") || value.endsWith(" ")) {
    throw unfit(claim, "is not printable ASCII");
  }
  return value;
}

function unfit(claim: string, why: string): JwtError {
  return new JwtError(`the claim "${claim}" ${why}, so it cannot be put into a header`, {
    code: "claim_invalid",
    claim,
  });
}
