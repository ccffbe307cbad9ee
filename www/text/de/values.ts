import type { ClaimType } from "jwt-wasm";

/** Values and their types, taken from the facts of an error. */

export function shown(value: unknown): string {
  const text = JSON.stringify(value);
  return typeof value === "string" ? `„${text.slice(1, -1)}“` : text;
}

export function names(value: unknown): string {
  return Array.isArray(value) ? value.join(", ") : shown(value);
}

/** Keyed by the type names that the core puts into `expected` and `actual`. */
const KINDS: Readonly<Record<ClaimType, string>> = {
  null: "null",
  "a boolean": "ein Boolean",
  "a number": "eine Zahl",
  "a string": "ein String",
  "an array": "eine Liste",
  "an object": "ein Objekt",
  "a string or an array of strings": "ein String oder eine Liste von Strings",
  "an array of something else": "eine Liste von etwas anderem",
  "seconds since 1970-01-01T00:00:00Z, not milliseconds":
    "eine Zeit in Sekunden seit 1970-01-01T00:00:00Z, nicht in Millisekunden",
  "a string that is not empty": "ein nicht leerer String",
  "an empty string": "ein leerer String",
  "scopes with spaces between them, or a list of scopes":
    "Scopes, durch Leerzeichen getrennt, oder eine Liste von Scopes",
  absent: "nicht vorhanden",
  "a time after the year 9999": "eine Zeit nach dem Jahr 9999",
};

export function kindOfValue(value: unknown): string {
  return KINDS[value as ClaimType] ?? `„${String(value)}“`;
}
