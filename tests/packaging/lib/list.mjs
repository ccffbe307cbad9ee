/** The cases as a table: the version of the tool, the outcome, the time and everything that was checked. */
export function listOf(results) {
  const rows = results.map(({ name, version = "", outcome, seconds, checked = [] }) => [
    name,
    version,
    outcome,
    seconds === undefined ? "" : `${seconds.toFixed(1)} s`,
    checked.join("; "),
  ]);
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column].length)));
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
  return ["", "Installed from the tarball, each in a folder of its own:", ...lines, ""].join("\n");
}
