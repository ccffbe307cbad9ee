/** The only thing of a person's that can stand in the address, and only where they put it there: `#token=…`. */

const PREFIX = "#token=";

/**
 * Takes the token out of the address, so that it stays in no history, bookmark or screenshot. `undefined` if there is
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

/** Browsers send no fragment to any server. Anyone who gets the link has the token. */
export function linkWith(token: string): string {
  return `${location.origin}${location.pathname}${PREFIX}${encodeURIComponent(token)}`;
}
