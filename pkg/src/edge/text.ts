// What a client sends is read by index, or by expressions that match one character: the work is bounded by the length.

/** A token of HTTP (RFC 9110 §5.6.2): a header's, a cookie's or a method's name. */
export function isToken(text: unknown): text is string {
  return typeof text === "string" && text !== "" && !/[^\w!#$%&'*+\-.^`|~]/.test(text);
}

/**
 * Without the white space of HTTP (RFC 9110 §5.6.3) around it, and no other: browsers guard the prefix `__Host-` of a
 * cookie's name as it is spelled, so a name that has it only once a no-break space is cut off can be set by anybody.
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

/** CGI, WSGI and with them Django take `-` and `_` for one, and some servers take all but letters and digits for one. */
export function folded(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z\d]/g, "-");
}

/** `undefined` for what is not a URL: some adapters make requests of it. */
export function parsed(url: string): URL | undefined {
  return URL.canParse(url) ? new URL(url) : undefined;
}
