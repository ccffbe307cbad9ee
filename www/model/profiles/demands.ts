/** What a kind of token demands in place of the usual rules. Only a `typ` that is unmistakable brings it. */

import type { VerifyOptions } from "jwt-wasm";
import type { ShownObject } from "../decoded-token";
import { mediaType } from "../media-type";

export type DemandingKind = "dpop+jwt" | "kb+jwt" | "secevent+jwt" | "token-introspection+jwt";

/** As old as the package's own check of a DPoP proof lets it be. */
export const OLDEST_PROOF = 300;

const OF_A_PROOF = { requireExpiry: false, maxAge: OLDEST_PROOF } as const;
const WITHOUT_EXPIRY = { requireExpiry: false } as const;

/** None of these kinds has an `exp` by its definition. */
const DEMANDS: Readonly<Record<DemandingKind, VerifyOptions>> = {
  // RFC 9449 §4.2, §4.3: one request long, by the age of iat.
  "dpop+jwt": OF_A_PROOF,
  // RFC 9901 §4.3.
  "kb+jwt": OF_A_PROOF,
  // RFC 8417 §2.2.
  "secevent+jwt": WITHOUT_EXPIRY,
  // RFC 9701 §5.
  "token-introspection+jwt": WITHOUT_EXPIRY,
};

export function demandingKind(header: ShownObject | undefined): DemandingKind | undefined {
  const type = mediaType(header?.typ) ?? "";
  return Object.hasOwn(DEMANDS, type) ? (type as DemandingKind) : undefined;
}

/** A proof without `exp` is good for minutes after its `iat`, and not for ever. */
export function isJudgedByAge(header: ShownObject | undefined, { exp }: { readonly exp?: number }): boolean {
  return exp === undefined && demandsOf(header).maxAge !== undefined;
}

export function demandsOf(header: ShownObject | undefined): VerifyOptions {
  const kind = demandingKind(header);
  return kind ? DEMANDS[kind] : {};
}
