/**
 * What the host imported of one key or set. Only finished imports are kept and never promises of them: on Cloudflare
 * Workers no request may await another's.
 */
export class HostKeys {
  readonly #imported = new Map<string, unknown>();

  /** The import of this name, made at its first use. */
  sync<T>(name: string, make: () => T): T {
    const imported = this.#imported.get(name) as T | undefined;
    return imported ?? this.#keep(name, make());
  }

  /** As {@link sync}, for hosts that import by promises. */
  async async<T>(name: string, make: () => Promise<T>): Promise<T> {
    const imported = this.#imported.get(name) as T | undefined;
    return imported ?? this.#keep(name, await make());
  }

  clear(): void {
    this.#imported.clear();
  }

  #keep<T>(name: string, imported: T): T {
    this.#imported.set(name, imported);
    return imported;
  }
}
