import type { NodeResponse } from "./types.js";

/** An answer whose body is complete. */
export interface NodeAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Iterable<readonly [name: string, value: string]>;
  readonly body: string | Uint8Array;
}

/** The answer if the gate itself fails. The request does not pass. */
export const FAILED: NodeAnswer = {
  status: 500,
  headers: [
    ["cache-control", "no-store"],
    ["content-type", "application/problem+json"],
  ],
  body: JSON.stringify({ title: "Internal Server Error", status: 500, code: "gate_misconfigured" }),
};

/** Sends an answer, and keeps the headers that earlier middleware has set, such as those for CORS. */
export function send(response: NodeResponse, { status, headers, body }: NodeAnswer): void {
  // Other code may have answered meanwhile, such as a timeout.
  if (response.headersSent) return;
  response.statusCode = status;
  for (const [name, value] of headersFor(headers, (name) => response.getHeader(name))) {
    response.setHeader(name, value);
  }
  response.end(body);
}

/** The headers to set, merged with those that are set already. */
export function headersFor(
  headers: NodeAnswer["headers"],
  present: (name: string) => unknown,
): ReadonlyMap<string, string | string[]> {
  const all = new Map<string, string | string[]>();
  for (const [name, value] of headers) {
    if (name === "set-cookie") all.set(name, [...listOf(all.get(name) ?? present(name)), value]);
    else all.set(name, name === "vary" ? varying(present(name), value) : value);
  }
  return all;
}

function varying(present: unknown, more: string): string {
  const names = [...listOf(present), more].flatMap((value) => value.split(",")).map((name) => name.trim());
  const known = new Map(names.filter((name) => name !== "").map((name) => [name.toLowerCase(), name]));
  return known.has("*") ? "*" : [...known.values()].join(", ");
}

function listOf(value: unknown): readonly string[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value.map(String) : [String(value)];
}
