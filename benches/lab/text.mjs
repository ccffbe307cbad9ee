// Base64url and strings in every runtime: not all have a Buffer.
const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** The same text as one flat and new string, as one that was read from a request is. */
export const flat = (text) => decoder.decode(encoder.encode(text));

export const bytesOf = (text) => encoder.encode(text);

export function fromBase64url(text) {
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

/** The part of a token, read. */
export const read = (segment) => JSON.parse(decoder.decode(fromBase64url(segment)));

/** What the token is taken apart to before a candidate that only computes signatures is timed. */
export function parts(token) {
  const end = token.lastIndexOf(".");
  return { input: flat(token.slice(0, end)), signature: fromBase64url(token.slice(end + 1)) };
}

/** Members in any order. */
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
