import type { Key } from "../key.js";

/** A key for one call. The call says when it no longer needs the key. */
export interface MadeKey {
  readonly key: Key;
  done(): void;
}

/** A key that is freed when no call uses it and it is no longer kept. */
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

/** Programs have few keys. The limit keeps a program that passes a new key with each token from filling the memory. */
const MOST = 32;

const byText = new Map<string, Shared>();
const byObject = new WeakMap<object, Map<string, Shared>>();

/** The key of this text, which is kept because reading a key file takes longer than verifying a signature. */
export function keptAs(text: string, make: () => Key): MadeKey {
  return kept(byText, text, make);
}

/** As {@link keptAs}, for an immutable object, which has one key for each use. */
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
  // The keys are sorted by their last use.
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
