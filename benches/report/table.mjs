// From times to medians and ratios, as a table and as JSON.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { cpus } from "node:os";
import { join } from "node:path";

const require = createRequire(import.meta.url);

/** The version installed here, found where `import` would look. */
export function versionOf(name) {
  if (name === "node") return process.versions.node;
  for (const folder of require.resolve.paths(name)) {
    try {
      return JSON.parse(readFileSync(join(folder, name, "package.json"), "utf8")).version;
    } catch (error) {
      if (error.code !== "ENOENT") throw error;
    }
  }
  throw new Error(`${name} is not installed`);
}

export function machine() {
  const [cpu] = cpus();
  return {
    date: new Date().toISOString(),
    cpu: cpu?.model.trim() ?? "unknown",
    cores: cpus().length,
    platform: `${process.platform} ${process.arch}`,
    node: process.versions.node,
    openssl: process.versions.openssl,
  };
}

/** The value below which this part of the list lies, between its neighbours where it falls between two. */
export function quantile(values, part) {
  const sorted = [...values].sort((a, b) => a - b);
  const position = (sorted.length - 1) * part;
  const below = Math.floor(position);
  const above = Math.ceil(position);
  return sorted[below] + (sorted[above] - sorted[below]) * (position - below);
}

/** How many times as fast as `other` it is: the median of each round's own ratio, for both met the same machine then. */
export const timesAsFast = (it, other) => quantile(ratios(it, other), 0.5);

const ratios = (it, other) => other.map((time, round) => time / it[round]);

/** One row for each candidate. A ratio above 1 means that the first candidate is that many times as fast. */
export function rowsOf(measured) {
  const [{ times: ours }] = measured;
  return measured.map(({ candidate, times }) => ({
    name: candidate.name,
    package: candidate.package,
    version: versionOf(candidate.package),
    microseconds: quantile(times, 0.5),
    ratio: timesAsFast(ours, times),
    ratioP10: quantile(ratios(ours, times), 0.1),
    ratioP90: quantile(ratios(ours, times), 0.9),
  }));
}

/** Empty for what is no text. */
export function sizesOf(inputs) {
  if (typeof inputs[0] !== "string") return "";
  const sizes = inputs.map((input) => input.length);
  const [least, most] = [Math.min(...sizes), Math.max(...sizes)];
  return ` (${least === most ? least : `${least}–${most}`} bytes)`;
}

export function table({ name, size, rows }) {
  const head = ["", "version", "µs/op", "ops/s", "ratio", "p10–p90"];
  const body = rows.map((row) => [
    row.name,
    row.version,
    row.microseconds.toFixed(2),
    String(Math.round(1e6 / row.microseconds)),
    `${row.ratio.toFixed(2)}×`,
    `${row.ratioP10.toFixed(2)}–${row.ratioP90.toFixed(2)}`,
  ]);
  return [`${name}${size}`, ...aligned([head, ...body], 2)].join("\n");
}

/** Indented lines of columns, of which the first ones hold text and the others numbers. */
export function aligned(lines, texts) {
  const widths = lines[0].map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  const padded = (cell, column) =>
    column < texts ? cell.padEnd(widths[column]) : cell.padStart(widths[column]);
  return lines.map((line) => `  ${line.map(padded).join("  ").trimEnd()}`);
}
