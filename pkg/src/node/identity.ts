import { keptOf } from "../edge/hop-by-hop.js";
import type { HeaderValues } from "../edge/identity.js";
import { folded } from "../edge/text.js";
import type { NodeRequest } from "./types.js";

type Values = { [name: string]: string | string[] | undefined };

/**
 * Sets the identity headers in the request itself, so that code that already holds the request sees them too. Headers
 * of the same folded names that the client sent are removed, wherever Node shows headers.
 */
export function putHeaders(
  request: NodeRequest,
  views: readonly Values[],
  identityNames: ReadonlySet<string>,
  values: HeaderValues,
): void {
  const names = new Set([...identityNames, ...values.map(([name]) => folded(name))]);
  if (names.size === 0) return;
  // Read first, because Node builds it at the first access from the lines that are changed below.
  const { headersDistinct: distinct } = request as { readonly headersDistinct?: Values };
  const raw = request.rawHeaders ?? [];
  const lines = withoutLines(raw, names);
  raw.length = 0;
  for (const line of [...lines, ...values]) raw.push(...line);

  for (const view of new Set(views)) {
    strip(view, names);
    for (const [name, value] of values) define(view, name.toLowerCase(), value);
  }
  if (distinct === undefined) return;
  strip(distinct, names);
  for (const [name, value] of values) define(distinct, name.toLowerCase(), [value]);
}

function withoutLines(raw: readonly string[], names: ReadonlySet<string>): readonly [string, string][] {
  const lines: [string, string][] = [];
  for (let index = 0; index + 1 < raw.length; index += 2) {
    const [name, value] = [String(raw[index]), String(raw[index + 1])];
    const kept = keptOf(name, value, names);
    if (kept !== undefined) lines.push([name, kept]);
  }
  return lines;
}

function strip(view: Values, names: ReadonlySet<string>): void {
  for (const [name, value] of Object.entries(view)) {
    if (value === undefined) continue;
    const parts = Array.isArray(value) ? value : [value];
    const kept = parts.flatMap((part) => keptOf(name, String(part), names) ?? []);
    if (kept.length === 0) delete view[name];
    else if (kept.join() !== parts.join()) view[name] = Array.isArray(value) ? kept : kept.join();
  }
}

/** Defined and not assigned, because an assignment fails for names such as `__proto__`. */
function define(view: Values, name: string, value: string | string[]): void {
  Object.defineProperty(view, name, { value, writable: true, enumerable: true, configurable: true });
}
