import { includes } from "../keys/eddsa.js";
import { withoutPrototype } from "../read-options.js";
import type { Algorithm } from "../types.js";
import type { ReadOptions } from "../verifier/options.js";
import type { FoundKeys, Issuer } from "./issuer.js";

/** The caller's options as an object. The core has checked their types. */
export type Policy = Readonly<Record<string, unknown>> & {
  readonly algorithms?: readonly Algorithm[];
  readonly issuer?: string | readonly string[];
  readonly audience?: string | readonly string[] | false;
  readonly allowPadding?: boolean;
  readonly claimTests?: readonly unknown[];
  readonly profile?: string;
};

/** The unverified claims that choose the keys and the policy of a token. */
export interface ChoosingClaims {
  readonly iss: string;
  readonly aud: unknown;
  readonly azp: unknown;
}

export function policyOf({ policy }: ReadOptions): Policy {
  return withoutPrototype(policy === "" ? {} : JSON.parse(policy));
}

/** The policy for this issuer's tokens: the caller's options, and what the issuer's entry adds. */
export function demandsOf(
  policy: Policy,
  issuer: Issuer,
  algorithms: readonly Algorithm[] | undefined,
  audience: Policy["audience"],
): string {
  // If the caller's option `issuer` names only other issuers it stays, so that the token is refused.
  const isNamed = policy.issuer === undefined || [policy.issuer].flat().includes(issuer.name);
  return JSON.stringify({
    ...policy,
    issuer: isNamed ? issuer.name : policy.issuer,
    ...(algorithms === undefined ? {} : { algorithms }),
    ...(audience === undefined ? {} : { audience }),
    ...(issuer.tenant === undefined
      ? {}
      : { claimTests: [...(policy.claimTests ?? []), tenantTest(issuer.tenant)] }),
  });
}

/** A test in the core's form. It is added to the caller's own tests of `tid`, and replaces none. */
function tenantTest(tenant: string) {
  return { path: ["tid"], oneOf: [tenant] };
}

/**
 * The algorithms that every list allows, or `undefined` if there is no list. EdDSA includes Ed25519 and Ed448 (RFC 9864
 * §2.2).
 */
export function commonAlgorithms(
  policy: Policy,
  issuer: Issuer,
  found: FoundKeys,
): readonly Algorithm[] | undefined {
  let common: readonly Algorithm[] | undefined;
  for (const bound of [policy.algorithms, issuer.algorithms, found.algorithms]) {
    if (bound === undefined) continue;
    common =
      common === undefined ? bound : [...new Set([...within(common, bound), ...within(bound, common)])];
  }
  return common;
}

function within(names: readonly Algorithm[], list: readonly Algorithm[]): Algorithm[] {
  return names.filter((name) => list.some((allowed) => includes(allowed, name)));
}

/**
 * The audiences that the token must match. If both the caller and the issuer's entry have a list, the token must match
 * both, but the core checks only one. It gets the caller's list if the token fails that list, and otherwise the entry's
 * list.
 * @param aud read from the same token that the core verifies
 */
export function audienceFor(
  policy: Policy,
  { audience }: Issuer,
  { aud, azp }: ChoosingClaims,
): Policy["audience"] {
  if (audience === undefined) return policy.audience;
  if (policy.audience === undefined || policy.audience === false) return audience;
  const asked: readonly unknown[] = [policy.audience].flat();
  const isForAsked = [aud].flat().some((one) => asked.includes(one));
  // `azp` of an ID token must be an expected audience (OpenID Connect Core 1.0 §3.1.3.7), so it must be in both lists
  // too.
  const isByAsked = policy.profile !== "id_token" || azp === undefined || asked.includes(azp);
  return isForAsked && isByAsked ? audience : policy.audience;
}
