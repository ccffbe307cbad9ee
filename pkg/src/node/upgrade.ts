import type { NodeAnswer } from "./answer.js";
import type { UpgradeSocket } from "./types.js";

/** Writes the HTTP/1.1 answer itself, because for an upgrade the server passes only the connection. */
export function refuseUpgrade(socket: UpgradeSocket, { status, headers, body }: NodeAnswer): void {
  if (socket.destroyed) return;
  const content = typeof body === "string" ? new TextEncoder().encode(body) : body;
  const fields = [...headers].filter(([name]) => !FRAMING.has(name.toLowerCase()));
  const lines = [
    // The reason phrase may be empty, but the space before it is required (RFC 9112 §4).
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

/** One byte for each character, as `Headers` holds values. */
function latin1(text: string): Uint8Array {
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}

/**
 * Adds a listener for errors of the connection. Without one, an error ends the process, because Node removes its own
 * listener before the event `upgrade`.
 * @returns a function that removes the listener when the next owner of the connection takes over
 */
export function withoutErrors(socket: UpgradeSocket): () => void {
  const ignore = () => {};
  socket?.on?.("error", ignore);
  return () => {
    socket.removeListener("error", ignore);
  };
}
