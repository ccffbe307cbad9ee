// What a client sends is read by index, or by expressions that match one character: the work is bounded by the length.

/** A token of HTTP (RFC 9110 §5.6.2): a header's, a cookie's or a method's name. */
export function isToken(text: unknown): text is string {
  return typeof text === "string" && text !== "" && !/[^\w!#$%&'*+\-.^`|~]/.test(text);
}

/**
 * Without HTTP's white space (RFC 9110 §5.6.3) around it, but with any other. Browsers guard the prefix `__Host-` only if
 * a cookie's name begins with it, so anybody can set a name that has a no-break space before it.
 */
export function trimmed(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isBlank(text[start])) start++;
  while (end > start && isBlank(text[end - 1])) end--;
  return text.slice(start, end);
}

function isBlank(letter: string | undefined): boolean {
  return letter === " " || letter === "\t";
}

/** CGI and WSGI, and so Django, do not tell `-` and `_` apart, and some servers do not tell any signs apart. */
export function folded(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z\d]/g, "-");
}

/** `undefined` for what is not a URL: some adapters make requests of it. */
export function parsed(url: string): URL | undefined {
  return URL.canParse(url) ? new URL(url) : undefined;
}
