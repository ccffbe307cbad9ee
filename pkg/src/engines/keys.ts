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

/** Which engine computes, and what: each imports in a form of its own. */
export type EngineOperation = (typeof OPERATIONS)[number];

/**
 * In seconds. A host that cannot use a key will hardly learn to, but one that was only short of memory must get another
 * chance.
 */
const REFUSALS_LAST = 60;

/**
 * What the engines imported of one key or set. Only finished imports are kept and never promises of them: on Cloudflare
 * Workers no request may await another's.
 */
export class HostKeys {
  readonly #imported = new Map<HostAlgorithm, { [place: string]: unknown }>();
  readonly #refused = new Map<HostAlgorithm, { [place: string]: Refused }>();

  /** What is to be freed in the memories of WebAssembly engines. */
  readonly #held: Free[] = [];

  /** The import of one of the keys for one algorithm and operation, if it has been kept. */
  get<T>(operation: EngineOperation, algorithm: HostAlgorithm, index: number): T | undefined {
    return this.#imported.get(algorithm)?.[place(operation, index)] as T | undefined;
  }

  /**
   * As {@link get}, imported now if it has not been. An engine's key is for one hash and padding, while a key of ours may be
   * bound to several algorithms.
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

  /** As {@link imported}, for a host that answers by a promise. */
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

  /** Has it called when the key is freed or collected. */
  onFree(free: Free): void {
    if (this.#held.length === 0) collected?.register(this, this.#held);
    this.#held.push(free);
  }

  clear(): void {
    this.#imported.clear();
    this.#refused.clear();
    freeAll(this.#held);
  }

  /** An import that failed lately is not tried for each token. */
  #checkRefused(operation: EngineOperation, algorithm: HostAlgorithm, index: number): void {
    const refused = this.#refused.get(algorithm)?.[place(operation, index)];
    if (refused && isWithin(now(), refused.at, REFUSALS_LAST)) throw refused.cause;
  }

  #refuse(operation: EngineOperation, algorithm: HostAlgorithm, index: number, cause: unknown): unknown {
    put(this.#refused, algorithm, place(operation, index), { cause, at: now() });
    return cause;
  }
}

/** What has such keys, from the first one on. */
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
  /** In seconds. */
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

/** A number, for text would be made again at each verification. */
function place(operation: EngineOperation, index: number): number {
  return index * OPERATIONS.length + OPERATIONS.indexOf(operation);
}
