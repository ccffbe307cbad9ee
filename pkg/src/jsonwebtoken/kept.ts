import type { Key } from "../key.js";

/** Programs have a few keys, and those that are given another with each token are not to fill the memory. */
const MOST = 32;

const byText = new Map<string, Key>();
const byObject = new WeakMap<object, Map<string, Key>>();

/**
 * The key that was made from this text before: to read a key file takes longer than to verify a signature. What is
 * dropped is not freed, since a call that waits may use it.
 */
export function keptAs(text: string, make: () => Key): Key {
  return kept(byText, text, make);
}

/** As {@link keptAs}, for an object that does not change, of which there is a key for each use. */
export function keptFor(owner: object, use: string, make: () => Key): Key {
  let keys = byObject.get(owner);
  if (keys === undefined) {
    keys = new Map();
    byObject.set(owner, keys);
  }
  return kept(keys, use, make);
}

function kept(keys: Map<string, Key>, name: string, make: () => Key): Key {
  const known = keys.get(name);
  if (known !== undefined) return known;
  const key = make();
  const [oldest] = keys.keys();
  if (keys.size >= MOST && oldest !== undefined) keys.delete(oldest);
  keys.set(name, key);
  return key;
}
