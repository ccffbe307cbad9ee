import * as core from "../generated/core.js";
import {
  guarded,
  readBytes,
  readHeader,
  readPayload,
  readPayloadText,
  settled,
  writeToken,
} from "./core/door.js";
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
  read(token, options);
  return { header: readHeader(), payload: readPayload() as UnverifiedClaims, signature: readBytes() };
}

/**
 * The text of a token's payload, which `JSON.parse` would change: integers beyond 2^53, `1.0`, escapes. Nothing is verified.
 * @internal
 */
export function payloadTextOf(token: string): string {
  read(token);
  return readPayloadText();
}

function read(token: string, options?: DecodeOptions): void {
  const { limit, isPadded, isTraced } = readDecodeOptions(options);
  const state = guarded(() => {
    const { token: written, length } = writeToken(token, limit);
    return core.decode(written, length, limit, isPadded);
  });
  settled(state, isTraced);
}
