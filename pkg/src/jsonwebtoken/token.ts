import { decode } from "../decode.js";
import { isJwtError, type JwtError } from "../error.js";
import { isObject } from "../kind.js";
import { MAX_TOKEN_LENGTH } from "../names.js";
import { needed } from "../runtime/needs.js";
import { base64urlBytes } from "../runtime/text.js";
import type { LegacyWords } from "./legacy.js";
import type { Jwt, JwtHeader, JwtPayload } from "./types.js";

/** The greatest limit that the core accepts. */
const LONGEST = 2 ** 31 - 1;

/** The length of the longest token to accept, in characters. */
export const limitFor = ({ longTokens }: LegacyWords): number => (longTokens ? LONGEST : MAX_TOKEN_LENGTH);

/** The payload `{}` in base64url, to read the header of a token whose payload is not an object. */
const EMPTY = "e30";

/**
 * Reads a token without verifying anything. The payload is an object as the core reads it, or the text of another
 * payload.
 * @param isJson whether the payload must be JSON, whatever the header says
 * @throws {JwtError} `malformed`, `too_large`, `encrypted`
 */
export function readToken(token: string, limit: number, isJson = false): Jwt {
  const signature = token.slice(token.lastIndexOf(".") + 1);
  try {
    const { header, payload } = decode(token, { maxTokenLength: limit });
    return { header: header as unknown as JwtHeader, payload: payload as JwtPayload, signature };
  } catch (thrown) {
    if (!isJwtError(thrown) || thrown.part !== "payload" || thrown.reason === "base64url") throw thrown;
    const [first, payload = ""] = token.split(".");
    const decoded = decode(`${first}.${EMPTY}.${signature}`, { maxTokenLength: LONGEST });
    const header = decoded.header as unknown as JwtHeader;
    return { header, payload: text(payload, isJson || header.typ === "JWT", thrown), signature };
  }
}

/** A payload that is not an object. An object is refused, because the core has refused it before. */
function text(payload: string, isJson: boolean, refusal: JwtError): string {
  const decoder = new (needed("TextDecoder"))("utf-8", { ignoreBOM: true });
  const plain = decoder.decode(base64urlBytes(payload));
  const value = parsed(plain);
  if (isObject(value) || (isJson && (value === undefined || value === null))) throw refusal;
  // The type is not exact: JSON can be any value, but the types of jsonwebtoken know only strings.
  return isJson ? (value as string) : plain;
}

/** The value of JSON text, or `undefined` if it is not JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
