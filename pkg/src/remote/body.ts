import { needed } from "../runtime/needs.js";
import { RemoteError } from "./remote-error.js";

/** The body as text. It is read piece by piece, so that never more than `maxBytes` are in memory. */
export async function readText(response: Response, maxBytes: number, signal: AbortSignal): Promise<string> {
  if (Number(response.headers.get("content-length")) > maxBytes) throw tooLarge(maxBytes);
  if (response.body === null) return "";
  const reader = response.body.getReader();
  // The runtime's `fetch` aborts the body together with the request, but a caller's own `fetch` need not.
  const cancel = (): void => void reader.cancel().catch(() => {});
  signal.addEventListener("abort", cancel);
  try {
    return await readAll(reader, maxBytes);
  } catch (thrown) {
    cancel();
    throw thrown;
  } finally {
    signal.removeEventListener("abort", cancel);
  }
}

/** Cancels the body, because an unread body keeps its connection open. */
export async function discard(response: Response): Promise<void> {
  try {
    await response.body?.cancel();
  } catch {
    // The body is being read, or has failed already.
  }
}

async function readAll(reader: ReadableStreamDefaultReader<Uint8Array>, maxBytes: number): Promise<string> {
  let bytes = new Uint8Array(0);
  let length = 0;
  let empty = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return decode(bytes.subarray(0, length));
    // A caller's own `fetch` may return anything.
    if (!ArrayBuffer.isView(value))
      throw new RemoteError("utf8", `the answer must be bytes, but it is a ${typeof value}`);
    const piece = new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
    const end = length + piece.length;
    if (piece.length === 0) empty += 1;
    // Empty pieces are counted too: an endless row of them would never be too large, and could keep timers from
    // running.
    if (Math.max(end, empty) > maxBytes) throw tooLarge(maxBytes);
    if (end > bytes.length) {
      const larger = new Uint8Array(Math.max(end, 2 * bytes.length, 4096));
      larger.set(bytes.subarray(0, length));
      bytes = larger;
    }
    bytes.set(piece, length);
    length = end;
  }
}

/**
 * JSON is always UTF-8, whatever the content type says (RFC 8259 §8.1). A byte order mark is kept, so that the parser
 * refuses it.
 */
function decode(bytes: Uint8Array): string {
  const Decoder = needed("TextDecoder");
  try {
    return new Decoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new RemoteError("utf8", "the answer is not UTF-8", { cause });
  }
}

function tooLarge(maxBytes: number): RemoteError {
  return new RemoteError("too_large", `the answer is larger than ${maxBytes} bytes`);
}
