import { core } from "../../generated/core.js";
import { type CoreError, coreError, isJwtError, JwtError, unavailableHere } from "../error.js";
import { kindOf } from "../kind.js";
import { ALGORITHMS } from "../names.js";
import { textEncoder, textOf } from "../runtime/text.js";
import type { Algorithm, JwtHeader, VerifiedKey } from "../types.js";
import { load } from "./module.js";

/**
 * What a call into the core returns. With `DONE` the table holds the result, with `REFUSED` the error. Any other number
 * is a slot.
 */
export const DONE = 0;
export const REFUSED = 1;

let bufferView = new Uint8Array(0);
let tableView = new Uint32Array(0);
let validityView = new Float64Array(0);

/** The buffer that the core reads, with room for at least this many bytes. */
function buffer(size: number): Uint8Array {
  // The view has length 0 once the memory has grown.
  if (bufferView.length < Math.max(size, 1)) {
    const memory = load();
    const room = Math.max(size, 4096);
    // Before the buffer of the memory is read, because the call can detach it.
    const address = placeOf(core.buffer(room));
    bufferView = new Uint8Array(memory.buffer, address, room);
  }
  return bufferView;
}

/** The core returns 0 to a call from within another call, and to every call after one that the runtime ended. */
function placeOf(address: number): number {
  if (address === 0) throw hostRefused(undefined);
  // The core's number is below 0 from 2 GiB on.
  return address >>> 0;
}

/** Writes the parts one after the other into the buffer that the core reads. */
export function writeBytes(...parts: readonly Uint8Array[]): void {
  const view = buffer(parts.reduce((size, { length }) => size + length, 0));
  let place = 0;
  for (const part of parts) {
    view.set(part, place);
    place += part.length;
  }
}

/**
 * What the error says of a token that is not a string. The caller throws, because stack traces hold ten calls and one more here
 * would push out the place of the user's call.
 */
export function notText(token: unknown): ConstructorParameters<typeof JwtError> {
  const facts = {
    code: "malformed",
    reason: "segments",
    part: "token",
    expected: "string",
    actual: typeof token,
  } as const;
  return [`the token must be a string, but it is ${kindOf(token)}`, facts];
}

/** What was written for a token, in bytes. */
export interface Written {
  readonly options: number;
  readonly token: number;
  /** The length that the limit is compared with: the token's characters, or its bytes if these exceed the limit. */
  readonly length: number;
}

/**
 * Writes the options, the token and a detached payload, in this order, into the buffer that the core reads. A token
 * longer than `limit` is cut off: the core gets its full length and refuses it.
 * @param room for the token, in bytes
 */
export function writeToken(
  token: unknown,
  limit: number,
  options = "",
  payload?: Uint8Array,
  room?: number,
): Written {
  if (typeof token !== "string") throw new JwtError(...notText(token));
  const place = room ?? Math.min(token.length, limit);
  // UTF-8 needs at most three bytes for one unit of UTF-16.
  const view = buffer(3 * options.length + place + (payload?.length ?? 0));
  const encoder = textEncoder();
  const before = options === "" ? 0 : encoder.encodeInto(options, view).written;
  const isAlone = before === 0 && payload === undefined;
  const { read, written } = encoder.encodeInto(token, isAlone ? view : view.subarray(before, before + place));
  if (read < token.length && token.length <= limit) {
    // It is not ASCII, so it is not a token. It is written whole, because the error must not depend on the size of the
    // buffer.
    const { length } = encoder.encode(token);
    if (length <= limit) return writeToken(token, limit, options, payload, length);
    return { options: before, token: written, length };
  }
  if (payload) view.set(payload, before + written);
  return { options: before, token: written, length: token.length };
}

/** The addresses and lengths of the core's last three results, followed by three numbers. */
function table(): Uint32Array {
  if (tableView.length === 0) tableView = new Uint32Array(load().buffer, placeOf(core.table()), 9);
  return tableView;
}

/** One of the three numbers. The next call overwrites it. */
export function readNumber(place: 0 | 1 | 2): number {
  return table()[6 + place] as number;
}

/** One of the last results, in the core's memory. The next call overwrites it. */
export function given(place: 0 | 1 | 2): Uint8Array {
  const numbers = table();
  return new Uint8Array(numbers.buffer, numbers[2 * place], numbers[2 * place + 1]);
}

/** As {@link given}, as text. The core has checked that it is UTF-8. */
function givenText(place: 0 | 1 | 2): string {
  const numbers = table();
  return textOf(load(), numbers[2 * place] as number, numbers[2 * place + 1] as number);
}

/** From when and until when the last verified token stays valid, in seconds since 1970-01-01T00:00:00Z. */
export function readValidity(): [number, number] {
  if (validityView.length === 0) validityView = new Float64Array(load().buffer, placeOf(core.validity()), 2);
  return [validityView[0] as number, validityView[1] as number];
}

export function readHeader(): JwtHeader {
  return JSON.parse(givenText(0));
}

/** The claims. The core has refused duplicate names, so `JSON.parse` reads the same values as the core. */
export function readPayload(): unknown {
  return JSON.parse(readPayloadText());
}

/** The text of the claims, with numbers and names as they are spelled in the token. */
export function readPayloadText(): string {
  return givenText(1);
}

/** A copy of the payload, or of the signing input. */
export function readPayloadBytes(): Uint8Array {
  return given(1).slice();
}

/** The `kid` of each key of a set, in the set's order. A single key has a list of one. */
export type Kids = readonly (string | null | undefined)[];

/**
 * The key that verified the last token, or that was chosen for the last report. Frozen, because several callers may get
 * the same object.
 */
export function readKey(kids: Kids, about?: { readonly issuer: string }): VerifiedKey {
  const alg = ALGORITHMS[readNumber(1)] as Algorithm;
  const kid = kids[readNumber(2)] ?? undefined;
  return Object.freeze({ alg, ...(kid !== undefined && { kid }), ...about });
}

/** A copy of the signature, or of other bytes that a call returned. */
export function readBytes(): Uint8Array {
  return given(2).slice();
}

export function readText(): string {
  return givenText(2);
}

/**
 * The state that a call returned, unless the core refused it.
 * @throws {JwtError} the core's error
 * @param isTraced whether the error always has a stack, as for a call that takes no token
 */
export function settled(state: number, isTraced: boolean): number {
  if (state === REFUSED) throw readRefusal(isTraced);
  return state;
}

/** The error of the last call. */
export function readRefusal(isTraced: boolean): JwtError {
  return toJwtError(readText(), isTraced);
}

/** The error whose text the core or the module of key files returned: a JSON object with the message and the facts. */
export function toJwtError(text: string, isTraced: boolean): JwtError {
  const error = coreError(factsOf(text), isTraced);
  // V8 keeps ten frames of a stack. Without this package's own frames at the top, the caller's line is among them.
  if (isTraced) (Error as TracingErrors).captureStackTrace?.(error, toJwtError);
  return error;
}

function factsOf(text: string): CoreError {
  if (text === badSignature?.text) return badSignature.facts;
  let facts: CoreError;
  try {
    facts = JSON.parse(text);
  } catch (cause) {
    // This happens only if a global function that the caller has replaced calls this package in the middle of another
    // call.
    throw hostRefused(cause);
  }
  // Every forged token gets the same text, so the text is parsed once.
  if (facts.code === "signature_invalid") badSignature ??= { text, facts };
  return facts;
}

type TracingErrors = { captureStackTrace?: (error: Error, below: (...given: never) => unknown) => void };

let badSignature: { readonly text: string; readonly facts: CoreError } | undefined;

/**
 * Makes a key or a verifier in the core, and returns its number.
 * @param isSecret whether the core's stack must be cleared afterwards
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
 * The result of the call.
 * @throws {JwtError} `sync_unavailable` for an error of the runtime itself, such as one of too little memory
 */
export function guarded<T>(call: () => T): T {
  try {
    return call();
  } catch (thrown) {
    throw isJwtError(thrown) ? thrown : hostRefused(thrown);
  }
}

function hostRefused(cause: unknown): JwtError {
  return unavailableHere("this runtime refused an operation that jwt-wasm needs", cause);
}
