// Base64url and strings for every runtime, since not all have a Buffer.
const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** The text as a new, flat string, like one that was read from a request. */
export const flat = (text) => decoder.decode(encoder.encode(text));

export const bytesOf = (text) => encoder.encode(text);

export function fromBase64url(text) {
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

/** Decodes a part of a token. */
export const read = (segment) => JSON.parse(decoder.decode(fromBase64url(segment)));

/** Splits the token before a candidate that only computes signatures is timed. */
export function parts(token) {
  const end = token.lastIndexOf(".");
  return { input: flat(token.slice(0, end)), signature: fromBase64url(token.slice(end + 1)) };
}

/** Compares regardless of the order of members. */
export function isSameJson(one, other) {
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null)
    return one === other;
  const names = Object.keys(one);
  return (
    Array.isArray(one) === Array.isArray(other) &&
    names.length === Object.keys(other).length &&
    names.every((name) => Object.hasOwn(other, name) && isSameJson(one[name], other[name]))
  );
}
