import { keyAdvice } from "../advice.js";
import { invalidKey, type JwtError, type KeyReason } from "../error.js";
import { isObject, kindOf, tagOf } from "../kind.js";

/**
 * The error for a value that is not what a key is made of, or not a key of this package. It says what kind of value was
 * given and what to do, and never quotes the value.
 * @param wanted such as "the secret must be a string or bytes"
 */
export function unfit(wanted: string, value: unknown): JwtError {
  const advice = adviceFor(value);
  const end = advice === undefined ? "" : `: ${advice}`;
  return invalidKey(`${wanted}, it is ${kindOf(value)}${end}`, "not_a_key");
}

/** The error for a key whose numbers are not sound. The words and the reason are the crate's, whose arithmetic finds the same. */
export function unusable(why: string, reason: KeyReason): JwtError {
  return invalidKey(`the key cannot be used: ${why}`, reason);
}

/** The value can be a caller's proxy, or a class whose getters throw. */
function adviceFor(value: unknown): string | undefined {
  try {
    return keyAdvice(value) ?? otherAdvice(value);
  } catch {
    return undefined;
  }
}

function otherAdvice(value: unknown): string | undefined {
  if (!isObject(value)) return undefined;
  if (ArrayBuffer.isView(value)) return "give new Uint8Array(view.buffer, view.byteOffset, view.byteLength)";
  switch (tagOf(value)) {
    case "Promise":
      return "await it";
    case "String":
      return "give the string itself";
    case "SharedArrayBuffer":
      return "give new Uint8Array(buffer)";
  }
  return "kty" in value ? "make the key by jwk(…), which takes a JSON Web Key" : undefined;
}
