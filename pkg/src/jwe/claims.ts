import { core } from "../../generated/core.js";
import { guarded, settled, writeBytes } from "../core/door.js";
import { now } from "../remote/clock.js";
import { make } from "../verifier/kept.js";
import type { ReadOptions } from "../verifier/options.js";

/** The last options, as the core has read them: a program decrypts most of its tokens with the same ones. */
let kept: { readonly policy: string; readonly number: number } | undefined;

/**
 * Lets the core read the options, unless it did so last time.
 * @throws {JwtError} `options_invalid`
 */
export function readPolicy({ policy }: ReadOptions): number {
  if (kept?.policy !== policy) {
    const number = make(undefined, policy);
    if (kept !== undefined) core.freeVerifier(kept.number);
    kept = { policy, number };
  }
  return kept.number;
}

/**
 * Checks the header's `typ` and the claims as those of a signed token.
 * @throws {JwtError} as `verify` for both
 */
export function checkClaims(options: ReadOptions, header: Uint8Array, content: Uint8Array): void {
  const number = readPolicy(options);
  const state = guarded(() => {
    writeBytes(header, content);
    return core.checkDecrypted(number, header.length, content.length, now());
  });
  settled(state, options.stackTraces);
}
