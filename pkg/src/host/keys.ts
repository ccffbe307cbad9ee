/**
 * What the host imported of one key or set. Only finished imports are kept and never promises of them: on Cloudflare
 * Workers no request may await another's.
 */
export class HostKeys {
  readonly #imported = new Map<string, unknown>();

  get<T>(name: string): T | undefined {
    return this.#imported.get(name) as T | undefined;
  }

  keep<T>(name: string, key: T): T {
    this.#imported.set(name, key);
    return key;
  }
}
