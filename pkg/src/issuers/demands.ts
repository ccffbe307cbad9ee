import { withoutPrototype } from "../read-options.js";
import type { Algorithm } from "../types.js";
import type { ReadOptions } from "../verifier/options.js";
import type { FoundKeys, Issuer } from "./issuer.js";

/** The caller's options as an object; the core has read them, so each has its type. */
export type Policy = Readonly<Record<string, unknown>> & {
  readonly algorithms?: readonly Algorithm[];
  readonly issuer?: string | readonly string[];
  readonly audience?: string | readonly string[] | false;
  readonly allowPadding?: boolean;
  readonly claimTests?: readonly unknown[];
  readonly profile?: string;
};

/** The claims of a well-formed token, not verified, as far as they choose its keys and policy; `undefined` if absent. */
export interface Said {
  readonly iss: string;
  readonly aud: unknown;
  readonly azp: unknown;
}

export function policyOf({ policy }: ReadOptions): Policy {
  return withoutPrototype(policy === "" ? {} : JSON.parse(policy));
}

/** The policy for this issuer's tokens: all that the caller demands, and what the issuer's entry adds. */
export function demandsOf(
  policy: Policy,
  issuer: Issuer,
  algorithms: readonly Algorithm[] | undefined,
  audience: Policy["audience"],
): string {
  // If the caller's own option names only other issuers it stays, so that the token fails by it.
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

/** In the core's form. It is added to the caller's tests of `tid`, and replaces none. */
function tenantTest(tenant: string) {
  return { path: ["tid"], oneOf: [tenant] };
}

/** The algorithms that every bound allows; `undefined` if nothing bounds them. EdDSA and Ed25519 are one (RFC 9864 §2.2). */
export function commonAlgorithms(
  policy: Policy,
  issuer: Issuer,
  found: FoundKeys,
): readonly Algorithm[] | undefined {
  let common: readonly Algorithm[] | undefined;
  for (const bound of [policy.algorithms, issuer.algorithms, found.algorithms]) {
    if (bound === undefined) continue;
    const names = new Set(bound.map(first));
    common = common === undefined ? bound : common.filter((name) => names.has(first(name)));
  }
  return common;
}

function first(name: Algorithm): Algorithm {
  return name === "Ed25519" ? "EdDSA" : name;
}

/**
 * The audiences to demand of a token. If the caller and the issuer's entry both name some, the token must match both lists,
 * but the core checks only one. It gets the list that the token fails, if it fails one, so that passing means both.
 * @param aud read from the same text that the core verifies
 */
export function audienceFor(policy: Policy, { audience }: Issuer, { aud, azp }: Said): Policy["audience"] {
  if (audience === undefined) return policy.audience;
  if (policy.audience === undefined || policy.audience === false) return audience;
  const asked: readonly unknown[] = [policy.audience].flat();
  const isForAsked = [aud].flat().some((one) => asked.includes(one));
  // In an ID token it is an expected audience (OpenID Connect Core 1.0 §3.1.3.7), so it must be in both lists too.
  const isByAsked = policy.profile !== "id_token" || azp === undefined || asked.includes(azp);
  return isForAsked && isByAsked ? audience : policy.audience;
}
