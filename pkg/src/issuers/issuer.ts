import type { KeyHandle, KeySource } from "../keys/handle.js";
import type { Algorithm } from "../types.js";

/** The keys of an issuer. It is the same object until they change, so that verifiers can be kept for it. */
export interface FoundKeys {
  readonly held: KeyHandle | KeySource;
  /** The algorithms in the issuer's metadata, if it lists any. */
  readonly algorithms: readonly Algorithm[] | undefined;
}

/** Where an issuer's keys come from. */
export interface IssuerKeys {
  /** A phrase for reports, such as "its keys were given". */
  readonly told: string;
  /** The source of the keys, to compare two entries: the caller's key itself, or a URL. */
  readonly identity: unknown;
  /** The keys, if they are there without a request. */
  atHand(): FoundKeys | undefined;
  /** @throws {JwtError} `jwks_unavailable` */
  find(): Promise<FoundKeys>;
}

/** A trusted issuer. */
export interface Issuer {
  /** Exactly the `iss` of its tokens. */
  readonly name: string;
  readonly keys: IssuerKeys;
  readonly audience: readonly string[] | undefined;
  readonly algorithms: readonly Algorithm[] | undefined;
  /** The value that the claim `tid` must have, if the issuer is a tenant of Entra. */
  readonly tenant: string | undefined;
  /**
   * Called when a token of this issuer has passed. Only issuers whose names anybody can invent have it: nothing is kept
   * for them before, so that invented names take no memory.
   */
  readonly proven?: () => void;
}

/** Keys that need no discovery: a key of the caller, or the keys at a URL that the caller has given. */
export function givenKeys(held: () => KeyHandle | KeySource, told: string, identity: unknown): IssuerKeys {
  const found = once((): FoundKeys => ({ held: held(), algorithms: undefined }));
  return { told, identity, atHand: found, find: async () => found() };
}

/**
 * Makes something when it is first needed. A list may name a thousand issuers and be made again for each request, which
 * needs only one of them. Making sources for all would push that one out of the limited memory of fetched sets.
 */
export function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** Whether two entries say the same about an issuer, so that the fetched keys of the first one can be kept. */
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

/** The keys that `trustedIssuers` has made, which must not be used as the key of one issuer. */
export const choosers = new WeakSet<KeyHandle | KeySource>();
