import type { KeySet } from "../key.js";
import { handleOf, type KeySource } from "../keys/handle.js";
import { publishedKeySet } from "../keys/jwk.js";
import type { RemoteSource } from "../remote/source.js";
import { type SetSource, setAtHand, withSet } from "../remote/with-set.js";
import { RemoteVerifier } from "../verifier/remote.js";

const TEMPLATE = "{tenantid}";

/** The `iss` of a tenant's tokens: of version 2, and of version 1. */
export function namesOf(tenant: string): readonly [string, string] {
  return [`https://login.microsoftonline.com/${tenant}/v2.0`, `https://sts.windows.net/${tenant}/`];
}

/**
 * A key with the member `issuer`, which Entra adds to its JWKs: the tenant whose tokens the key signs, or a template
 * for all tenants.
 */
interface EntraKey {
  readonly jwk: object;
  readonly issuer: unknown;
}

const owners = new WeakMap<KeySet, EntraKeys>();

/** The key set that Entra publishes for all tenants. Each tenant may use only some of its keys. */
export class EntraKeys {
  readonly #keys: readonly EntraKey[];
  /** Sets by the keys that they hold, so that tenants with the same keys share one set. */
  readonly #sets = new Map<string, KeySet>();

  /** @throws {JwtError} as for any published key set */
  constructor(text: string) {
    const all = publishedKeySet(text);
    const { keys } = JSON.parse(text) as { readonly keys: readonly unknown[] };
    this.#keys = keys
      .filter((jwk): jwk is object => typeof jwk === "object" && jwk !== null)
      .map((jwk) => ({ jwk, issuer: Object.hasOwn(jwk, "issuer") ? (jwk as EntraKey).issuer : undefined }));
    if (this.#keys.length === keys.length) this.#put("1".repeat(keys.length), all);
  }

  /**
   * @param isAny whether all tenants are trusted. A key without `issuer` is then not used, because it could be another
   *   tenant's
   */
  of(tenant: string, isAny: boolean): KeySet {
    const names = namesOf(tenant);
    const isOwn = ({ issuer }: EntraKey): boolean =>
      typeof issuer === "string"
        ? names.includes(issuer.replace(TEMPLATE, tenant))
        : issuer === undefined && !isAny;
    const own = this.#keys.map(isOwn);
    const which = own.map((is) => (is ? "1" : "0")).join("");
    const keys = this.#keys.filter((_, place) => own[place]).map(({ jwk }) => jwk);
    return this.#sets.get(which) ?? this.#put(which, publishedKeySet(JSON.stringify({ keys })));
  }

  #put(which: string, set: KeySet): KeySet {
    this.#sets.set(which, set);
    owners.set(set, this);
    return set;
  }
}

/** A tenant's keys in a fetched set. */
export function tenantKeys(source: RemoteSource<EntraKeys>, tenant: string, isAny: boolean): KeySource {
  const own: SetSource<KeySet> = {
    current: async (signal) => (await source.current(signal)).of(tenant, isAny),
    peek: () => source.peek()?.of(tenant, isAny),
    refreshed: async (used) => {
      const newer = await source.refreshed(owners.get(used) as EntraKeys);
      return newer?.of(tenant, isAny);
    },
  };
  return {
    verifier: (options) => new RemoteVerifier(own, options),
    use: (use) => withSet(own, (set) => use(handleOf(set))),
    atHand: () => handleOf(setAtHand(own)),
    prefetch: () => source.prefetch(),
  };
}
