import { dropSlot, finish as finishSlot, slotKey } from "../generated/core.js";
import { DONE, guarded, readBytes, readNumber, readSigned, settled } from "./core/door.js";
import { hostMacs, isMac, LONG_INPUT, verifyMac } from "./engines/mac.js";
import { keep, type SignatureRequest } from "./engines/request.js";
import type { Verifying } from "./engines/verifying.js";
import type { KeyHandle } from "./keys/handle.js";
import { ALGORITHMS } from "./names.js";
import type { Algorithm, Engine } from "./types.js";

/** Tokens' way through the core and an engine, for JWTs and JWSs, at once and by a promise. */
export interface Verification {
  readonly engine: Engine;
  readonly handle: KeyHandle;
  readonly isTraced: boolean;
  /** From how many bytes of signed input on the host's HMAC takes less time than the core's. */
  readonly hmacLimit: number;
  /**
   * Everything before the signature, and all of a token by a secret whose signed input has less than `hmacLimit` bytes; gives
   * `DONE`, `REFUSED` or a slot.
   */
  begin(token: string, hmacLimit: number): number;
}

/** Of the core's own HMAC: it computes all. */
const NO_LIMIT = 2 ** 32 - 1;

/** Afterwards the result is to be read. */
export function runSync(verification: Verification, token: string): void {
  const slot = begun(verification, token, verification.hmacLimit);
  if (slot !== DONE) finish(verification, token, slot, answerSync(verification, slot, readRequest()));
}

/** As {@link runSync}. What is read stands there until the next call, so that it is read before anything is awaited. */
export async function run<T>(verification: Verification, token: string, read: () => T): Promise<T> {
  const slot = begun(verification, token, verification.hmacLimit);
  if (slot !== DONE) finish(verification, token, slot, await answer(verification, slot));
  return read();
}

/** Without an answer the core computes. */
function finish(verification: Verification, token: string, slot: number, isGood: boolean | undefined): void {
  if (isGood === undefined) begun(verification, token, NO_LIMIT);
  else
    settled(
      guarded(() => finishSlot(slot, isGood)),
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
    ...readSigned(),
  };
}

/** `undefined` where the core is to compute; the slot is then given up, as it is when an error is thrown. */
function answerSync(
  verification: Verification,
  slot: number,
  request: SignatureRequest,
): boolean | undefined {
  const { name, index } = request;
  const { engine, handle } = verification;
  const isEngines = !isMac(name);
  try {
    if (isEngines) return verifyingOf(handle).verifySync(engine, handle, slot, request);
    const secret = () => {
      keep(request);
      settled(slotKey(slot), false);
      return readBytes();
    };
    return verifyMac(name, { secrets: handle.secrets, index, secret }, request);
  } catch (thrown) {
    dropSlot(slot);
    if (isEngines) throw thrown;
    return undefined;
  }
}

/**
 * As {@link answerSync}, by an engine that answers with a promise where none does at once, or by one that is loaded for it.
 * @throws {JwtError}
 */
export async function answer(verification: Verification, slot: number): Promise<boolean | undefined> {
  const { engine, handle } = verification;
  const request = readRequest();
  if (isMac(request.name)) return answerSync(verification, slot, request);
  keep(request);
  try {
    return await verifyingOf(handle).verifyLater(engine, handle, slot, request);
  } catch (thrown) {
    dropSlot(slot);
    throw thrown;
  }
}

/** Only keys that have it come to an engine. */
function verifyingOf({ verifying }: KeyHandle): Verifying {
  return verifying as Verifying;
}

/** The answer of an engine at once, for a report. */
export function answerNow(verification: Verification, slot: number): boolean | undefined {
  return answerSync(verification, slot, readRequest());
}

/** The {@link Verification.hmacLimit} for these keys. */
export function hmacLimitFor(engine: Engine, { algorithms }: KeyHandle): number {
  // A set may hold keys of every algorithm.
  const names = algorithms.length === 0 ? ALGORITHMS : algorithms;
  return names.some((name) => hostMacs(engine, name)) ? LONG_INPUT : NO_LIMIT;
}
