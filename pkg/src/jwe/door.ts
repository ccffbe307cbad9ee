import { notText, toJwtError } from "../core/door.js";
import { JwtError } from "../error.js";
import { type Buffered, bufferOf } from "../load/buffer.js";
import { exportsOf } from "../load/registry.js";
import { needed } from "../runtime/needs.js";
import { textEncoder } from "../runtime/text.js";

/** What a call returns. With `DONE` the table holds the result, with `REFUSED` the error. Any other number is a slot. */
export const DONE = 0;
const REFUSED = 1;

/** The exports of the module of encrypted tokens (`pkg/bindings/src/jwe`). */
interface Exports extends Buffered {
  readonly table: () => number;
  readonly secretKey: (length: number, alg: number, enc: number) => number;
  readonly jwkKey: (length: number, alg: number, enc: number) => number;
  readonly jwksKeys: (length: number, enc: number) => number;
  readonly authJsKeys: (secrets: number, cookie: number, isV4: number) => number;
  readonly describeKey: (key: number, index: number) => number;
  readonly freeKey: (key: number) => void;
  readonly slotKey: (slot: number) => number;
  readonly decrypt: (
    key: number,
    written: number,
    length: number,
    limit: number,
    random: number,
    hostFrom: number,
  ) => number;
  readonly finishDecryption: (
    slot: number,
    isDone: number,
    length: number,
    random: number,
    hostFrom: number,
  ) => number;
  readonly finishOpening: (slot: number, isDone: number) => number;
  readonly encrypt: (
    key: number,
    content: number,
    header: number,
    random: number,
    hostFrom: number,
  ) => number;
  readonly finishEncryption: (slot: number, ephemeral: number, result: number, hostFrom: number) => number;
  readonly finishSealing: (slot: number, ciphertext: number, tag: number) => number;
  readonly dropSlot: (slot: number) => void;
  readonly scrub: () => void;
}

export function jwe(): Exports {
  return exportsOf("jwe");
}

/** Writes the parts one after the other into the buffer that the module reads. */
export function write(...parts: readonly Uint8Array[]): void {
  const buffer = bufferOf(
    jwe(),
    parts.reduce((size, { length }) => size + length, 1),
  );
  let place = 0;
  for (const part of parts) {
    buffer.set(part, place);
    place += part.length;
  }
}

/** A token as its bytes and its length. One that is longer than the limit is left out: the module refuses its length. */
export function tokenBytes(token: unknown, limit: number): { bytes: Uint8Array; length: number } {
  if (typeof token !== "string") throw new JwtError(...notText(token));
  if (token.length > limit) return { bytes: new Uint8Array(0), length: token.length };
  const bytes = textEncoder().encode(token);
  return { bytes, length: bytes.length };
}

function table(): Uint32Array {
  const { memory, table } = jwe();
  return new Uint32Array(memory.buffer, table() >>> 0, 6);
}

/** One of the two numbers after the results. The next call overwrites it. */
export function readNumber(place: 0 | 1): number {
  return table()[4 + place] as number;
}

/** One of the last two results in the module's memory: the next call overwrites it. */
export function view(place: 0 | 1): Uint8Array {
  const cells = table();
  return new Uint8Array(cells.buffer, cells[2 * place], cells[2 * place + 1]);
}

/** A copy of one of the last two results. */
export function readBytes(place: 0 | 1): Uint8Array {
  return view(place).slice();
}

/** One of the last two results as text, which the module has checked to be UTF-8. */
export function readText(place: 0 | 1): string {
  return textOf(view(place));
}

let decoder: TextDecoder | undefined;

/** The text of bytes. Those that are not UTF-8 become characters that no token has. */
export function textOf(bytes: Uint8Array): string {
  decoder ??= new (needed("TextDecoder"))("utf-8", { ignoreBOM: true });
  return decoder.decode(bytes);
}

/** @throws {JwtError} the module's error, if the call was refused */
export function settled(state: number, isTraced: boolean): number {
  if (state === REFUSED) throw toJwtError(readText(0), isTraced);
  return state;
}

/** Makes a key in the module, and returns its number. */
export function made(make: (exports: Exports) => number): number {
  const exports = jwe();
  try {
    const number = make(exports);
    if (number === 0) throw toJwtError(readText(0), true);
    return number;
  } finally {
    exports.scrub();
  }
}
