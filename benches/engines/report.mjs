// How long the engines take beside their hosts, and which targets that meets.
import { quantile } from "../report/statistics.mjs";
import { aligned } from "../report/table.mjs";

/** A host's signature is the same work, so an engine may take at most so many times as long. */
const TARGETS = {
  "ES256 verify": 4,
  "ES384 verify": 8,
  "ES256K verify": 4,
  "RS256 verify": 7,
  "EdDSA verify": 1.3,
  "ML-DSA-65 verify": 1.2,
  "ES256 sign": 5,
};

/** The tenth percentile, because other programs on the machine only add to a time, and never take from it. */
const timeOf = ({ times }) => quantile(times, 0.1);

/** The first lane is the engine's. Without a second one, the runtime has no host for this. */
export function engineRow(section, where, [engine, host]) {
  const row = { ...section, where, microseconds: timeOf(engine) };
  if (!host) return row;
  const hostMicroseconds = timeOf(host);
  return { ...row, host: host.package, hostMicroseconds, ratio: row.microseconds / hostMicroseconds };
}

/** Targets are for Node, where the host is OpenSSL. */
export function engineTargets(rows) {
  return rows
    .filter(({ id, runtime, ratio }) => TARGETS[id] && runtime.startsWith("node") && ratio !== undefined)
    .map(({ id, where, ratio: value }) => {
      const bound = TARGETS[id];
      return { id, where, what: "engine : node:crypto", relation: "≤", bound, value, isMet: value <= bound };
    });
}

/** A table for verifying and one for signing, with a line for each algorithm and a column for each runtime. */
export function engineTable(rows) {
  const places = [...new Set(rows.map(({ where }) => where))];
  return [...new Set(rows.map(({ operation }) => operation))]
    .map((operation) => {
      const own = rows.filter((row) => row.operation === operation);
      const names = [...new Set(own.map(({ algorithm }) => algorithm))];
      const lines = names.map((name) => [
        name,
        ...places.map((place) => cell(own.find((row) => row.algorithm === name && row.where === place))),
      ]);
      return [
        `${operation}: µs, and how many times as long as the host`,
        ...aligned([["", ...places], ...lines], 1),
      ];
    })
    .map((lines) => lines.join("\n"))
    .join("\n\n");
}

function cell(row) {
  if (!row) return "";
  const time = row.microseconds.toFixed(0);
  return row.ratio === undefined ? `${time}, –` : `${time}, ${row.ratio.toFixed(2)}×`;
}
