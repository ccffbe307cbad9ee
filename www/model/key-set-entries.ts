/** What stands in a set. The core reads it; this is for showing. */

import type { KeyFields } from "./key-fields";

/** The members that are shown, before they are checked. */
interface Members {
  readonly kid?: unknown;
  readonly kty?: unknown;
  readonly alg?: unknown;
  readonly crv?: unknown;
  readonly use?: unknown;
}

/** A set of hundreds is shown, but only some of it is tried, because each key costs a signature. */
export const MOST_TRIED = 100;

export type Entry = Members | null | undefined;

/** The fields with one key of the set alone. */
export function withOnly(fields: KeyFields, entry: Entry): KeyFields {
  return { ...fields, form: "jwk", kind: "jwk", text: JSON.stringify(entry, null, 2) };
}

export function entriesOf(set: string): readonly Entry[] {
  try {
    const keys: unknown = JSON.parse(set)?.keys;
    return Array.isArray(keys) ? keys : [];
  } catch {
    return [];
  }
}
