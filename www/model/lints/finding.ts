import type { Text } from "../../text";
import type { DecodedToken, ShownObject } from "../decoded-token";
import type { Source } from "../registry";

/** `danger`: somebody can forge or misuse it. `warning`: most likely a mistake. `hint`: worth a thought. */
export type Level = "danger" | "warning" | "hint";

export const LEVELS: readonly Level[] = ["danger", "warning", "hint"];

export type Rule = keyof Text["lints"]["rules"];

export interface Finding {
  readonly rule: Rule;
  readonly level: Level;
  /** Where it is said that this is to be avoided. */
  readonly source: Source;
  /** What was found, to be put into the words. */
  readonly fact: string;
}

/** What the rules look at. None of it is believed. */
export interface Suspect {
  readonly decoded: DecodedToken;
  readonly header: ShownObject;
  readonly payload: ShownObject | undefined;
  readonly isEncrypted: boolean;
  /** A DPoP proof, which carries its key and lives for one request (RFC 9449 §4.2). */
  readonly isProof: boolean;
  /** Seconds. */
  readonly now: number;
}

export function finding(rule: Rule, level: Level, source: Source, fact = ""): Finding {
  return { rule, level, source, fact };
}
