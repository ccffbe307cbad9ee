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
import { readDecodeOptions, type TokenForm } from "./jws-options.js";
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
  read(token, readDecodeOptions(options));
  return { header: readHeader(), payload: readPayload() as UnverifiedClaims, signature: readBytes() };
}

/**
 * The text of a token's payload, which `JSON.parse` would change: integers beyond 2^53, `1.0`, escapes. Nothing is verified.
 * @internal
 */
export function payloadTextOf(token: string): string {
  read(token, readDecodeOptions(undefined));
  return readPayloadText();
}

/**
 * What a token claims, of which nothing is verified.
 * @internal
 */
export function payloadOf(token: string, form: TokenForm): object {
  read(token, form);
  return readPayload() as object;
}

/**
 * As {@link payloadOf}, a token's header.
 * @internal
 */
export function headerOf(token: string, form: TokenForm): { readonly alg?: unknown } {
  read(token, form);
  return readHeader();
}

function read(token: string, { limit, isPadded, isTraced }: TokenForm): void {
  const state = guarded(() => {
    const { token: written, length } = writeToken(token, limit);
    return core.decode(written, length, limit, isPadded);
  });
  settled(state, isTraced);
}
