import { core } from "../generated/core.js";
import { DONE, given, guarded, readBytes, readNumber, settled } from "./core/door.js";
import { hostMacs, isMac, LONG_INPUT, verifyMac } from "./engines/mac.js";
import { keep, type SignatureRequest } from "./engines/request.js";
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

/** The limit that leaves every HMAC to the core. */
const NO_LIMIT = 2 ** 32 - 1;

/** Verifies a token. The caller reads the result from the core afterwards. */
export function runSync(verification: Verification, token: string): void {
  const slot = begun(verification, token, hmacLimitFor(verification, token));
  if (slot !== DONE) finish(verification, token, slot, answerSync(verification, slot, readRequest()));
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
function answerSync(
  verification: Verification,
  slot: number,
  request: SignatureRequest,
): boolean | undefined {
  const { engine, handle } = verification;
  // Every key whose signatures an engine computes has its engines.
  const isEngines = !isCores(handle, request.name);
  try {
    if (isEngines) return (handle.verifying as Verifying).verifySync(engine, handle, slot, request);
    const secret = () => {
      keep(request);
      settled(core.slotKey(slot), false);
      return readBytes();
    };
    return verifyMac(request, handle.secrets, secret);
  } catch (thrown) {
    core.dropSlot(slot);
    if (isEngines) throw thrown;
    return undefined;
  }
}

/**
 * As {@link answerSync}, but the engine may answer with a promise, or may be loaded first.
 * @throws {JwtError}
 */
export async function answer(verification: Verification, slot: number): Promise<boolean | undefined> {
  const { engine, handle } = verification;
  const request = readRequest();
  if (isCores(handle, request.name)) return answerSync(verification, slot, request);
  keep(request);
  try {
    return await (handle.verifying as Verifying).verifyLater(engine, handle, slot, request);
  } catch (thrown) {
    core.dropSlot(slot);
    throw thrown;
  }
}

/** Whether the core has the secret that computes it. */
function isCores({ outside }: KeyHandle, name: Algorithm): boolean {
  return isMac(name) && outside === undefined;
}

/** Whether the signature is good, for a report. */
export function answerNow(verification: Verification, slot: number): boolean | undefined {
  return answerSync(verification, slot, readRequest());
}

/** From this many bytes of signing input on, the host computes the HMAC of this token, because it is faster than the core. */
export function hmacLimitFor({ engine, handle, payload }: Verification, token: unknown): number {
  const { algorithms, outside } = handle;
  if (outside) return 0;
  // Nearly every token is short, and looking for `node:crypto` takes part of each first call.
  if (typeof token === "string" && token.length + (payload?.length ?? 0) < LONG_INPUT) return NO_LIMIT;
  // A set may hold keys of every algorithm.
  const names = algorithms.length === 0 ? ALGORITHMS : algorithms;
  return names.some((name) => hostMacs(engine, name)) ? LONG_INPUT : NO_LIMIT;
}
