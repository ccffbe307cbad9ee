const MAX_LINES = 20;
const MAX_LENGTH = 300;

/** The results as a table: a row for each runtime, and a column for each variant and engine with the numbers of cases. */
export function table(results) {
  const { cells: columns } = results.find(({ cells }) => cells) ?? { cells: [] };
  const names = columns.map(({ variant, engine }) => `${variant.replace("jwt-wasm/", "")} ${engine}`);
  const header = ["runtime", "version", ...names, "digest", "time"];
  const rows = results.map(({ name, version, cells, reason, isMissing, seconds }) => {
    if (!cells) return [name, `${isMissing ? "MISSING" : "BROKE OFF"}: ${reason.split("\n", 1)[0]}`];
    const counts = cells.map(({ passed, failures }) => `${passed}/${failures.length}`);
    const digests = [...new Set(cells.map(({ digest }) => digest.slice(0, 8)))];
    return [name, version, ...counts, digests.join(" "), `${seconds.toFixed(1)} s`];
  });
  const isWhole = (row) => row.length === header.length;
  const widths = header.map((_, index) =>
    Math.max(
      ...[header, ...rows].filter((row) => index === 0 || isWhole(row)).map((row) => row[index].length),
    ),
  );
  const lines = [header, ...rows].map((row) =>
    row.map((text, index) => text.padEnd(widths[index])).join("  "),
  );
  return lines.map((line) => line.trimEnd()).join("\n");
}

/** A line for each failure. */
export function complaintsOf(results) {
  const reference = results.find(({ cells }) => cells);
  const usual = new Set(reference?.cells[0].outcomes);
  return results.flatMap(({ name, cells, reason }) => {
    if (!cells) return [`${name}: ${reason}`];
    return cells.flatMap(({ variant, engine, failures, outcomes }) => {
      const others = outcomes.filter((outcome) => !usual.has(outcome));
      const lines = [
        ...failures,
        ...others.map(
          (outcome) => `told otherwise than in ${reference.name}: ${outcome.slice(0, MAX_LENGTH)}`,
        ),
      ];
      const more = lines.length > MAX_LINES ? [`and ${lines.length - MAX_LINES} more`] : [];
      return [...lines.slice(0, MAX_LINES), ...more].map(
        (line) => `${name}, ${variant}, engine ${engine}: ${line}`,
      );
    });
  });
}
