import type { KeyHandle, KeySource } from "../keys/handle.js";
import type { Algorithm } from "../types.js";

/** The keys of an issuer at this moment: the same object until they change, so that verifiers can be kept by it. */
export interface FoundKeys {
  readonly held: KeyHandle | KeySource;
  /** Those that the issuer's metadata lists, if it does. */
  readonly algorithms: readonly Algorithm[] | undefined;
}

/** Where an issuer's keys come from. */
export interface IssuerKeys {
  /** For reports, such as "its keys were given". */
  readonly told: string;
  /** Where the keys come from, to compare entries by: the caller's key itself, or an address. */
  readonly identity: unknown;
  /** The keys that are there without waiting. */
  atHand(): FoundKeys | undefined;
  /** @throws {JwtError} `jwks_unavailable` */
  find(): Promise<FoundKeys>;
}

/** An issuer that is trusted. */
export interface Issuer {
  /** Exactly the `iss` of its tokens. */
  readonly name: string;
  readonly keys: IssuerKeys;
  readonly audience: readonly string[] | undefined;
  readonly algorithms: readonly Algorithm[] | undefined;
  /** What the claim `tid` must be, if this is a tenant of Entra. */
  readonly tenant: string | undefined;
  /**
   * Called when a token of this issuer has passed, if anybody can make up such a name. Nothing is kept for it before, so that
   * forged names cost no memory.
   */
  readonly proven?: () => void;
}

/** Keys that need no search: the caller's own, or those at an address that the caller has named. */
export function givenKeys(held: () => KeyHandle | KeySource, told: string, identity: unknown): IssuerKeys {
  const found = once((): FoundKeys => ({ held: held(), algorithms: undefined }));
  return { told, identity, atHand: found, find: async () => found() };
}

/**
 * Makes something when it is first needed. A list may name a thousand issuers and be made for each request, which needs one
 * of them: sources made for the others would push the one out of the bounded memory of fetched addresses.
 */
export function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** Whether two entries say the same about an issuer, so that the fetched keys of the first can stay. */
export function saysTheSame(one: Issuer, other: Issuer): boolean {
  const said = ({ name, audience, algorithms, tenant }: Issuer) =>
    JSON.stringify([name, audience, algorithms, tenant]);
  return one.keys.identity === other.keys.identity && said(one) === said(other);
}

/** @throws {JwtError} `jwks_unavailable` */
export async function prefetchKeys(keys: IssuerKeys): Promise<void> {
  const { held } = await keys.find();
  if ("prefetch" in held) await held.prefetch();
}

/** The keys that `trustedIssuers` has made. None of them can be the key of one issuer. */
export const choosers = new WeakSet<KeyHandle | KeySource>();
