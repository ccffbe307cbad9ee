import type { NodeRequest } from "./types.js";

/** The header lines as they arrived, by name in lower case. Node's `headers` hides the second line of many names. */
export type Lines = ReadonlyMap<string, readonly string[]>;

export function linesOf({ rawHeaders }: NodeRequest): Lines {
  const lines = new Map<string, string[]>();
  // Requests of serverless adapters may have no raw headers.
  for (const [name, value] of pairsOf(rawHeaders ?? [])) {
    const known = lines.get(name);
    if (known === undefined) lines.set(name, [value]);
    else known.push(value);
  }
  return lines;
}

function* pairsOf(raw: readonly string[]): Iterable<readonly [name: string, value: string]> {
  for (let index = 0; index + 1 < raw.length; index += 2) {
    yield [String(raw[index]).toLowerCase(), String(raw[index + 1])];
  }
}
