// Measures the throughput with one and with two threads, to see whether the second adds as much as the first.
import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { caseOf } from "../corpus/cases.mjs";
import { write } from "../output.mjs";
import { machine } from "../report/machine.mjs";
import { median, quantile } from "../report/statistics.mjs";
import { aligned } from "../report/table.mjs";

const OURS = "jwt-wasm verifySync";
const PEERS = ["fast-jwt verifier", "jose jwtVerify"];
const CANDIDATES = {
  HS256: [OURS, ...PEERS],
  RS256: [`${OURS}, host`, `${OURS}, wasm`, ...PEERS],
  ES256: [`${OURS}, host`, `${OURS}, wasm`, ...PEERS],
};

/** How long each round counts, and how many rounds there are at most. */
const MILLISECONDS = 100;
const ROUNDS = 12;

export async function workers({ words, rounds, only = "", ...options }) {
  const unknown = words.find((word) => !Object.hasOwn(CANDIDATES, word));
  if (unknown) throw new Error(`there is no ${unknown}; choose one of ${Object.keys(CANDIDATES).join(", ")}`);
  const algorithms = words.length > 0 ? words : Object.keys(CANDIDATES);
  const results = [];
  for (const algorithm of algorithms) {
    const section = { operation: "verifySync", algorithm, size: "230 B", variant: "" };
    const job = { ...section, ...caseOf(section) };
    const lanes = [];
    for (const name of CANDIDATES[algorithm].filter((one) => one.includes(only))) {
      lanes.push({ name, threads: await Promise.all([1, 2].map(() => ready(job, name))), one: [], two: [] });
    }
    await inTurn(lanes, Math.min(rounds, ROUNDS));
    const rows = lanes.map(rowOf);
    console.log(`${table(algorithm, rows)}\n`);
    results.push({ algorithm, rows });
  }
  write("workers", { machine: machine(), results }, undefined, options);
}

async function ready(job, name) {
  const worker = new Worker(new URL("thread.mjs", import.meta.url), {
    workerData: { job, name, milliseconds: MILLISECONDS },
  });
  await once(worker, "message");
  return worker;
}

/** The runs a second of each started thread. */
async function together(threads) {
  const counts = threads.map((thread) => once(thread, "message"));
  for (const thread of threads) thread.postMessage("go");
  return (await Promise.all(counts)).map(([count]) => count);
}

async function inTurn(lanes, rounds) {
  for (let round = 0; round < rounds; round += 1) {
    for (const { threads, one, two } of lanes) {
      const [alone] = await together(threads.slice(0, 1));
      const [first, second] = await together(threads);
      one.push(alone);
      two.push(first + second);
    }
  }
  await Promise.all(lanes.flatMap(({ threads }) => threads.map((thread) => thread.terminate())));
}

export function rowOf({ name, one, two }) {
  const scaling = two.map((sum, round) => sum / one[round]);
  return {
    name,
    one: median(one),
    two: median(two),
    scaling: median(scaling),
    scalingP10: quantile(scaling, 0.1),
    scalingP90: quantile(scaling, 0.9),
  };
}

function table(algorithm, rows) {
  const body = rows.map((row) => [
    row.name,
    Math.round(row.one).toLocaleString("en"),
    Math.round(row.two).toLocaleString("en"),
    `${row.scaling.toFixed(2)}×`,
    `${row.scalingP10.toFixed(2)}–${row.scalingP90.toFixed(2)}`,
  ]);
  const head = ["", "1 worker, ops/s", "2 workers, ops/s", "ratio", "p10–p90"];
  return [`${algorithm} verifySync, 230 B`, ...aligned([head, ...body], 1)].join("\n");
}
