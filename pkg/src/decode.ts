import { core } from "../generated/core.js";
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
 * Reads a token and **verifies nothing**: anybody can have written it, with members of any type. Use {@link verify} to
 * check it.
 * @throws {JwtError} `malformed`, `too_large`, `encrypted` or `options_invalid`.
 * @example
 * ```ts
 * const { header, payload } = decode(token);
 * console.log(header.alg, payload.sub); // as anybody can have written it
 * ```
 */
export function decode<P = UnverifiedClaims>(token: string, options?: DecodeOptions): Decoded<P>;
// For `ReturnType`, as in `verify.ts`.
export function decode(token: string, options?: DecodeOptions): Decoded;
export function decode(token: string, options?: DecodeOptions): Decoded {
  read(token, readDecodeOptions(options));
  return { header: readHeader(), payload: readPayload() as UnverifiedClaims, signature: readBytes() };
}

/**
 * The text of a token's payload, in which integers beyond 2^53, `1.0` and escapes are as the token spells them. Nothing
 * is verified.
 * @internal
 */
export function payloadTextOf(token: string): string {
  read(token, readDecodeOptions(undefined));
  return readPayloadText();
}

/**
 * A token's claims. Nothing is verified.
 * @internal
 */
export function payloadOf(token: string, form: TokenForm): object {
  read(token, form);
  return readPayload() as object;
}

/**
 * A token's header. Nothing is verified.
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
