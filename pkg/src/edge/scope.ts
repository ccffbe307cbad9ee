import { JwtError } from "../error.js";

/**
 * The scopes that are demanded and not granted.
 * @throws {JwtError} `claim_invalid` if a claim that grants scopes cannot be read
 */
export function missingScopes(demanded: readonly string[], payload: object): readonly string[] {
  if (demanded.length === 0) return [];
  // Both are checked: a claim of the wrong type never counts as absent.
  const [scope, scp] = [scopesIn(payload, "scope"), scopesIn(payload, "scp")];
  const granted = new Set(scope.length > 0 ? scope : scp);
  return demanded.filter((wanted) => !granted.has(wanted));
}

/**
 * RFC 8693 §4.2 separates scopes by spaces. Microsoft and Okta write a list as `scp`, and IdentityServer a list as
 * `scope`.
 */
function scopesIn(payload: object, claim: "scope" | "scp"): readonly string[] {
  if (!Object.hasOwn(payload, claim)) return [];
  const { [claim]: value } = payload as { readonly [claim: string]: unknown };
  if (typeof value === "string") return value.split(" ").filter((scope) => scope !== "");
  if (Array.isArray(value) && value.every(isOneScope)) return value.filter((scope) => scope !== "");
  const expected = "scopes as a text with spaces between them, or as a list of texts without spaces";
  throw new JwtError(`the claim "${claim}" must hold ${expected}`, {
    code: "claim_invalid",
    claim,
    expected,
  });
}

/** An item with white space may be meant as one scope or as several. */
function isOneScope(item: unknown): item is string {
  return typeof item === "string" && !/\s/.test(item);
}
