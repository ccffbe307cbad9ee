/** A map with at most `limit` entries. When it is full, a new entry replaces the least recently used one. */
export class BoundedMap<V> {
  readonly #limit: number;
  readonly #entries = new Map<string, V>();
  #newest: string | undefined;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get(name: string): V | undefined {
    const value = this.#entries.get(name);
    // Most look-ups repeat the last one, whose entry is already the newest.
    if (value !== undefined && name !== this.#newest) this.set(name, value);
    return value;
  }

  set(name: string, value: V): void {
    this.#entries.delete(name);
    if (this.#entries.size >= this.#limit) {
      const { value: oldest } = this.#entries.keys().next();
      if (oldest !== undefined) this.#entries.delete(oldest);
    }
    this.#entries.set(name, value);
    this.#newest = name;
  }

  delete(name: string): void {
    this.#entries.delete(name);
    if (this.#newest === name) this.#newest = undefined;
  }
}
