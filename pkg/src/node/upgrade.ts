import type { NodeAnswer } from "./answer.js";
import type { UpgradeSocket } from "./types.js";

/** Writes the HTTP/1.1 answer itself, because the server passes only the bare connection for an upgrade. */
export function refuseUpgrade(socket: UpgradeSocket, { status, headers, body }: NodeAnswer): void {
  if (socket.destroyed) return;
  const content = typeof body === "string" ? new TextEncoder().encode(body) : body;
  const fields = [...headers].filter(([name]) => !FRAMING.has(name.toLowerCase()));
  const lines = [
    // RFC 9112 §4: the phrase may be empty, and the space before it may not be missing.
    `HTTP/1.1 ${status} `,
    ...fields.map(([name, value]) => `${name}: ${value}`),
    `content-length: ${content.length}`,
    "connection: close",
  ];
  const head = latin1(`${lines.join("\r\n")}\r\n\r\n`);
  const answer = new Uint8Array(head.length + content.length);
  answer.set(head);
  answer.set(content, head.length);
  socket.end(answer);
}

const FRAMING: ReadonlySet<string> = new Set(["content-length", "connection", "transfer-encoding"]);

/** As `Headers` holds values: one character for each byte. */
function latin1(text: string): Uint8Array {
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}

/**
 * Without a listener, an error of the connection ends the process, and Node removes its own listener before the event `upgrade`.
 * @returns a function that removes the listener, when the next owner of the connection takes over
 */
export function withoutErrors(socket: UpgradeSocket): () => void {
  const ignore = () => {};
  socket?.on?.("error", ignore);
  return () => {
    socket.removeListener("error", ignore);
  };
}
