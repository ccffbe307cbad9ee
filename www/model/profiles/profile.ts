import type { Text } from "../../text";
import type { ShownObject } from "../decoded-token";
import type { Source } from "../registry";

export type ProfileName = keyof Text["profiles"]["kinds"];
export type RuleName = keyof Text["profiles"]["rules"];

export interface ProfileRule {
  readonly name: RuleName;
  readonly isMet: boolean;
}

/** A kind of token that a standard or a well-known library defines. */
export interface Profile {
  readonly name: ProfileName;
  readonly source: Source;
  recognises(header: ShownObject, payload: ShownObject): boolean;
  rules(header: ShownObject, payload: ShownObject): readonly ProfileRule[];
}

export function has(object: ShownObject, ...names: readonly string[]): boolean {
  return names.every((name) => Object.hasOwn(object, name));
}

export function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}

export function isTime(value: unknown): boolean {
  return typeof value === "number" && Number.isFinite(value);
}
