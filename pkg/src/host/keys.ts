import { isWithin, now } from "../remote/clock.js";
import type { HostAlgorithm } from "./algorithms.js";

const USES = ["node verify", "node sign", "web verify", "web sign"] as const;

/** Which host computes, and what: each imports in a form of its own. */
export type Use = (typeof USES)[number];

/**
 * In seconds. A host that cannot use a key will hardly learn to, but one that was only short of memory must get another
 * chance.
 */
const REFUSALS_LAST = 60;

/**
 * What the host imported of one key or set. Only finished imports are kept and never promises of them: on Cloudflare
 * Workers no request may await another's.
 */
export class HostKeys {
  readonly #imported = new Map<HostAlgorithm, { [place: string]: unknown }>();
  readonly #refused = new Map<HostAlgorithm, { [place: string]: Refused }>();

  /** Imported secrets, which the host wipes when they are collected, by their place in a set. */
  readonly secrets = new Map<number, object>();

  /** The import of one of the keys for one algorithm and use, if it has been kept. */
  get<T>(use: Use, algorithm: HostAlgorithm, index: number): T | undefined {
    return this.#imported.get(algorithm)?.[place(use, index)] as T | undefined;
  }

  keep<T>(use: Use, algorithm: HostAlgorithm, index: number, imported: T): T {
    put(this.#imported, algorithm, place(use, index), imported);
    return imported;
  }

  /** What the host threw when it was last asked, if that was lately, so that a failing import is not tried for each token. */
  refused(use: Use, algorithm: HostAlgorithm, index: number): Refused | undefined {
    if (this.#refused.size === 0) return undefined;
    const refused = this.#refused.get(algorithm)?.[place(use, index)];
    return refused && isWithin(now(), refused.at, REFUSALS_LAST) ? refused : undefined;
  }

  refuse(use: Use, algorithm: HostAlgorithm, index: number, cause: unknown): void {
    put(this.#refused, algorithm, place(use, index), { cause, at: now() });
  }

  clear(): void {
    this.#imported.clear();
    this.#refused.clear();
    this.secrets.clear();
  }
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

/** A number, for text would be made anew at each verification. */
function place(use: Use, index: number): number {
  return index * USES.length + USES.indexOf(use);
}
