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

/** What a token says of itself, unverified; its form is good. What it does not say is `undefined`. */
export interface Said {
  readonly iss: string;
  readonly aud: unknown;
  readonly azp: unknown;
}

export function policyOf({ policy }: ReadOptions): Policy {
  return withoutPrototype(policy === "" ? {} : JSON.parse(policy));
}

/** What is demanded of a token of this issuer: what the caller demands, and never less. */
export function demandsOf(
  policy: Policy,
  issuer: Issuer,
  algorithms: readonly Algorithm[] | undefined,
  audience: Policy["audience"],
): string {
  // If the caller names other issuers, that is what its tokens fail by.
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

/** In the core's form, beside whatever the caller demands of `tid`. */
function tenantTest(tenant: string) {
  return { path: ["tid"], oneOf: [tenant] };
}

/** Those that every bound leaves; `undefined` if there is none. EdDSA and Ed25519 are one (RFC 9864 §2.2). */
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
 * The audiences of which a token's must hold one. If the caller and the issuer's entry both name some, both must hold:
 * as the core knows of one list, it gets the one that the token fails, if it fails one. What is looked at here is the
 * text that the core looks at.
 */
export function audienceFor(policy: Policy, { audience }: Issuer, { aud, azp }: Said): Policy["audience"] {
  if (audience === undefined) return policy.audience;
  if (policy.audience === undefined || policy.audience === false) return audience;
  const asked: readonly unknown[] = [policy.audience].flat();
  const isForAsked = [aud].flat().some((one) => asked.includes(one));
  // Of an ID token it is the expected audience (OpenID Connect Core 1.0 §3.1.3.7), and so must be one of each list too.
  const isByAsked = policy.profile !== "id_token" || azp === undefined || asked.includes(azp);
  return isForAsked && isByAsked ? audience : policy.audience;
}
