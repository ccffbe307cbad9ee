import { membersOf } from "../json-members.js";
import type { Identity } from "./identity.js";

/** What a number must be to identify somebody or something, as words for a message. */
export const EXACT_INTEGER = "an integer below 2^53 in plain digits";

/**
 * Whether the claim is an integer that the token spells in plain digits. Parsed as a double, 9007199254740993 becomes
 * the number before it and 1.00000000000000001 becomes 1, and each of them may identify somebody else.
 */
export function isExactInteger({ token, text }: Identity, claim: string, value: number): boolean {
  if (!Number.isSafeInteger(value)) return false;
  const member = membersOf(text ?? payloadText(token)).find(({ name }) => name === claim);
  return member?.value === String(value);
}

/** The text of the payload. The core has verified the token, so the payload is base64url of UTF-8. */
export function payloadText(token: string): string {
  const [, payload = ""] = token.split(".", 2);
  const binary = atob(payload.replaceAll("-", "+").replaceAll("_", "/"));
  return new TextDecoder().decode(Uint8Array.from(binary, (byte) => byte.charCodeAt(0)));
}
