import { Problem } from "./problem.js";

/** The body as text, read piece by piece so that no more than `maxBytes` are ever held. */
export async function readText(response: Response, maxBytes: number, signal: AbortSignal): Promise<string> {
  if (Number(response.headers.get("content-length")) > maxBytes) throw tooLarge(maxBytes);
  if (response.body === null) return "";
  const reader = response.body.getReader();
  // A runtime's `fetch` ends its body with its signal; a caller's own need not.
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

/** An unread body would hold its connection. */
export async function discard(response: Response): Promise<void> {
  try {
    await response.body?.cancel();
  } catch {
    // It is being read or has failed already.
  }
}

/** JSON is UTF-8 whatever the content type says (RFC 8259 §8.1); a BOM is left for the parser to refuse. */
async function readAll(reader: ReadableStreamDefaultReader<Uint8Array>, maxBytes: number): Promise<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  let text = "";
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decode(() => decoder.decode());
    length += value.byteLength;
    if (length > maxBytes) throw tooLarge(maxBytes);
    text += decode(() => decoder.decode(value, { stream: true }));
  }
}

function decode(read: () => string): string {
  try {
    return read();
  } catch (cause) {
    throw new Problem("utf8", "the answer is not UTF-8", { cause });
  }
}

function tooLarge(maxBytes: number): Problem {
  return new Problem("too_large", `the answer is larger than ${maxBytes} bytes`);
}
