/** A token in the address, `#token=…`. The page itself never puts one there. */

const PREFIX = "#token=";

/**
 * Removes the token from the address, so that no history, bookmark or screenshot keeps it. `undefined` if there is
 * none.
 */
export function takeTokenFromAddress(): string | undefined {
  const { hash, pathname, search } = location;
  if (!hash.startsWith(PREFIX)) return undefined;
  history.replaceState(null, "", pathname + search);
  const text = hash.slice(PREFIX.length);
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Browsers never send the fragment to a server, but anyone who gets the link has the token. */
export function linkWith(token: string): string {
  return `${location.origin}${location.pathname}${PREFIX}${encodeURIComponent(token)}`;
}
