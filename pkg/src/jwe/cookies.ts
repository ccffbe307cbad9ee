import { JwtError } from "../error.js";
import { wrongArgument } from "../read-options.js";

/** Auth.js splits a token into cookies of 3936 characters, and a browser sends some 8 KB of cookies. */
export const MAX_CHUNKS = 100;
/** Only the one spelling of each number. */
export const CHUNK = /^(?:0|[1-9]\d*)$/;

/**
 * The token in the cookie of this name, or in its chunks `name.0`, `name.1` and so on, which Auth.js makes of a token
 * that is too long for one cookie. `undefined` if there is none.
 * @param header the value of the request's header `Cookie`
 * @throws {JwtError} `malformed` if a cookie occurs twice, a chunk is missing, there are more than 100 chunks, or the
 *   token is there both whole and in chunks; `options_invalid`
 * @example
 * ```ts
 * const token = sessionToken("authjs.session-token.0=aaa; authjs.session-token.1=bbb", "authjs.session-token");
 * console.log(token); // aaabbb
 * ```
 */
export function sessionToken(header: string | null | undefined, name: string): string | undefined {
  if (header === null || header === undefined) return undefined;
  if (typeof header !== "string") throw wrongArgument("the header must be a string", header);
  if (typeof name !== "string" || name === "") throw wrongArgument("the name must be a string", name);
  let whole: string | undefined;
  const chunks = new Map<string, string>();
  for (const pair of header.split(";")) {
    const at = pair.indexOf("=");
    if (at < 0) continue;
    const found = pair.slice(0, at).trim();
    const value = pair.slice(at + 1).trim();
    if (found === name) {
      if (whole !== undefined) throw unclear(`the cookie ${name} occurs twice`);
      whole = value;
    }
    const place = found.startsWith(`${name}.`) ? found.slice(name.length + 1) : "";
    if (!CHUNK.test(place)) continue;
    if (chunks.has(place)) throw unclear(`the cookie ${found} occurs twice`);
    chunks.set(place, value);
  }
  if (chunks.size === 0) return whole === "" ? undefined : whole;
  if (chunks.size > MAX_CHUNKS) throw unclear(`there are more than ${MAX_CHUNKS} chunks`);
  if (whole) throw unclear(`the cookie ${name} is there both whole and in chunks`);
  let token = "";
  for (let place = 0; place < chunks.size; place++) {
    const chunk = chunks.get(String(place));
    if (chunk === undefined) throw unclear(`the cookie ${name}.${place} is missing`);
    token += chunk;
  }
  return token;
}

function unclear(what: string): JwtError {
  return new JwtError(`the token in the cookies is unclear: ${what}`, {
    code: "malformed",
    reason: "segments",
    part: "token",
  });
}
