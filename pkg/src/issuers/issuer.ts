import type { KeyHandle, KeySource } from "../keys/handle.js";
import type { Algorithm } from "../types.js";

/** The keys of an issuer, as they are now. While nothing has changed it is the same object. */
export interface FoundKeys {
  readonly held: KeyHandle | KeySource;
  /** Those that the issuer says it signs with, where it says so. */
  readonly algorithms: readonly Algorithm[] | undefined;
}

/** Where an issuer's keys come from. */
export interface IssuerKeys {
  /** For a report: such as "its keys were given". */
  readonly told: string;
  /** Equal for keys that come from one place: the caller's key itself, or an address. */
  readonly identity: unknown;
  /** What is known without waiting. */
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
  /** What the claim `tid` must be, where the name says so. */
  readonly tenant: string | undefined;
  /**
   * Where anybody can write such a name: to be called when a token of it has passed. Until then nothing is kept of it, so that
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
 * Makes something when it is needed first. A list may name a thousand issuers, be made for each request, and need one: what is
 * made for the others would push out what is remembered of addresses.
 */
export function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** Whether two entries say the same of an issuer. */
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

/** What chooses among issuers is not the key of one of them. */
export const choosers = new WeakSet<KeyHandle | KeySource>();
