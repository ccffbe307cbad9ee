/** A map of so many entries, of which the least recently used goes first. */
export class BoundedMap<V> {
  readonly #limit: number;
  readonly #entries = new Map<string, V>();
  #newest: string | undefined;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get(name: string): V | undefined {
    const value = this.#entries.get(name);
    // The one that was used last is in its place already.
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
