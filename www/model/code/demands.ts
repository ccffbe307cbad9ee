import type { Algorithm, VerifyOptions } from "jwt-wasm";
import { familyOf, isSameAlgorithm } from "../algorithms";

/** What the page expects, as options of other libraries. */
export interface Demands {
  readonly audience: string | undefined;
  readonly issuer: string | undefined;
  readonly subject: string | undefined;
  readonly typ: string | undefined;
  /** Seconds. */
  readonly tolerance: number | undefined;
  readonly now: number | undefined;
  readonly needsExpiry: boolean;
  /** A token that has `aud` is refused, because no audience was entered. */
  readonly refusesAudience: boolean;
}

export function demandsOf(options: VerifyOptions): Demands {
  const { audience, issuer, subject, typ, clockTolerance, now, requireExpiry = true } = options;
  const text = (value: unknown) => (typeof value === "string" ? value : undefined);
  return {
    audience: text(audience),
    issuer: text(issuer),
    subject: text(subject),
    typ,
    tolerance: clockTolerance,
    now,
    needsExpiry: requireExpiry,
    refusesAudience: audience === undefined,
  };
}

/** The names of the algorithm: Ed25519 has two. */
export function algorithmsIn(algorithm: Algorithm): readonly Algorithm[] {
  return familyOf(algorithm).filter((one) => isSameAlgorithm(one, algorithm));
}
