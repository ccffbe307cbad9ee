import { nodeModule } from "./builtin.js";
import { needed } from "./needs.js";

/** The part of Node's `Buffer` that is used. */
interface NodeBuffer extends Uint8Array {
  toString(encoding?: "utf8", start?: number, end?: number): string;
}

interface Buffers {
  from(memory: ArrayBufferLike): NodeBuffer;
}

let decoder: TextDecoder | undefined;
let encoder: TextEncoder | undefined;

/** @throws {JwtError} `sync_unavailable` if the runtime has none */
export function textEncoder(): TextEncoder {
  encoder ??= new (needed("TextEncoder"))();
  return encoder;
}

/** The bytes of base64url text without padding. The core or the caller has checked the text. */
export function base64urlBytes(text: string): Uint8Array {
  const decoded = needed("atob")(text.replaceAll("-", "+").replaceAll("_", "/"));
  const bytes = new Uint8Array(decoded.length);
  // `Uint8Array.from` with a function takes ten times as long.
  for (let place = 0; place < bytes.length; place++) bytes[place] = decoded.charCodeAt(place);
  return bytes;
}

/** Base64url without padding, of at most some ten thousand bytes: each byte is an argument of one call. */
export function base64urlOf(bytes: Uint8Array): string {
  const text = needed("btoa")(String.fromCharCode(...bytes));
  return text.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

let buffers: Buffers | false | undefined;
let whole: NodeBuffer | undefined;

/**
 * The text of bytes that are known to be UTF-8. Node's `Buffer` reads short texts faster than a `TextDecoder`. In Deno
 * that saves a seventh of an HS256 verification, in Node a thirtieth.
 */
export function textOf(memory: WebAssembly.Memory, start: number, length: number): string {
  buffers ??= lookUp();
  if (!buffers) {
    decoder ??= new (needed("TextDecoder"))("utf-8", { fatal: true, ignoreBOM: true });
    return decoder.decode(new Uint8Array(memory.buffer, start, length));
  }
  // The view has length 0 once the memory has grown.
  if (!whole?.length) whole = buffers.from(memory.buffer);
  return whole.toString("utf8", start, start + length);
}

function lookUp(): Buffers | false {
  const module = nodeModule("node:buffer") as { readonly Buffer?: Partial<Buffers> } | undefined;
  return typeof module?.Buffer?.from === "function" && (module.Buffer as Buffers);
}
