/** The bounds of a set's lifetime, in seconds. */
export interface LifetimeBounds {
  readonly minAge: number;
  readonly maxAge: number;
}

/** What is known about a set's lifetime. Each caller's options decide what follows from it. */
export interface Stated {
  /** The lifetime that the provider stated, in seconds, or `undefined` if it stated none. */
  readonly stated: number | undefined;
  /** Whether the set came from a cache. An entry ends when its writer said, even if `minAge` is longer. */
  readonly isEntry: boolean;
}

const DEFAULT_LIFETIME = 600;

// RFC 9111 §1.2.2: a greater value counts as this one.
const MOST_SECONDS = 2 ** 31;

/** The stated lifetime, or the default lifetime, within the caller's bounds. */
export function lifetime({ stated, isEntry }: Stated, { minAge, maxAge }: LifetimeBounds): number {
  return Math.min(maxAge, Math.max(isEntry ? 0 : minAge, stated ?? DEFAULT_LIFETIME));
}

/**
 * For how many seconds an answer says that it is fresh (RFC 9111 §4.2.1), or `undefined` if it does not say. The
 * caller's `staleIfError` counts instead of `must-revalidate` and `stale-if-error`: Google sends the former, and an
 * outage there should not refuse every user at once. `Expires` is not read, because it depends on the provider's clock.
 */
export function statedLifetime(headers: Headers): number | undefined {
  let least: number | undefined;
  for (const { name, value } of directives(headers.get("cache-control") ?? "")) {
    if (name === "no-store" || name === "no-cache") return 0;
    // Of several values the smallest counts, and a value that is not a number counts as 0.
    if (name === "max-age") least = Math.min(least ?? MOST_SECONDS, deltaSeconds(value));
  }
  if (least === undefined) return undefined;
  // Of several ages the first one counts (RFC 9111 §5.1).
  const [age = ""] = (headers.get("age") ?? "").split(",", 1);
  return Math.max(0, least - deltaSeconds(age.trim()));
}

/** The directives one by one, because a list of all of them would cost memory in proportion to a hostile header. */
function* directives(text: string): Generator<{ name: string; value: string }> {
  for (let start = 0; start < text.length; ) {
    const comma = text.indexOf(",", start);
    const end = comma < 0 ? text.length : comma;
    yield directive(text.slice(start, end));
    start = end + 1;
  }
}

function directive(text: string): { name: string; value: string } {
  const at = text.indexOf("=");
  const name = at < 0 ? text : text.slice(0, at);
  const value = at < 0 ? "" : text.slice(at + 1).trim();
  const isQuoted = value.length > 1 && value.startsWith('"') && value.endsWith('"');
  return { name: name.trim().toLowerCase(), value: isQuoted ? value.slice(1, -1) : value };
}

/** A number of seconds (RFC 9111 §1.2.2), or 0 if it is not a number. */
function deltaSeconds(text: string): number {
  return text === "" || /[^\d]/.test(text) ? 0 : Math.min(Number(text), MOST_SECONDS);
}
