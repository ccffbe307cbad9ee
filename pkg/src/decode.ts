import { decode as decodeInCore } from "../generated/jwt.js";
import {
  exchange,
  MAX_TOKEN_LENGTH,
  readHeader,
  readPayload,
  readPayloadText,
  readRefusal,
  readSignature,
  writeToken,
} from "./exchange.js";
import type { Decoded, JwtClaims } from "./types.js";

/**
 * Reads what a token says and **verifies nothing**: anybody can have written it. Use {@link verify} to know.
 * @throws {JwtError} `malformed`, `too_large` or `encrypted`.
 * @example
 * ```ts
 * const { header, payload } = decode(token);
 * console.log(header.alg, payload.sub); // as anybody can have written it
 * ```
 */
export function decode<P = JwtClaims>(token: string): Decoded<P>;
// For `ReturnType`, as of `verify`.
export function decode(token: string): Decoded;
export function decode(token: string): Decoded {
  decodeIntoExchange(token);
  return { header: readHeader(), payload: readPayload() as JwtClaims, signature: readSignature() };
}

/**
 * The text of a token's payload, which `JSON.parse` would change: integers beyond 2^53, `1.0`, escapes. Nothing is verified.
 * @internal
 */
export function payloadTextOf(token: string): string {
  decodeIntoExchange(token);
  return readPayloadText();
}

function decodeIntoExchange(token: string): void {
  const written = writeToken(token, MAX_TOKEN_LENGTH);
  const isRefused = decodeInCore(exchange(), written, token.length);
  if (isRefused) throw readRefusal(false);
}
