/** For how long an answer is to be used, in seconds. */
export interface LifetimeBounds {
  readonly minAge: number;
  readonly maxAge: number;
}

/** What is known of a set's lifetime; each caller's options decide what follows from it. */
export interface Stated {
  /** In seconds; `undefined` where the provider states none. */
  readonly stated: number | undefined;
  /** Whether a cache said so: its entry ends when its writer said, and no `minAge` makes that later. */
  readonly isEntry: boolean;
}

const DEFAULT_LIFETIME = 600;

// RFC 9111 §1.2.2: a greater value, or one that cannot be represented, counts as this.
const MOST_SECONDS = 2 ** 31;

/** The lifetime that was stated, or the default where none was, within the caller's bounds. */
export function lifetime({ stated, isEntry }: Stated, { minAge, maxAge }: LifetimeBounds): number {
  return Math.min(maxAge, Math.max(isEntry ? 0 : minAge, stated ?? DEFAULT_LIFETIME));
}

/**
 * For how many seconds an answer calls itself fresh (RFC 9111 §4.2.1), or `undefined` where it does not say.
 * `must-revalidate` and `stale-if-error` are left to the caller's `staleIfError`: Google sends the former, and an outage
 * there should not refuse every user at once. `Expires` is not read: it names a time of the provider's clock.
 */
export function statedLifetime(headers: Headers): number | undefined {
  let least: number | undefined;
  for (const { name, value } of directives(headers.get("cache-control") ?? "")) {
    if (name === "no-store" || name === "no-cache") return 0;
    // If there are several, or one that is not a number, the safe reading counts.
    if (name === "max-age") least = Math.min(least ?? MOST_SECONDS, deltaSeconds(value));
  }
  if (least === undefined) return undefined;
  // Of several ages the first counts (RFC 9111 §5.1).
  const [age = ""] = (headers.get("age") ?? "").split(",", 1);
  return Math.max(0, least - deltaSeconds(age.trim()));
}

/** One by one: a list of all of them would cost the garbage collector more than the list's length. */
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

/** RFC 9111 §1.2.2; 0 for what is not a number. */
function deltaSeconds(text: string): number {
  return text === "" || /[^\d]/.test(text) ? 0 : Math.min(Number(text), MOST_SECONDS);
}
