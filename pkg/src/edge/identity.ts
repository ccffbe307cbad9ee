import { JwtError } from "../error.js";
import type { JwtClaims } from "../types.js";

/** Headers for the origin, and the claims they are filled with: `{ "x-user-id": "sub" }`. */
export type ForwardedClaims = Readonly<Record<string, string>>;

// In characters. Servers refuse headers of 8 KiB and more, each with an error of its own.
const LONGEST_VALUE = 4096;

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
  put(request: Request, claims: JwtClaims | undefined): Request {
    if (this.#claims.length === 0) return request;
    const headers = new Headers(request.headers);
    for (const name of [...headers.keys()]) if (this.#names.has(folded(name))) headers.delete(name);
    for (const [header, claim] of this.#claims) {
      if (claims === undefined || !Object.hasOwn(claims, claim)) continue;
      headers.set(header, text(claim, claims[claim]));
    }
    return new Request(request, { headers });
  }
}

/** CGI, WSGI and with them Django take `-` and `_` for one, and some servers all that is no letter or digit. */
export function folded(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z\d]/g, "-");
}

function text(claim: string, value: unknown): string {
  const isPlain = typeof value === "string" || typeof value === "number" || typeof value === "boolean";
  const spelled = isPlain ? String(value) : "";
  if (!isPlain) throw unfit(claim, "is no string, number or truth value");
  if (!/^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/.test(spelled))
    throw unfit(claim, "is not of printable ASCII");
  if (spelled.length > LONGEST_VALUE) throw unfit(claim, `is longer than ${LONGEST_VALUE} characters`);
  return spelled;
}

function unfit(claim: string, why: string): JwtError {
  return new JwtError(`the claim "${claim}" ${why}, and cannot be put into a header`, {
    code: "claim_invalid",
    claim,
  });
}
