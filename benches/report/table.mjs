// Formats the times of a section.
import { versionOf } from "./machine.mjs";
import { median, quantile, ratios } from "./statistics.mjs";

/** One row for each candidate. A ratio above 1 means that the first candidate is that many times as fast. */
export function rowsOf(lanes, runtimeVersion) {
  const [{ times: ours }] = lanes;
  return lanes.map(({ name, package: from, times }) => ({
    name,
    package: from,
    version: versionOf(from, runtimeVersion),
    microseconds: median(times),
    ratio: median(ratios(ours, times)),
    ratioP10: quantile(ratios(ours, times), 0.1),
    ratioP90: quantile(ratios(ours, times), 0.9),
  }));
}

/** Empty for a case without a text. */
export function bytesOf(inputs) {
  if (typeof inputs[0] !== "string") return "";
  const lengths = inputs.map((input) => input.length);
  const [least, most] = [Math.min(...lengths), Math.max(...lengths)];
  return `${least === most ? least : `${least}–${most}`} bytes`;
}

export function table({ id, where, bytes, rows }) {
  const head = ["", "version", "µs/op", "ops/s", "ratio", "p10–p90"];
  const body = rows.map((row) => [
    row.name,
    row.version,
    row.microseconds.toFixed(2),
    String(Math.round(1e6 / row.microseconds)),
    `${row.ratio.toFixed(2)}×`,
    `${row.ratioP10.toFixed(2)}–${row.ratioP90.toFixed(2)}`,
  ]);
  const size = bytes ? ` (${bytes})` : "";
  return [`${where}: ${id}${size}`, ...aligned([head, ...body], 2)].join("\n");
}

/** Indented columns; the first ones hold text, the others numbers. */
export function aligned(lines, texts) {
  const widths = lines[0].map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  const padded = (cell, column) =>
    column < texts ? cell.padEnd(widths[column]) : cell.padStart(widths[column]);
  return lines.map((line) => `  ${line.map(padded).join("  ").trimEnd()}`);
}
