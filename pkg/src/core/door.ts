import * as core from "../../generated/core.js";
import { type CoreError, coreError, isJwtError, JwtError, unavailableHere } from "../error.js";
import { kindOf } from "../kind.js";
import { ALGORITHMS } from "../names.js";
import { textEncoder, textOf } from "../runtime/text.js";
import type { Algorithm, JwtHeader, VerifiedKey } from "../types.js";
import { load } from "./module.js";

/** How a call into the core ends: its result lies in the table, or the error does; any other number is a slot. */
export const DONE = 0;
export const REFUSED = 1;

let bufferView = new Uint8Array(0);
let tableView = new Uint32Array(0);
let validityView = new Float64Array(0);

/** The buffer that the core reads, with room for so many bytes. */
function buffer(size: number): Uint8Array {
  // A view is emptied when the memory grows.
  if (bufferView.length < Math.max(size, 1)) {
    load();
    const room = Math.max(size, 4096);
    const address = placeOf(core.buffer(room));
    bufferView = new Uint8Array(load().buffer, address, room);
  }
  return bufferView;
}

/** The core gives no address to a call from within another, nor to any call after one that the runtime ended. */
function placeOf(address: number): number {
  if (address === 0) throw hostRefused(undefined);
  return address;
}

/** Writes bytes where the core reads them, one after the other. */
export function writeBytes(...parts: readonly Uint8Array[]): void {
  const view = buffer(parts.reduce((size, { length }) => size + length, 0));
  let place = 0;
  for (const part of parts) {
    view.set(part, place);
    place += part.length;
  }
}

/** What was written for a token, in bytes. */
export interface Written {
  readonly options: number;
  readonly token: number;
  /** What counts for the limit: the token's characters, or its bytes where these are more than fit. */
  readonly length: number;
}

/**
 * Writes a token where the core reads it, after the text of options, if there are any, and before a payload that is not in
 * the token. A token longer than `limit` is not written whole: the core gets its length and refuses it for that.
 * @param room for the token, in bytes
 */
export function writeToken(
  token: unknown,
  limit: number,
  options = "",
  payload?: Uint8Array,
  room?: number,
): Written {
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
  const place = room ?? Math.min(token.length, limit);
  // UTF-8 takes at most three bytes for a unit of UTF-16.
  const view = buffer(3 * options.length + place + (payload?.length ?? 0));
  const encoder = textEncoder();
  const before = options === "" ? 0 : encoder.encodeInto(options, view).written;
  const isAlone = before === 0 && payload === undefined;
  const { read, written } = encoder.encodeInto(token, isAlone ? view : view.subarray(before, before + place));
  if (read < token.length && token.length <= limit) {
    // It is not ASCII, so it is not a token; what is wrong with it must not depend on the room there was.
    const { length } = encoder.encode(token);
    if (length <= limit) return writeToken(token, limit, options, payload, length);
    return { options: before, token: written, length };
  }
  if (payload) view.set(payload, before + written);
  return { options: before, token: written, length: token.length };
}

/** Addresses and lengths of what the core gave out last, and three numbers. */
function table(): Uint32Array {
  if (tableView.length === 0) tableView = new Uint32Array(load().buffer, placeOf(core.table()), 9);
  return tableView;
}

/** One of the three numbers: to be read before the next call. */
export function readNumber(place: 0 | 1 | 2): number {
  return table()[6 + place] as number;
}

/** The bytes the core gave out last, in place: to be read before the next call. */
function given(place: 0 | 1 | 2): Uint8Array {
  const numbers = table();
  return new Uint8Array(numbers.buffer, numbers[2 * place], numbers[2 * place + 1]);
}

/** As {@link given}, as text: the core has checked that it is UTF-8. */
function givenText(place: 0 | 1 | 2): string {
  const numbers = table();
  return textOf(load(), numbers[2 * place] as number, numbers[2 * place + 1] as number);
}

/** From when and until when, in seconds, the token verified last goes on passing. */
export function readValidity(): [number, number] {
  if (validityView.length === 0) validityView = new Float64Array(load().buffer, placeOf(core.validity()), 2);
  return [validityView[0] as number, validityView[1] as number];
}

export function readHeader(): JwtHeader {
  return JSON.parse(givenText(0));
}

/** The claims. The core has refused duplicate names, so `JSON.parse` sees what it saw. */
export function readPayload(): unknown {
  return JSON.parse(readPayloadText());
}

/** The text of the claims: numbers and names as they are spelled. */
export function readPayloadText(): string {
  return givenText(1);
}

/** A copy of the payload, or of what is signed. */
export function readPayloadBytes(): Uint8Array {
  return given(1).slice();
}

/** The `kid` of each key of a set, in the order of their places, or of the one that there is. */
export type Kids = readonly (string | null | undefined)[];

/**
 * Which of these keys verified the token verified last, or was chosen for the one reported last. Frozen, since many may get
 * it.
 */
export function readKey(kids: Kids, issuer?: string): VerifiedKey {
  const alg = ALGORITHMS[readNumber(1)] as Algorithm;
  const kid = kids[readNumber(2)] ?? undefined;
  return Object.freeze({ alg, ...(kid !== undefined && { kid }), ...(issuer !== undefined && { issuer }) });
}

/** A copy of the signature, or of what else a call gave as bytes. */
export function readBytes(): Uint8Array {
  return given(2).slice();
}

export function readText(): string {
  return givenText(2);
}

/** As {@link readPayloadBytes} and {@link readBytes}, in place. */
export function readSigned(): { input: Uint8Array; signature: Uint8Array } {
  return { input: given(1), signature: given(2) };
}

/**
 * The state of a call that was not refused.
 * @param isTraced whether its error has a stack whatever its code is, for a call that takes no token
 */
export function settled(state: number, isTraced: boolean): number {
  if (state === REFUSED) throw readRefusal(isTraced);
  return state;
}

/** The error of the last call. */
export function readRefusal(isTraced: boolean): JwtError {
  return toJwtError(readText(), isTraced);
}

/** The error of which the core, or the module of key files, gave the text: an object that has a message beside its facts. */
export function toJwtError(text: string, isTraced: boolean): JwtError {
  const error = coreError(factsOf(text), isTraced);
  // What it was made by is of no interest, and V8 keeps ten places: of a gate's wrong option the caller's would be lost.
  if (isTraced) (Error as TracingErrors).captureStackTrace?.(error, toJwtError);
  return error;
}

function factsOf(text: string): CoreError {
  if (text === badSignature?.text) return badSignature.facts;
  let facts: CoreError;
  try {
    facts = JSON.parse(text);
  } catch (cause) {
    // No call gives this but one from within another, by a global function that the caller has replaced.
    throw hostRefused(cause);
  }
  // A client that sends forged tokens gets the same text each time: it is read once.
  if (facts.code === "signature_invalid") badSignature ??= { text, facts };
  return facts;
}

type TracingErrors = { captureStackTrace?: (error: Error, below: (...given: never) => unknown) => void };

let badSignature: { readonly text: string; readonly facts: CoreError } | undefined;

/**
 * Makes a key or a verifier in the core, and gives its number.
 * @param isSecret whether nothing of it may stay on the stack
 */
export function made(make: () => number, isSecret: boolean): number {
  load();
  try {
    const number = guarded(make);
    if (number === 0) throw readRefusal(true);
    return number;
  } finally {
    if (isSecret) core.scrub();
  }
}

/**
 * What a call gives.
 * @throws {JwtError} `sync_unavailable` for what the runtime itself throws, such as for want of memory
 */
export function guarded<T>(call: () => T): T {
  try {
    return call();
  } catch (thrown) {
    throw isJwtError(thrown) ? thrown : hostRefused(thrown);
  }
}

function hostRefused(cause: unknown): JwtError {
  return unavailableHere("the host refused an operation", cause);
}
