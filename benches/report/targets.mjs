// Compares this run with the targets. A missed target does not fail the run, because machines vary.
import { median, timesAsFast } from "./statistics.mjs";
import { aligned } from "./table.mjs";

const OURS = "jwt-wasm verifySync";

/** `[section, our candidate, a peer's or a package, "≥", times as fast]`, or `"≤", times as long`. */
const RATIOS = [
  ["HS256 verifySync, 230 B", OURS, "fast-jwt", "≥", 2.5],
  ["HS256 verifySync, 230 B", OURS, "jose", "≥", 20],
  ["HS256 verifySync, 230 B", OURS, "node:crypto", "≥", 0.9],
  ["HS256 verifySync, 1.2 KB", OURS, "fast-jwt", "≥", 1.3],
  ["HS256 verifySync, 1.2 KB", OURS, "jose", "≥", 10],
  ["HS256 verifySync, 8 KB", OURS, "fast-jwt", "≥", 1],
  ["HS256 verifySync, 8 KB", OURS, "jose", "≥", 2],
  ...["RS256", "PS256", "ES256", "EdDSA"].flatMap((algorithm) => [
    [`${algorithm} verify, 230 B`, "jwt-wasm verify", "jose", "≥", 1.2],
    [`${algorithm} verify, 230 B`, "jwt-wasm verify", "webcrypto", "≤", 1.15],
  ]),
  ["RS256 verifySync, 230 B", `${OURS}, host`, "fast-jwt", "≥", 1],
  ["ES256 verifySync, 230 B", `${OURS}, host`, "fast-jwt", "≥", 1],
  ["HS256 cached, 230 B", OURS, "fast-jwt", "≥", 3],
  ["RS256 cached, 230 B", OURS, "fast-jwt", "≥", 3],
  ...["230 B", "1.2 KB", "8 KB"].flatMap((size) => [
    [`HS256 decode, ${size}`, "jwt-wasm decode", "jwt-decode", "≥", 1],
    [`HS256 decode, ${size}`, "jwt-wasm decode", "jose", "≥", 1],
  ]),
  ...["HS256", "RS256"].flatMap((algorithm) =>
    ["bad signature", "expired"].map((reason) => [
      `${algorithm} refused (${reason}), 230 B`,
      OURS,
      `${OURS}, a good token`,
      "≤",
      1.3,
    ]),
  ),
  ...["RS256", "ES256"].flatMap((algorithm) => [
    [`${algorithm} jwks, 230 B`, OURS, "aws-jwt-verify verifySync", "≥", 2],
    [`${algorithm} jwks, 230 B`, "jwt-wasm verify", "jose", "≥", 1.2],
  ]),
  ...["dir+A256GCM", "Auth.js"].flatMap((name) =>
    ["decrypt", "encrypt"].map((operation) => [
      `${name} ${operation}, 1.2 KB`,
      `jwt-wasm ${operation}`,
      "jose",
      "≥",
      1.5,
    ]),
  ),
  ["HS256 cold, 230 B", "jwt-wasm", "jose", "≤", 2],
  ["ES256 cold, 230 B", "jwt-wasm", "jose", "≤", 2],
];

/** The untuned crates in wasm, in microseconds. Measured on another day, so only a hint. */
const PLAIN_CRATES = [
  ["RS256 verifySync, 230 B", `${OURS}, wasm`, 330],
  ["ES256 verifySync, 230 B", `${OURS}, wasm`, 810],
].map(([id, ours, microseconds]) => [id, ours, { name: "the plain crates", microseconds }, "≥", 1.5]);

/** In bytes after brotli. */
const SIZES = {
  "core.wasm": 55_000,
  "es256.wasm": 20_000,
  decode: 65_000,
  "createVerifier, remoteJwks": 65_000,
  slim: 8_000,
};

/** The runtimes with targets. Others are only measured. */
const isHeldTo = ({ runtime, operation }) =>
  runtime.startsWith("node") || (runtime === "workerd" && operation === "cold");

/**
 * @param results sections with their lanes
 * @param {Record<string, number>} weights bytes
 * @returns `{ id, where, what, relation, bound, value, isMet }` for each target of which this run has the sections
 */
export function targetsOf(results, weights) {
  const measured = [...RATIOS, ...PLAIN_CRATES].flatMap(([id, ours, peer, relation, bound]) =>
    results
      .filter((result) => result.id === id && isHeldTo(result))
      .flatMap((result) => {
        const value = reachedBy(result.lanes, ours, peer, relation);
        if (value === undefined) return [];
        const what = `${ours} : ${peer.name ?? peer}`;
        return [verdict({ id, where: result.where, what, relation, bound, value })];
      }),
  );
  const weighed = Object.entries(weights).map(([name, value]) =>
    verdict({ id: "brotli", where: "", what: name, relation: "≤", bound: SIZES[name], value }),
  );
  return [...measured, ...weighed];
}

const verdict = (target) => ({
  ...target,
  isMet: target.relation === "≥" ? target.value >= target.bound : target.value <= target.bound,
});

/** As in the summary, a package is represented by its first candidate. */
function reachedBy(lanes, ours, peer, relation) {
  const mine = lanes.find(({ name }) => name === ours);
  const other = lanes.find(({ name, package: from }) => name === peer || from === peer);
  if (!mine) return undefined;
  if (peer.microseconds) return peer.microseconds / median(mine.times);
  if (!other) return undefined;
  return relation === "≥" ? timesAsFast(mine.times, other.times) : timesAsFast(other.times, mine.times);
}

export function targetTable(targets) {
  const number = (value) => (value >= 1000 ? String(value) : `${value.toFixed(2)}×`);
  const rows = targets.map(({ id, where, what, relation, bound, value, isMet }) => [
    id,
    where,
    what,
    isMet ? "met" : "MISSED",
    `${relation} ${number(bound)}`,
    number(value),
  ]);
  const met = targets.filter(({ isMet }) => isMet).length;
  return [
    `Targets: ${met} of ${targets.length} met (≥: times as fast as, ≤: times as long as)`,
    ...aligned([["", "", "", "", "target", "reached"], ...rows], 4),
  ].join("\n");
}
