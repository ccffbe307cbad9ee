import { text } from "../text";

/** The codes of RFC 8176 §2 in words; others stay as they are. */
export function authenticationMethods(amr: unknown): string | undefined {
  if (!Array.isArray(amr) || !amr.some((code) => isKnown(code))) return undefined;
  return amr.map((code) => (isKnown(code) ? text.reading.methods[code] : String(code))).join(", ");
}

function isKnown(code: unknown): code is keyof typeof text.reading.methods {
  return typeof code === "string" && Object.hasOwn(text.reading.methods, code);
}
