// A client's text is read by index, or with expressions that match single characters, so that the work is linear in its
// length.

/** Whether it is a token of HTTP (RFC 9110 §5.6.2): the name of a header, a cookie or a method. */
export function isToken(text: unknown): text is string {
  return typeof text === "string" && text !== "" && !/[^\w!#$%&'*+\-.^`|~]/.test(text);
}

/**
 * The text without HTTP's white space (RFC 9110 §5.6.3) around it. Other white space stays: browsers protect the prefix
 * `__Host-` only at the beginning of a cookie's name, so anybody can set a cookie with a no-break space before it.
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

/**
 * One spelling for all names that servers read as the same header: CGI and WSGI, and therefore Django, do not
 * distinguish `-` and `_`, and some servers no signs at all.
 */
export function folded(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z\d]/g, "-");
}

/** The URL, or `undefined` if the text is not one: some adapters make such requests. */
export function parsed(url: string): URL | undefined {
  return URL.canParse(url) ? new URL(url) : undefined;
}
