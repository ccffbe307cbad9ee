import type { Key } from "../key.js";

/** A key of this package for one call, which says when it is done. */
export interface MadeKey {
  readonly key: Key;
  done(): void;
}

/** A key that is freed once nobody uses it and it is not kept. */
class Shared {
  readonly #key: Key;
  #uses = 0;
  #isKept = true;

  constructor(key: Key) {
    this.#key = key;
  }

  use(): MadeKey {
    this.#uses++;
    const done = () => {
      this.#uses--;
      this.#freeUnused();
    };
    return { key: this.#key, done };
  }

  drop(): void {
    this.#isKept = false;
    this.#freeUnused();
  }

  #freeUnused(): void {
    if (!this.#isKept && this.#uses === 0) this.#key.free();
  }
}

/** Programs have a few keys, and those that are given another with each token are not to fill the memory. */
const MOST = 32;

const byText = new Map<string, Shared>();
const byObject = new WeakMap<object, Map<string, Shared>>();

/** The key that was made from this text before: to read a key file takes longer than to verify a signature. */
export function keptAs(text: string, make: () => Key): MadeKey {
  return kept(byText, text, make);
}

/** As {@link keptAs}, for an object that does not change, of which there is a key for each use. */
export function keptFor(owner: object, use: string, make: () => Key): MadeKey {
  let keys = byObject.get(owner);
  if (keys === undefined) {
    keys = new Map();
    byObject.set(owner, keys);
  }
  return kept(keys, use, make);
}

function kept(keys: Map<string, Shared>, name: string, make: () => Key): MadeKey {
  const shared = keys.get(name) ?? new Shared(make());
  // Those that were used last stand at the end.
  keys.delete(name);
  keys.set(name, shared);
  const [oldest] = keys;
  if (keys.size > MOST && oldest) {
    keys.delete(oldest[0]);
    oldest[1].drop();
  }
  return shared.use();
}

/** A key for this call alone. */
export function once(key: Key): MadeKey {
  return { key, done: () => key.free() };
}
