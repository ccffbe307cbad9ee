import { folded } from "./text.js";

// RFC 9110 §7.6.1: an intermediary removes the fields that `Connection` names. The other headers are of its kind, and
// some intermediaries take names from them as well; a trailer section (§6.6.2) may be merged into the header.
const NAMING: ReadonlySet<string> = new Set([
  "connection",
  "proxy-connection",
  "keep-alive",
  "te",
  "trailer",
]);

/** A copy without the headers of these folded names, and without any word that would make a proxy remove one of them. */
export function withoutNames(given: Headers, names: ReadonlySet<string>): Headers {
  const headers = new Headers(given);
  for (const [name, value] of [...headers]) {
    const kept = keptOf(name, value, names);
    if (kept === undefined) headers.delete(name);
    else if (kept !== value) headers.set(name, kept);
  }
  return headers;
}

/** The same of one header line: what stays of its value, or `undefined` if it goes. */
export function keptOf(name: string, value: string, names: ReadonlySet<string>): string | undefined {
  if (names.has(folded(name))) return undefined;
  if (!NAMING.has(name.toLowerCase())) return value;
  const options = value.split(",");
  const kept = options.filter((option) => !words(option).some((word) => names.has(folded(word))));
  if (kept.length === options.length) return value;
  return kept.length === 0 ? undefined : kept.join(",");
}

/** From a malformed option, an intermediary may read one name or more. */
function words(option: string): readonly string[] {
  return option.split(/[^\w!#$%&'*+\-.^`|~]/).filter((word) => word !== "");
}
