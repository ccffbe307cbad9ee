// What import and first verification in workerd consist of. Programs that go one step further each are measured in turns, by the time
// of the processor: it scatters less than the clock's, and threads that compile beside others count as well.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { write } from "../output.mjs";
import { machine } from "../report/machine.mjs";
import { quantile } from "../report/statistics.mjs";
import { aligned } from "../report/table.mjs";
import { fixtureOf, inTurn } from "./measure.mjs";
import { placeOf } from "./once.mjs";
import { bundled, inWorker } from "./workerd.mjs";

const ALGORITHMS = ["HS256", "ES256"];

/** A module without anything in it. */
const EMPTY = { wasm: Buffer.from("\0asm\x01\0\0\0", "latin1").toString("base64") };

export async function parts({ words, rounds, ...options }) {
  const unknown = words.find((word) => !ALGORITHMS.includes(word));
  if (unknown) throw new Error(`there is no ${unknown}; choose one of ${ALGORITHMS.join(", ")}`);
  if (!existsSync("/proc/self/schedstat")) throw new Error("the processor's time is known on Linux only");
  const results = [];
  for (const algorithm of words.length > 0 ? words : ALGORITHMS) {
    const fixture = fixtureOf({ operation: "cold", algorithm, size: "230 B", variant: "" });
    const programs = await programsFor(fixture);
    const times = await inTurn([...programs.keys()], rounds, (name) => processorTime(programs.get(name)));
    const rows = rowsOf(times);
    console.log(`${table(algorithm, rows)}\n`);
    results.push({ algorithm, rows });
  }
  write("parts", { machine: machine(), results }, undefined, options);
}

/** What is measured, by the name of the part that it has more than the one before it. */
async function programsFor(fixture) {
  const ours = await bundled(placeOf("parts", fixture));
  const without = Object.entries(ours).map(([name, module]) => [name, module.wasm ? EMPTY : module]);
  const upTo = (modules, step) => ({
    modules,
    fixture: { ...fixture, demands: { ...fixture.demands, step } },
  });
  return new Map([
    [NOTHING, { modules: await bundled(placeOf("nothing", fixture)), fixture }],
    [PEER, { modules: await bundled(placeOf("jose", fixture)), fixture }],
    ["reading the scripts", upTo(Object.fromEntries(without), 0)],
    ["compiling the modules", upTo(ours, 0)],
    ["starting them, and making the key", upTo(ours, 1)],
    ["verifying", upTo(ours, 2)],
  ]);
}

const NOTHING = "an empty Worker";
const PEER = "jose, all of it";

/** Microseconds that the first request takes of the processor, in a new process. */
async function processorTime({ modules, fixture }) {
  const before = children();
  return inWorker(modules, async (post) => {
    const [child] = children().filter((pid) => !before.includes(pid));
    const start = spent(child);
    await post("verify", fixture);
    return (spent(child) - start) / 1000;
  });
}

const children = () =>
  readFileSync(`/proc/self/task/${process.pid}/children`, "utf8").split(" ").filter(Boolean);

/** Nanoseconds, of all threads. */
function spent(pid) {
  const threads = readdirSync(`/proc/${pid}/task`);
  const times = threads.map((thread) => readFileSync(`/proc/${pid}/task/${thread}/schedstat`, "utf8"));
  return times.reduce((sum, time) => sum + Number(time.split(" ")[0]), 0);
}

/** Other programs only add to a time, so the lower quartile is nearer to it than the median. */
function rowsOf(times) {
  const of = (name) => quantile(times.get(name), 0.25) - quantile(times.get(NOTHING), 0.25);
  const row = (name, microseconds) => ({ name, microseconds, ratio: microseconds / of(PEER) });
  const steps = [...times.keys()].slice(2);
  const rows = steps.map((name, index) => row(name, of(name) - (index > 0 ? of(steps[index - 1]) : 0)));
  return [row(PEER, of(PEER)), ...rows, row("jwt-wasm, all of it", of(steps.at(-1)))];
}

function table(algorithm, rows) {
  const head = [`${algorithm} in workerd`, "processor, ms", "of jose's"];
  const body = rows.map(({ name, microseconds, ratio }) => [
    name,
    (microseconds / 1000).toFixed(1),
    `${ratio.toFixed(2)}×`,
  ]);
  return aligned([head, ...body], 1).join("\n");
}
