import type { Text } from "../../text";
import type { DecodedToken, ShownObject } from "../decoded-token";
import type { Source } from "../registry";

/** `danger`: it can be forged or misused. `warning`: probably a mistake. `hint`: worth a thought. */
export type Level = "danger" | "warning" | "hint";

export const LEVELS: readonly Level[] = ["danger", "warning", "hint"];

/** As the strip and the panel count them: all but hints. */
export function warningsAmong(findings: readonly Finding[]): number {
  return findings.filter(({ level }) => level !== "hint").length;
}

export type Rule = keyof Text["lints"]["rules"];

export interface Finding {
  readonly rule: Rule;
  readonly level: Level;
  /** The document that advises against it. */
  readonly source: Source;
  /** What was found, to be inserted into the sentence. */
  readonly fact: string;
}

/** The unverified content that the rules look at. */
export interface Suspect {
  readonly decoded: DecodedToken;
  readonly header: ShownObject;
  readonly payload: ShownObject | undefined;
  readonly isEncrypted: boolean;
  /** A DPoP proof (RFC 9449 §4.2) or a key binding JWT (RFC 9901 §4.3): nobody issues it, and it lives for one request. */
  readonly isProof: boolean;
  /** It is shown to many, with a key binding JWT for each of them (RFC 9901 §4.3). */
  readonly isCredential: boolean;
  /** Seconds. */
  readonly now: number;
}

export function finding(rule: Rule, level: Level, source: Source, fact = ""): Finding {
  return { rule, level, source, fact };
}
