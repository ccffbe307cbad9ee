import { folded } from "./text.js";

// An intermediary removes the headers that `Connection` names (RFC 9110 §7.6.1). Some read names from the other headers
// here as well. A trailer section (§6.6.2), which `Trailer` announces, may be merged into the headers.
const NAMING: ReadonlySet<string> = new Set([
  "connection",
  "proxy-connection",
  "keep-alive",
  "te",
  "trailer",
]);

/** A copy without the headers of these folded names, and without words that would make a proxy remove one of them. */
export function withoutNames(given: Headers, names: ReadonlySet<string>): Headers {
  const headers = new Headers(given);
  for (const [name, value] of [...headers]) {
    const kept = keptOf(name, value, names);
    if (kept === undefined) headers.delete(name);
    else if (kept !== value) headers.set(name, kept);
  }
  return headers;
}

/** What remains of one header's value, or `undefined` if the header is removed. */
export function keptOf(name: string, value: string, names: ReadonlySet<string>): string | undefined {
  if (names.has(folded(name))) return undefined;
  if (!NAMING.has(name.toLowerCase())) return value;
  const options = value.split(",");
  const kept = options.filter((option) => !words(option).some((word) => names.has(folded(word))));
  if (kept.length === options.length) return value;
  return kept.length === 0 ? undefined : kept.join(",");
}

/** The names in an option. From a malformed option, an intermediary may read several names. */
function words(option: string): readonly string[] {
  return option.split(/[^\w!#$%&'*+\-.^`|~]/).filter((word) => word !== "");
}
