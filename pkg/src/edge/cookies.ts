import type { Found } from "./credentials.js";
import { trimmed } from "./text.js";

/**
 * The token in the cookie of exactly this name (RFC 6265 §4.2.1). A neighbouring domain may have set a second cookie of
 * this name, or one that the origin takes for it. The gate must not guess which of them the origin reads.
 */
export function tokenInCookies(header: string | null, name: string): Found {
  const text = header ?? "";
  const prefix = `${name}=`;
  const found = text
    .split(";")
    .map(trimmed)
    .filter((pair) => pair.startsWith(prefix));
  const [token = ""] = found.map((pair) => pair.slice(prefix.length));
  if (found.length > 1) return "invalid_request";
  const wanted = likeness(name);
  const others = namesLike(text, (one) => one === wanted) - found.length;
  if (token === "") return others > 0 ? "lookalike" : "absent";
  return others > 0 ? "invalid_request" : { token, scheme: undefined };
}

/** How many of these cookies a server could read under a name that is wanted. Names are compared by their `likeness`. */
export function namesLike(header: string, isWanted: (name: string) => boolean): number {
  // RFC 2109 §4.3.4 lets a comma end a cookie too. A cookie without `=` is only a name.
  const names = header
    .split(";")
    .flatMap((pair) => (pair.includes("=") ? pair.split(",").flatMap(namesIn) : [pair]));
  // PHP reads `name[x]` as a part of `name`.
  const isRead = (found: string) =>
    [found, found.split("[", 1).join()].some((one) => isWanted(likeness(one)));
  return names.filter(isRead).length;
}

/**
 * The texts that a server may read as the name in `name=value`. Some servers skip an `=` before the name
 * (CVE-2023-23934). In Python's `SimpleCookie`, white space ends a value, so a name may follow it.
 */
function namesIn(pair: string): readonly string[] {
  // After the last `=` there is only a value.
  const parts = pair.split("=").slice(0, -1).map(spaced);
  const first = parts.findIndex((part) => part.trim() !== "");
  return parts.flatMap((part, index) => {
    const text = part.trimEnd();
    const lastSpace = text.lastIndexOf(" ");
    const lastWord = lastSpace < 0 ? [] : [text.slice(lastSpace + 1)];
    return index === first && text.trim() !== lastWord[0] ? [text, ...lastWord] : lastWord;
  });
}

/**
 * One spelling for all names that some server reads as the same: ASP.NET ignores case, many servers trim more white
 * space than HTTP's or remove quotes, and PHP has decoded `%` and reads `.`, `[` and a space as `_` (CVE-2020-7070,
 * CVE-2022-31629).
 */
export function likeness(name: string): string {
  const decoded = name.replaceAll(/%[\da-f]{2}/gi, (byte) =>
    String.fromCharCode(Number(`0x${byte.slice(1)}`)),
  );
  const text = spaced(decoded.replaceAll(/["'\\]/g, ""));
  return text.trim().toLowerCase().replaceAll(/[ .[]/g, "_");
}

/**
 * The text with a space for each character that is invisible or not ASCII. UTF-8 may have arrived as bytes or as
 * characters.
 */
function spaced(text: string): string {
  return text.replaceAll(/[^\x21-\x7e]/g, " ");
}
