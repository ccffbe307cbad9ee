// Chooses what `bench engines` measures, and where.
import { runtimes } from "../runtimes/index.mjs";
import { algorithms, signs } from "./module.mjs";

const OPERATIONS = ["verify", "sign"];
const PLACES = ["node20", "node24", "deno", "bun", "workerd", "chromium"];

/**
 * Sections: `{ id, runtime, operation, algorithm }`.
 * @param {string[]} words algorithms and operations; without one of a kind, all of them
 */
export function engineSections(words, { runtimes: wanted = [] } = {}) {
  refuseUnknown(words, [...algorithms, ...OPERATIONS]);
  refuseUnknown(wanted, Object.keys(runtimes));
  const chosen = (all) => {
    const named = all.filter((name) => words.includes(name));
    return named.length > 0 ? named : all;
  };
  const cases = chosen(OPERATIONS).flatMap((operation) =>
    chosen(algorithms)
      .filter((algorithm) => operation === "verify" || signs(algorithm))
      .map((algorithm) => ({ id: `${algorithm} ${operation}`, operation, algorithm })),
  );
  return (wanted.length > 0 ? wanted : PLACES).map((runtime) => ({
    runtime,
    sections: cases.map((one) => ({ runtime, ...one })),
  }));
}

function refuseUnknown(words, known) {
  const unknown = words.find((word) => !known.includes(word));
  if (unknown !== undefined) throw new Error(`there is no ${unknown}; choose one of ${known.join(", ")}`);
}
