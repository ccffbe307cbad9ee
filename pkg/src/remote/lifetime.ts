/** For how long an answer is to be used, in seconds. */
export interface LifetimeBounds {
  readonly minAge: number;
  readonly maxAge: number;
}

const DEFAULT_LIFETIME = 600;

/** The lifetime the headers state, or the default where they state none, within the caller's bounds. */
export function lifetime(headers: Headers | undefined, { minAge, maxAge }: LifetimeBounds): number {
  const stated = headers === undefined ? undefined : statedLifetime(headers);
  return Math.min(maxAge, Math.max(minAge, stated ?? DEFAULT_LIFETIME));
}

/**
 * For how many seconds an answer calls itself fresh (RFC 9111 §4.2.1), or `undefined` where it does not say.
 * `must-revalidate` and `stale-if-error` are left to the caller's `staleIfError`: Google sends the former, and an outage
 * there should not refuse every user at once.
 */
function statedLifetime(headers: Headers): number | undefined {
  const directives = (headers.get("cache-control") ?? "").split(",").map(directive);
  if (directives.some(({ name }) => name === "no-store" || name === "no-cache")) return 0;
  const ages = directives.filter(({ name }) => name === "max-age").map(({ value }) => seconds(value));
  // Of several, or of one that is no number, the safe reading.
  return ages.length === 0 ? undefined : Math.max(0, Math.min(...ages) - seconds(headers.get("age")));
}

function directive(text: string): { name: string; value: string } {
  const [name = "", value = ""] = text.split("=", 2).map((part) => part.trim());
  return { name: name.toLowerCase(), value: value.replace(/^"(.*)"$/, "$1") };
}

function seconds(text: string | null): number {
  return text !== null && /^\d+$/.test(text) ? Number(text) : 0;
}
