import { decode as decodeInCore } from "../generated/core.js";
import {
  exchange,
  readHeader,
  readPayload,
  readPayloadText,
  readRefusal,
  readSignature,
  writeToken,
} from "./exchange.js";
import { readDecodeOptions } from "./jws-options.js";
import type { Decoded, DecodeOptions, UnverifiedClaims } from "./types.js";

/**
 * Reads what a token says and **verifies nothing**: anybody can have written it, with members of any type. Use {@link verify} to
 * know.
 * @throws {JwtError} `malformed`, `too_large`, `encrypted` or `options_invalid`.
 * @example
 * ```ts
 * const { header, payload } = decode(token);
 * console.log(header.alg, payload.sub); // as anybody can have written it
 * ```
 */
export function decode<P = UnverifiedClaims>(token: string, options?: DecodeOptions): Decoded<P>;
// For `ReturnType`, as of `verify`.
export function decode(token: string, options?: DecodeOptions): Decoded;
export function decode(token: string, options?: DecodeOptions): Decoded {
  decodeIntoExchange(token, options);
  return { header: readHeader(), payload: readPayload() as UnverifiedClaims, signature: readSignature() };
}

/**
 * The text of a token's payload, which `JSON.parse` would change: integers beyond 2^53, `1.0`, escapes. Nothing is verified.
 * @internal
 */
export function payloadTextOf(token: string): string {
  decodeIntoExchange(token);
  return readPayloadText();
}

function decodeIntoExchange(token: string, options?: DecodeOptions): void {
  const { limit, isPadded, isTraced } = readDecodeOptions(options);
  const written = writeToken(token, limit);
  const isRefused = decodeInCore(exchange(), written, token.length, limit, isPadded);
  if (isRefused) throw readRefusal(isTraced);
}
