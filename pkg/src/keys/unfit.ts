import { keyAdvice } from "../advice.js";
import { invalidKey, type JwtError, type KeyReason } from "../error.js";
import { isObject, kindOf, tagOf } from "../kind.js";

/**
 * The error for a value that is not what a key is made of, or not a key of this package. It says what kind of value was
 * given and what to do, and never quotes the value.
 * @param wanted such as "the secret must be a string or bytes"
 * @param forMaterial what to do where not even the right bytes would do, since a key object is wanted
 */
export function unfit(wanted: string, value: unknown, forMaterial?: string): JwtError {
  const advice = adviceFor(value, forMaterial);
  const end = advice ? `: ${advice}` : "";
  return invalidKey(`${wanted}, it is ${kindOf(value)}${end}`, "not_a_key");
}

/** The error for a key whose numbers are not sound. The words and the reason are the crate's, whose arithmetic finds the same. */
export function unusable(why: string, reason: KeyReason): JwtError {
  return invalidKey(`the key cannot be used: ${why}`, reason);
}

/** The value can be a caller's proxy, or a class whose getters throw. */
function adviceFor(value: unknown, forMaterial?: string): string | undefined {
  try {
    return keyAdvice(value) ?? otherAdvice(value, forMaterial);
  } catch {
    return undefined;
  }
}

function otherAdvice(value: unknown, forMaterial?: string): string | undefined {
  if (ArrayBuffer.isView(value)) {
    return forMaterial ?? "give new Uint8Array(view.buffer, view.byteOffset, view.byteLength)";
  }
  switch (isObject(value) ? tagOf(value) : typeof value) {
    case "Promise":
      return "await it";
    case "String":
      return "give the string itself";
    case "SharedArrayBuffer":
      return forMaterial ?? "give new Uint8Array(buffer)";
    case "ArrayBuffer":
    case "string":
      return forMaterial;
  }
  if ("kty" in Object(value)) return "make the key by jwk(…)";
  return undefined;
}
