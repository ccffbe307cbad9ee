import { core } from "../generated/core.js";
import { DONE, given, guarded, readNumber, settled } from "./core/door.js";
import { NO_LIMIT } from "./engines/mac.js";
import type { SignatureRequest } from "./engines/request.js";
import type { Verifying } from "./engines/verifying.js";
import type { KeyHandle } from "./keys/handle.js";
import { ALGORITHMS } from "./names.js";
import type { Algorithm, Engine } from "./types.js";

/**
 * How a token passes through the core and an engine. JWTs and JWSs, with and without a promise, all use this one state
 * machine.
 */
export interface Verification {
  readonly engine: Engine;
  readonly handle: KeyHandle;
  readonly isTraced: boolean;
  /** The detached payload of a JWS, which is signed as well. */
  readonly payload?: Uint8Array | undefined;
  /**
   * Checks everything before the signature. If the key is a secret and the signing input has fewer than `hmacLimit`
   * bytes, it checks the signature and the claims as well. Returns `DONE`, `REFUSED` or a slot.
   */
  begin(token: string, hmacLimit: number): number;
}

/** Verifies a token. The caller reads the result from the core afterwards. */
export function runSync(verification: Verification, token: string): void {
  const slot = begun(verification, token, hmacLimitFor(verification, token));
  if (slot !== DONE) finish(verification, token, slot, answerNow(verification, slot));
}

/**
 * As {@link runSync}, with a promise. `read` takes the result from the core before anything else is awaited, because
 * the next call overwrites it.
 */
export async function run<T>(verification: Verification, token: string, read: () => T): Promise<T> {
  const slot = begun(verification, token, hmacLimitFor(verification, token));
  if (slot !== DONE) finish(verification, token, slot, await answer(verification, slot));
  return read();
}

/** Gives the core the answer about the signature. Without an answer, the core computes the signature itself. */
function finish(verification: Verification, token: string, slot: number, isGood: boolean | undefined): void {
  if (isGood === undefined) begun(verification, token, NO_LIMIT);
  else
    settled(
      guarded(() => core.finish(slot, isGood)),
      verification.isTraced,
    );
}

function begun({ begin, isTraced }: Verification, token: string, hmacLimit: number): number {
  return settled(
    guarded(() => begin(token, hmacLimit)),
    isTraced,
  );
}

function readRequest(): SignatureRequest {
  return {
    name: ALGORITHMS[readNumber(1)] as Algorithm,
    index: readNumber(2),
    input: given(1),
    signature: given(2),
  };
}

/**
 * Whether the signature is good, or `undefined` if the core must compute it. The slot is dropped in that case, and if
 * an error is thrown.
 */
export function answerNow({ engine, handle }: Verification, slot: number): boolean | undefined {
  try {
    return (handle.verifying as Verifying).verifySync(engine, handle, slot, readRequest());
  } catch (thrown) {
    core.dropSlot(slot);
    throw thrown;
  }
}

/**
 * As {@link answerNow}, but the engine may answer with a promise, or may be loaded first.
 * @throws {JwtError}
 */
export async function answer({ engine, handle }: Verification, slot: number): Promise<boolean | undefined> {
  try {
    return await (handle.verifying as Verifying).verifyAsync(engine, handle, slot, readRequest());
  } catch (thrown) {
    core.dropSlot(slot);
    throw thrown;
  }
}

/** From this many bytes of signing input on, the core leaves the HMAC of this token to the host or to a key outside of the core. */
export function hmacLimitFor({ engine, handle, payload }: Verification, token: unknown): number {
  const length = typeof token === "string" ? token.length + (payload?.length ?? 0) : 0;
  return handle.verifying?.hmacLimit?.(engine, length) ?? 0;
}
