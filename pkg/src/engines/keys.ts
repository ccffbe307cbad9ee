import { ALGORITHMS } from "../names.js";
import { isWithin, now } from "../remote/clock.js";
import type { HostAlgorithm } from "./algorithms.js";

// An engine and an operation. Each imports the key in a form of its own. Bundlers put the numbers where they are used.
export const NODE_VERIFY = 0;
export const NODE_SIGN = 1;
export const WEB_VERIFY = 2;
export const WEB_SIGN = 3;
export const WASM_VERIFY = 4;
export const WASM_SIGN = 5;

const USES = 6;

/**
 * For how many seconds a failed import is remembered. A host that cannot use a key rarely can later, but a host that
 * was out of memory must get another chance.
 */
const REFUSALS_LAST = 60;

/**
 * The imports of one key or key set. Only finished imports are kept, and no promises: on Cloudflare Workers one request
 * must not await the promise of another.
 */
export class HostKeys {
  readonly #imports = new Map<number, Import>();

  /** Frees the keys in the memories of WebAssembly engines. */
  readonly #held: Free[] = [];

  /**
   * The imported key, which is imported if it must be. An import is for one algorithm, because hosts bind a key to one
   * hash and padding.
   * @param use one of the numbers above
   */
  imported<T>(use: number, algorithm: HostAlgorithm, index: number, make: () => T): T {
    const place = placeOf(use, algorithm, index);
    const known = this.#known<T>(place);
    if (known !== undefined) return known;
    try {
      return this.#keep(place, make());
    } catch (cause) {
      throw this.#refuse(place, cause);
    }
  }

  /** As {@link imported}, for a host that returns a promise. */
  async importedAsync<T>(
    use: number,
    algorithm: HostAlgorithm,
    index: number,
    make: () => Promise<T>,
  ): Promise<T> {
    const place = placeOf(use, algorithm, index);
    const known = this.#known<T>(place);
    if (known !== undefined) return known;
    try {
      return this.#keep(place, await make());
    } catch (cause) {
      throw this.#refuse(place, cause);
    }
  }

  /** Registers a function that is called when the key is freed or garbage-collected. */
  onFree(free: Free): void {
    if (this.#held.length === 0) collected?.register(this, this.#held);
    this.#held.push(free);
  }

  clear(): void {
    this.#imports.clear();
    freeAll(this.#held);
  }

  /** Throws the remembered error of an import that failed a short time ago, so that it is not tried again for each token. */
  #known<T>(place: number): T | undefined {
    const known = this.#imports.get(place);
    if (known?.failedAt === undefined) return known?.result as T | undefined;
    if (isWithin(now(), known.failedAt, REFUSALS_LAST)) throw known.result;
    return undefined;
  }

  #keep<T>(place: number, made: T): T {
    this.#imports.set(place, { result: made, failedAt: undefined });
    return made;
  }

  #refuse(place: number, cause: unknown): unknown {
    this.#imports.set(place, { result: cause, failedAt: now() });
    return cause;
  }
}

/** An object that gets its {@link HostKeys} at the first import. */
export interface Importing {
  hostKeys: HostKeys | undefined;
}

export function hostKeysOf(owner: Importing): HostKeys {
  owner.hostKeys ??= new HostKeys();
  return owner.hostKeys;
}

type Free = () => void;

const collected =
  typeof FinalizationRegistry === "function" ? new FinalizationRegistry<Free[]>(freeAll) : undefined;

function freeAll(held: Free[]): void {
  for (const free of held.splice(0)) free();
}

interface Import {
  /** The key, or what was thrown. */
  readonly result: unknown;
  /** When it failed, in seconds since 1970-01-01T00:00:00Z. */
  readonly failedAt: number | undefined;
}

/** A number and not a string, because a string would have to be made for each verification. */
function placeOf(use: number, { name }: HostAlgorithm, index: number): number {
  return (index * ALGORITHMS.length + ALGORITHMS.indexOf(name)) * USES + use;
}
