// Chooses the cases and their runtimes.
import { algorithms } from "./corpus/algorithms.mjs";
import { operations, variantsOf } from "./corpus/cases.mjs";
import { sizes } from "./corpus/claims.mjs";
import { encryptions } from "./corpus/encrypted.mjs";
import { runtimes } from "./runtimes/index.mjs";

const NAMES = Object.keys(algorithms);
const ENCRYPTIONS = Object.keys(encryptions);
const SIZES = Object.keys(sizes);
const [SMALL, MEDIUM] = SIZES;

const each = (names, chosen = [SMALL]) => Object.fromEntries(names.map((name) => [name, chosen]));

/** The standard algorithms and sizes. The others run only if they are named. */
const STANDARD = {
  decode: { HS256: SIZES },
  // With the others, the arithmetic takes so long that the rest does not show.
  verifySync: { ...each(NAMES), HS256: SIZES, RS256: [SMALL, MEDIUM] },
  verify: each(["HS256", "RS256", "PS256", "ES256", "EdDSA"]),
  // A look-up is the same for every algorithm.
  cached: each(["HS256", "RS256"]),
  refused: each(["HS256", "RS256"]),
  sign: each(["HS256", "RS256", "PS256", "ES256", "EdDSA"]),
  jwks: each(["RS256", "ES256"]),
  decrypt: each(ENCRYPTIONS, [MEDIUM]),
  encrypt: each(ENCRYPTIONS, [MEDIUM]),
  cold: each(["HS256", "ES256"]),
};

/** The operations that run in other runtimes as well. */
const CORE = [
  "HS256 decode, 230 B",
  "HS256 verifySync, 230 B",
  "HS256 verifySync, 1.2 KB",
  "RS256 verify, 230 B",
  "ES256 verify, 230 B",
  "HS256 cached, 230 B",
  "HS256 refused (bad signature), 230 B",
  "RS256 jwks, 230 B",
  ...ENCRYPTIONS.flatMap((name) => [`${name} decrypt, 1.2 KB`, `${name} encrypt, 1.2 KB`]),
  "HS256 cold, 230 B",
  "ES256 cold, 230 B",
];

const IN_FULL = ["node20", "node24"];
const CORE_ONLY = ["deno", "bun", "workerd", "chromium"];

/** A key set never publishes HMAC secrets. */
const hasCase = ({ operation, algorithm }) =>
  ENCRYPTIONS.includes(algorithm) === ["decrypt", "encrypt"].includes(operation) &&
  (operation !== "jwks" || algorithm !== "HS256");

/** The others do not start for a request, or start as Node does. */
const STARTS_COLD = ["node", ...IN_FULL, "workerd"];

const runsIn = (runtime, { operation }) => operation !== "cold" || STARTS_COLD.includes(runtime);

/**
 * Sections, each of which is a case in a runtime: `{ id, runtime, operation, variant, algorithm, size }`.
 *
 * @param {string[]} words operations and algorithms. No word chooses what is standard: everything in Node 20 and 24, the
 *   core elsewhere. With words it is all that they choose, in the Node that this runs in.
 * @param more `sizes` and `runtimes` instead, and `named`: a part of the ids
 */
export function sectionsOf(words, { sizes: wantedSizes = [], runtimes: wanted = [], named = "" } = {}) {
  refuseUnknown(words, [...NAMES, ...ENCRYPTIONS, ...operations]);
  refuseUnknown(wantedSizes, SIZES);
  refuseUnknown(wanted, Object.keys(runtimes));
  const isNarrow = words.length > 0 || wantedSizes.length > 0;
  const places = wanted.length > 0 ? wanted : isNarrow ? ["node"] : [...IN_FULL, ...CORE_ONLY];
  const cases = casesOf(words, wantedSizes).filter(({ id }) => id.includes(named));
  return places.flatMap((runtime) =>
    cases
      .filter((one) => runsIn(runtime, one))
      .filter(({ id }) => isNarrow || !CORE_ONLY.includes(runtime) || CORE.includes(id))
      .map((one) => ({ runtime, ...one })),
  );
}

function casesOf(words, wantedSizes) {
  const chosenOperations = operations.filter((name) => words.includes(name));
  const chosenNames = [...NAMES, ...ENCRYPTIONS].filter((name) => words.includes(name));
  const everyOperation = chosenOperations.length > 0 ? chosenOperations : operations;
  return everyOperation
    .flatMap((operation) => {
      const standard = STANDARD[operation];
      const names = chosenNames.length > 0 ? chosenNames : Object.keys(standard);
      return names
        .filter((algorithm) => hasCase({ operation, algorithm }))
        .flatMap((algorithm) => {
          const chosenSizes = wantedSizes.length > 0 ? wantedSizes : (standard[algorithm] ?? [SMALL]);
          return variantsOf(operation).flatMap((variant) =>
            chosenSizes.map((size) => ({ operation, variant, algorithm, size })),
          );
        });
    })
    .map((one) => ({ id: idOf(one), ...one }));
}

export function idOf({ operation, variant, algorithm, size }) {
  return `${algorithm} ${operation}${variant ? ` (${variant})` : ""}, ${size}`;
}

function refuseUnknown(words, known) {
  const unknown = words.find((word) => !known.includes(word));
  if (unknown !== undefined) throw new Error(`there is no ${unknown}; choose one of ${known.join(", ")}`);
}
