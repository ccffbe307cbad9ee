import { isWithin, now } from "../remote/clock.js";
import type { HostAlgorithm } from "./algorithms.js";

const OPERATIONS = [
  "node verify",
  "node sign",
  "web verify",
  "web sign",
  "wasm verify",
  "wasm sign",
] as const;

/** An engine and an operation. Each pair imports the key in a form of its own. */
export type EngineOperation = (typeof OPERATIONS)[number];

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
  readonly #imported = new Map<HostAlgorithm, { [place: string]: unknown }>();
  readonly #refused = new Map<HostAlgorithm, { [place: string]: Refused }>();

  /** Frees the keys in the memories of WebAssembly engines. */
  readonly #held: Free[] = [];

  /** The import of one key for one algorithm and operation, if it is kept. */
  get<T>(operation: EngineOperation, algorithm: HostAlgorithm, index: number): T | undefined {
    return this.#imported.get(algorithm)?.[place(operation, index)] as T | undefined;
  }

  /**
   * As {@link get}, but imports the key if it must. An import is for one algorithm, because hosts bind a key to one
   * hash and padding.
   */
  imported<T>(operation: EngineOperation, algorithm: HostAlgorithm, index: number, make: () => T): T {
    const known = this.get<T>(operation, algorithm, index);
    if (known !== undefined) return known;
    this.#checkRefused(operation, algorithm, index);
    try {
      const made = make();
      put(this.#imported, algorithm, place(operation, index), made);
      return made;
    } catch (cause) {
      throw this.#refuse(operation, algorithm, index, cause);
    }
  }

  /** As {@link imported}, for a host that returns a promise. */
  async importedLater<T>(
    operation: EngineOperation,
    algorithm: HostAlgorithm,
    index: number,
    make: () => Promise<T>,
  ): Promise<T> {
    const known = this.get<T>(operation, algorithm, index);
    if (known !== undefined) return known;
    this.#checkRefused(operation, algorithm, index);
    try {
      const made = await make();
      put(this.#imported, algorithm, place(operation, index), made);
      return made;
    } catch (cause) {
      throw this.#refuse(operation, algorithm, index, cause);
    }
  }

  /** Registers a function that is called when the key is freed or garbage-collected. */
  onFree(free: Free): void {
    if (this.#held.length === 0) collected?.register(this, this.#held);
    this.#held.push(free);
  }

  clear(): void {
    this.#imported.clear();
    this.#refused.clear();
    freeAll(this.#held);
  }

  /** Throws the remembered error of an import that failed a short time ago, so that it is not tried again for each token. */
  #checkRefused(operation: EngineOperation, algorithm: HostAlgorithm, index: number): void {
    const refused = this.#refused.get(algorithm)?.[place(operation, index)];
    if (refused && isWithin(now(), refused.at, REFUSALS_LAST)) throw refused.cause;
  }

  #refuse(operation: EngineOperation, algorithm: HostAlgorithm, index: number, cause: unknown): unknown {
    put(this.#refused, algorithm, place(operation, index), { cause, at: now() });
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

interface Refused {
  readonly cause: unknown;
  /** When it failed, in seconds since 1970-01-01T00:00:00Z. */
  readonly at: number;
}

function put<T>(
  kept: Map<HostAlgorithm, { [place: string]: T }>,
  algorithm: HostAlgorithm,
  at: number,
  value: T,
): void {
  const places = kept.get(algorithm) ?? {};
  kept.set(algorithm, places);
  places[at] = value;
}

/** A number and not a string, because a string would have to be made for each verification. */
function place(operation: EngineOperation, index: number): number {
  return index * OPERATIONS.length + OPERATIONS.indexOf(operation);
}
