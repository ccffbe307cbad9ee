import { JwtError } from "../error.js";

/**
 * The demanded scopes that the token does not grant.
 * @throws {JwtError} `claim_invalid` if a claim that grants scopes cannot be read
 */
export function missingScopes(demanded: readonly string[], payload: object): readonly string[] {
  if (demanded.length === 0) return [];
  // Both claims are read, because a claim of the wrong type never counts as absent.
  const [scope, scp] = [scopesIn(payload, "scope"), scopesIn(payload, "scp")];
  const granted = new Set(scope.length > 0 ? scope : scp);
  return demanded.filter((wanted) => !granted.has(wanted));
}

/**
 * The scopes in a claim. RFC 8693 §4.2 separates them by spaces. Microsoft and Okta write a list as `scp`, and
 * IdentityServer a list as `scope`.
 */
function scopesIn(payload: object, claim: "scope" | "scp"): readonly string[] {
  if (!Object.hasOwn(payload, claim)) return [];
  const { [claim]: value } = payload as { readonly [claim: string]: unknown };
  if (typeof value === "string") return value.split(" ").filter((scope) => scope !== "");
  if (Array.isArray(value) && value.every(isOneScope)) return value.filter((scope) => scope !== "");
  const expected = "scopes with spaces between them, or a list of scopes";
  throw new JwtError(`the claim "${claim}" must be ${expected}`, {
    code: "claim_invalid",
    claim,
    expected,
  });
}

/** Whether a list item is one scope. With white space it could be one scope or several. */
function isOneScope(item: unknown): item is string {
  return typeof item === "string" && !/\s/.test(item);
}
