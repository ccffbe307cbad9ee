/** What keeps a JSON text from being signed unchanged, and the checks of a single string, number or literal. */

export type JsonFlaw =
  | { readonly kind: "unexpected"; readonly found: string }
  | { readonly kind: "end" }
  | { readonly kind: "not_object" }
  | { readonly kind: "duplicate"; readonly name: string }
  | { readonly kind: "control" }
  | { readonly kind: "escape" }
  | { readonly kind: "surrogate" }
  | { readonly kind: "depth" }
  /** JavaScript would change the number. */
  | { readonly kind: "inexact"; readonly number: string };

export type FoundFlaw = JsonFlaw & { readonly offset: number };

/** The depth that the core allows. */
export const DEEPEST = 32;

/** A longer number is beyond JavaScript's range, and comparing it would take long. */
const LONGEST_NUMBER = 400;

/** Of a string, which may lack its end. */
export function flawInString(text: string, start: number): FoundFlaw | undefined {
  for (const { 0: found, index } of text.matchAll(ESCAPE_OR_FLAW)) {
    if (found.length === 1) return { kind: found === "\\" ? "escape" : "control", offset: start + index };
  }
  if (text.length < 2 || !text.endsWith('"')) return undefined;
  return /\p{Surrogate}/u.test(unescaped(text)) ? { kind: "surrogate", offset: start } : undefined;
}

/** Of a number, a literal, or what stands in the place of one. */
export function flawInBare(text: string, start: number): FoundFlaw | undefined {
  const literal = /^(?:true|false|null)(?![\w.+-])/.exec(text)?.[0];
  const number = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.+-])/.exec(text)?.[0];
  const found = literal ?? number;
  if (found === undefined) return unexpected(text, 0, start);
  if (number !== undefined && !isExact(number)) return { kind: "inexact", number, offset: start };
  return found.length < text.length ? unexpected(text, found.length, start) : undefined;
}

function unexpected(text: string, at: number, start: number): FoundFlaw {
  return { kind: "unexpected", found: String.fromCodePoint(text.codePointAt(at) ?? 0), offset: start + at };
}

/** Characters that are not allowed alone: a backslash without an escape, or a control character. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const ESCAPE_OR_FLAW = /\\(?:["\\/bfnrt]|u[\da-fA-F]{4})|[\\\u0000-\u001f]/g;

/** A cut string can end in an escaped quotation mark. */
function unescaped(text: string): string {
  try {
    return JSON.parse(text);
  } catch {
    return "";
  }
}

/** Whether JavaScript keeps the value. The spelling may change. */
function isExact(number: string): boolean {
  const value = number.length > LONGEST_NUMBER ? Number.NaN : Number(number);
  return Number.isFinite(value) && canonical(String(value)) === canonical(number);
}

/** The sign, the digits without zeros at either end, and the power of ten of the last digit. */
function canonical(number: string): string {
  const [, sign = "", whole = "", fraction = "", exponent = "0"] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(number) ?? [];
  const digits = (whole + fraction).replace(/^0+/, "");
  const significant = digits.replace(/0+$/, "");
  if (significant === "") return "0";
  return `${sign}${significant}e${Number(exponent) - fraction.length + digits.length - significant.length}`;
}
