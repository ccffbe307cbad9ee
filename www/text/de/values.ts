import type { ClaimType } from "jwt-wasm";

/** Values and their types, as the facts of an error hold them. */

export function shown(value: unknown): string {
  return typeof value === "number" ? String(value) : JSON.stringify(value);
}

export function names(value: unknown): string {
  return Array.isArray(value) ? value.join(", ") : shown(value);
}

/** By what `expected` and `actual` hold where a type is at fault. */
const KINDS: Readonly<Record<ClaimType, string>> = {
  null: "null",
  "a boolean": "ein Wahrheitswert",
  "a number": "eine Zahl",
  "a string": "eine Zeichenkette",
  "an array": "eine Liste",
  "an object": "ein Objekt",
  "a string or an array of strings": "eine Zeichenkette oder eine Liste von Zeichenketten",
  "an array of something else": "eine Liste von etwas anderem",
  "seconds since 1970-01-01T00:00:00Z, not milliseconds":
    "eine Zeit in Sekunden seit 1970-01-01T00:00:00Z, nicht in Millisekunden",
  "a string that is not empty": "eine nicht leere Zeichenkette",
  "an empty string": "eine leere Zeichenkette",
  "scopes with spaces between them, or a list of scopes":
    "Scopes mit Leerzeichen dazwischen oder eine Liste von Scopes",
  absent: "nicht vorhanden",
  "a time after the year 9999": "eine Zeit nach dem Jahr 9999",
};

export function kindOfValue(value: unknown): string {
  return KINDS[value as ClaimType] ?? `„${String(value)}“`;
}
