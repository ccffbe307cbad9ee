import { folded } from "./text.js";

// RFC 9110 §7.6.1: an intermediary removes the fields that `Connection` names. The other headers are of its kind, and
// some intermediaries take names from them as well; a trailer section (§6.6.2) may be merged into the header.
const NAMING = ["connection", "proxy-connection", "keep-alive", "te", "trailer"];

/** A copy without the headers of these folded names, and without any word that would make a proxy remove one of them. */
export function withoutNames(given: Headers, names: ReadonlySet<string>): Headers {
  const headers = new Headers(given);
  for (const name of [...headers.keys()]) if (names.has(folded(name))) headers.delete(name);
  for (const name of NAMING) {
    const value = headers.get(name);
    if (value === null) continue;
    const options = value.split(",");
    const kept = options.filter((option) => !words(option).some((word) => names.has(folded(word))));
    if (kept.length === options.length) continue;
    if (kept.length === 0) headers.delete(name);
    else headers.set(name, kept.join(","));
  }
  return headers;
}

/** From a malformed option, an intermediary may read one name or more. */
function words(option: string): readonly string[] {
  return option.split(/[^\w!#$%&'*+\-.^`|~]/).filter((word) => word !== "");
}
