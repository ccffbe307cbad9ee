/** The name that stands before a token, as far as it says what the token is for. */

/** A name and what connects it with its value. The text that is searched is short, so the work is bounded. */
const LONGEST = 160;

const SCHEME = /(?:^|[\s"'`:=,])(Bearer|DPoP|JWT|Token)[\s>|]+$/i;

/** In the order in which they are tried. */
const NAMES: readonly RegExp[] = [
  // HAR: { "name": "authorization", "value": "Bearer …" }, and Postman's "key"
  /"(?:name|key)"\s*:\s*"([^"\n]{1,80})"\s*,\s*"value"\s*:\s*"$/i,
  // <access_token>…
  /<([A-Za-z][\w:.-]{0,80})(?:\s[^<>\n]{0,40})?>\s*$/,
  // name: &str = "…"
  /([A-Za-z_]\w{0,80}):\s?(?:&?(?:'static )?str|[Ss]tring|any)\s{0,4}=\s{0,12}["'`]$/,
  // name=…, "name": "…", name => …, --name …
  /([A-Za-z_][\w.$:-]{0,80}?)(?:\[\d{1,3}\])?["'`]?\s{0,4}(?:=>|[:=])\s{0,4}[\\(]?\s{0,12}(?:[bfru]?["'`])?\s{0,4}(?:base64-|s:)?$/,
  /(?:^|\s)--?([A-Za-z][\w-]{0,40})[ \t]{1,4}["'`]?$/,
  // A table of cookies, as developer tools copy it.
  /(?:^|\n)([^\s=;,"']{1,80})\t+$/,
];

/** `from` is where the token before ends, whose letters are not a name. */
export function labelBefore(text: string, from: number, start: number): string | undefined {
  const before = text.slice(Math.max(from, start - LONGEST), start);
  const [scheme, word] = SCHEME.exec(before) ?? [];
  const rest = scheme === undefined ? before : before.slice(0, before.length - scheme.length + 1);
  for (const pattern of NAMES) {
    const [, name] = pattern.exec(rest) ?? [];
    if (name !== undefined && !/^https?$/i.test(name)) return name;
  }
  return word === undefined ? undefined : word.replace(/^bearer$/i, "Bearer");
}
