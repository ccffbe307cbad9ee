import type { HostAlgorithm } from "./algorithms.js";

const USES = ["node verify", "node sign", "web verify", "web sign"] as const;

/** Which host computes, and what: each imports in a form of its own. */
export type Use = (typeof USES)[number];

/**
 * What the host imported of one key or set. Only finished imports are kept and never promises of them: on Cloudflare
 * Workers no request may await another's.
 */
export class HostKeys {
  readonly #imported = new Map<HostAlgorithm, { [place: string]: unknown }>();

  /** Imported secrets, which the host wipes when they are collected, by their place in a set. */
  readonly secrets = new Map<number, object>();

  /** The import of one of the keys for one algorithm and use, if it has been kept. */
  get<T>(use: Use, algorithm: HostAlgorithm, index: number): T | undefined {
    return this.#imported.get(algorithm)?.[place(use, index)] as T | undefined;
  }

  keep<T>(use: Use, algorithm: HostAlgorithm, index: number, imported: T): T {
    let places = this.#imported.get(algorithm);
    if (!places) {
      places = {};
      this.#imported.set(algorithm, places);
    }
    places[place(use, index)] = imported;
    return imported;
  }

  clear(): void {
    this.#imported.clear();
    this.secrets.clear();
  }
}

/** A number, for text would be made anew at each verification. */
function place(use: Use, index: number): number {
  return index * USES.length + USES.indexOf(use);
}
