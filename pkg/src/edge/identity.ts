import { JwtError } from "../error.js";
import type { JwtClaims } from "../types.js";
import { withoutNames } from "./hop-by-hop.js";
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
}

/** The origin believes these headers, so none that a client sent may reach it. */
export class IdentityHeaders {
  readonly #claims: readonly (readonly [header: string, claim: string])[];
  readonly #names: ReadonlySet<string>;

  constructor(claims: ForwardedClaims) {
    this.#claims = Object.entries(claims);
    this.#names = new Set(this.#claims.map(([header]) => folded(header)));
  }

  /**
   * A copy of the request with the headers of these claims, and without any that look like them.
   * @throws {JwtError} `claim_invalid` if a claim cannot stand in a header
   */
  put(request: Request, identity: Identity | undefined): Request {
    if (this.#claims.length === 0) return request;
    const headers = withoutNames(request.headers, this.#names);
    for (const [header, claim] of this.#claims) {
      if (identity === undefined || !Object.hasOwn(identity.claims, claim)) continue;
      headers.set(header, text(claim, identity));
    }
    return withHeaders(request, headers);
  }
}

function withHeaders(request: Request, headers: Headers): Request {
  try {
    return new Request(request, { headers });
  } catch (thrown) {
    // A runtime takes only its own requests. One of another realm or of a library, as in tests, is copied by its members.
    if (request.bodyUsed) throw thrown;
    const { url, method, body, redirect } = request;
    const init: RequestInit & { duplex: "half" } = { method, headers, body, redirect, duplex: "half" };
    return new Request(url, init);
  }
}

function text(claim: string, { token, claims }: Identity): string {
  const { [claim]: value } = claims;
  switch (typeof value) {
    case "number":
      if (!isExactInteger(token, claim, value)) throw unfit(claim, `is not ${EXACT_INTEGER}`);
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
