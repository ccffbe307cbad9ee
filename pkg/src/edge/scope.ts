/** The scopes that are demanded and not granted. */
export function missingScopes(demanded: readonly string[], payload: unknown): readonly string[] {
  if (demanded.length === 0) return [];
  const granted = grantedScopes(payload);
  return demanded.filter((scope) => !granted.includes(scope));
}

/** RFC 8693 §4.2 separates by spaces; Microsoft and Okta write a list, `scp`. */
function grantedScopes(payload: unknown): readonly unknown[] {
  const { scope, scp } = payload as { scope?: unknown; scp?: unknown };
  if (typeof scope === "string") return scope.split(" ");
  if (typeof scp === "string") return scp.split(" ");
  return Array.isArray(scp) ? scp : [];
}
