/** The token in forms for other programs. */

/** A header value must not hold white space or control characters (RFC 9110 §5.5). */
export function canBeSent(token: string): boolean {
  return /^[\x21-\x7e]+$/.test(token);
}

export function headerLine(token: string): string {
  return `Authorization: Bearer ${token}`;
}

/** The command is for a POSIX shell. */
export function curlCommand(token: string): string {
  return `curl --header ${shellQuoted(headerLine(token))} https://api.example/`;
}

/** Between single quotes, a shell changes no character except the quote itself. */
export function shellQuoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
