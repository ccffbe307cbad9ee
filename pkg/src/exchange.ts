import { Exchange } from "../generated/core.js";
import { type CoreRefusal, isJwtError, JwtError, refusal } from "./error.js";
import { kindOf } from "./kind.js";
import { load } from "./module.js";
import { ALGORITHMS } from "./names.js";
import { textEncoder, textOf } from "./runtime/text.js";
import type { Algorithm, JwtHeader } from "./types.js";

let made: Exchange | undefined;
let inputView = new Uint8Array(0);
let tableView = new Uint32Array(0);
let windowView = new Float64Array(0);

/** Where the core reads tokens and leaves texts. */
export function exchange(): Exchange {
  if (!made) {
    load();
    made = new Exchange();
  }
  return made;
}

/**
 * Writes a token where the core reads it, and gives the number of bytes written. A token longer than `limit` is not
 * written whole: the core gets its length and refuses it for that. A payload that is not in the token is written after
 * it.
 */
export function writeToken(token: unknown, limit: number, payload?: Uint8Array): number {
  if (typeof token !== "string") {
    const facts = {
      code: "malformed",
      reason: "segments",
      part: "token",
      expected: "string",
      actual: typeof token,
    } as const;
    throw new JwtError(`the token must be a string, it is ${kindOf(token)}`, facts);
  }
  // With room for one letter beyond ASCII, which shows the core that this is not a token.
  const place = Math.min(token.length, limit) + 4;
  const needed = place + (payload?.length ?? 0);
  // A view is emptied when the memory grows.
  if (inputView.length < needed) {
    const memory = load();
    const address = exchange().input(Math.max(needed, 4096));
    inputView = new Uint8Array(memory.buffer, address, Math.max(needed, 4096));
  }
  if (payload === undefined) return textEncoder().encodeInto(token, inputView).written;
  const { written } = textEncoder().encodeInto(token, inputView.subarray(0, place));
  inputView.set(payload, written);
  return written;
}

/** Addresses and lengths of what the core gave out last. */
function table(): Uint32Array {
  if (tableView.length === 0) tableView = new Uint32Array(load().buffer, exchange().output(), 9);
  return tableView;
}

/** The bytes the core gave out last, in place: to be read before the next call. */
function given(index: 0 | 1 | 2): Uint8Array {
  const numbers = table();
  return new Uint8Array(numbers.buffer, numbers[2 * index], numbers[2 * index + 1]);
}

/** As {@link given}, as text: the core has checked that it is UTF-8. */
function givenText(index: 0 | 1 | 2): string {
  const numbers = table();
  return textOf(load(), numbers[2 * index] as number, numbers[2 * index + 1] as number);
}

/** What an engine is asked: whether this is the signature of the input. */
export interface Question {
  readonly name: Algorithm;
  /** Which key of a set. */
  readonly index: number;
  /** Both in place: to be read before the next call. */
  input: Uint8Array;
  signature: Uint8Array;
}

/** What is to be asked of the token prepared last. */
export function readQuestion(): Question {
  const numbers = table();
  const name = ALGORITHMS[numbers[7] as number] as Algorithm;
  return { name, index: numbers[8] as number, input: given(1), signature: given(2) };
}

/** A number that stays as long as the header of one verifier's tokens does: to be read before the next call. */
export function headerGeneration(): number {
  return table()[6] as number;
}

/** From when and until when, in seconds, the token verified last goes on passing. */
export function readWindow(): [number, number] {
  if (windowView.length === 0) windowView = new Float64Array(load().buffer, exchange().window(), 2);
  return [windowView[0] as number, windowView[1] as number];
}

/** The header the core gave out last. */
export function readHeader(): JwtHeader {
  return JSON.parse(givenText(0));
}

/** The claims the core gave out last. It has refused duplicate names, so `JSON.parse` sees what it saw. */
export function readPayload(): unknown {
  return JSON.parse(readPayloadText());
}

/** The text of the claims the core gave out last: numbers and names as they are spelled. */
export function readPayloadText(): string {
  return givenText(1);
}

/** A copy of the payload's bytes the core gave out last. */
export function readPayloadBytes(): Uint8Array {
  return given(1).slice();
}

/** A copy of the signature's bytes the core gave out last. */
export function readSignature(): Uint8Array {
  return given(2).slice();
}

/** The error for the token the core refused last. */
export function readRefusal(isTraced: boolean): JwtError {
  return toJwtError(givenText(2), isTraced);
}

/**
 * The error for what a call into the core threw: the text of an object that has a message beside its facts.
 * @param isTraced whether it has a stack whatever its code is, for a call that takes no token
 */
export function toJwtError(thrown: unknown, isTraced: boolean): JwtError {
  if (isJwtError(thrown)) return thrown;
  if (typeof thrown !== "string") {
    return new JwtError("the host refused an operation", { code: "sync_unavailable" }, { cause: thrown });
  }
  const facts: CoreRefusal = thrown === badSignature?.text ? badSignature.facts : JSON.parse(thrown);
  // Whoever sends forged tokens gets the same text each time: it is read once.
  if (facts.code === "signature_invalid") badSignature ??= { text: thrown, facts };
  const error = refusal(facts, isTraced);
  // What it was made by is no news, and V8 keeps ten places: of a gate's wrong option the caller's would be lost.
  if (isTraced) (Error as TracingErrors).captureStackTrace?.(error, toJwtError);
  return error;
}

type TracingErrors = { captureStackTrace?: (error: Error, below: (...given: never) => unknown) => void };

let badSignature: { readonly text: string; readonly facts: CoreRefusal } | undefined;
