import { keyAdvice } from "../advice.js";
import { invalidKey, type JwtError, type KeyReason } from "../error.js";
import { isObject, kindOf, tagOf } from "../kind.js";

/**
 * The error for a value that no key can be made of, or that is not a key of this package. It says what kind of value
 * was found and what to do, and never quotes the value.
 * @param wanted what was expected, such as "the secret must be a string or bytes"
 * @param forMaterial the advice for strings and bytes, where only a key object will do
 */
export function unfit(wanted: string, value: unknown, forMaterial?: string): JwtError {
  let message = `${wanted}, but it is ${kindOf(value)}`;
  try {
    const advice = keyAdvice(value) ?? otherAdvice(value, forMaterial);
    if (advice) message += `: ${advice}`;
  } catch {
    // The value may be a proxy, or have getters that throw.
  }
  return invalidKey(message, "not_a_key");
}

/** The error for a key whose numbers are not sound, in the same words and with the same reason as the Rust crate. */
export function unusable(why: string, reason: KeyReason): JwtError {
  return invalidKey(`the key cannot be used: ${why}`, reason);
}

/** What the caller should do with a value that is not a key of the runtime. */
function otherAdvice(value: unknown, forMaterial?: string): string | undefined {
  const kind = isObject(value) ? tagOf(value) : typeof value;
  if (kind === "Promise") return "await it";
  if (kind === "String") return "give the string itself";
  if ("kty" in Object(value)) return "make the key by jwk(…)";
  const isView = ArrayBuffer.isView(value);
  if (forMaterial) {
    const made = madeOf(isView ? startOf(value) : value);
    return made ?? (isView || /ArrayBuffer$|^string$/.test(kind) ? forMaterial : undefined);
  }
  if (isView) return "give new Uint8Array(view.buffer, view.byteOffset, view.byteLength)";
  return kind === "SharedArrayBuffer" ? "give new Uint8Array(buffer)" : undefined;
}

/** What makes a key or a set of what other libraries take in its place. */
function madeOf(value: unknown): string | undefined {
  if (typeof value === "function") return "a set (jwks, remoteJwks) chooses the key by the token's kid";
  if (Array.isArray(Object(value).keys)) return "make the set by jwks(…)";
  const text = String(value);
  if (/^https?:/.test(text)) return "make the set by remoteJwks(url)";
  if (!text.startsWith("-----BEGIN")) return undefined;
  const make = text.slice(0, 40).includes("PRIVATE") ? "privateKey" : "publicKey";
  return `make the key by ${make}(file, algorithm)`;
}

function startOf({ buffer, byteOffset, byteLength }: ArrayBufferView): string {
  return String.fromCharCode(...new Uint8Array(buffer, byteOffset, Math.min(byteLength, 40)));
}
