// A thread that runs one candidate on request and reports its runs a second.
import { parentPort, workerData } from "node:worker_threads";
import { server } from "../candidates/server.mjs";
import { checkCandidates } from "../lab/check.mjs";
import { candidatesFor } from "../lab/run.mjs";

const { job, name, milliseconds } = workerData;
const CHUNK = 16;

const candidates = await candidatesFor(job, server);
const candidate = candidates.find((one) => one.name === name);
await checkCandidates([candidate], job);
const inputs = job.inputs.map(candidate.prepare);

async function chunk() {
  for (let index = 0; index < CHUNK; index += 1) {
    const result = candidate.run(inputs[index % inputs.length]);
    if (candidate.async) await result;
  }
}

async function perSecond() {
  const start = performance.now();
  let runs = 0;
  let elapsed = 0;
  while (elapsed < milliseconds) {
    await chunk();
    runs += CHUNK;
    elapsed = performance.now() - start;
  }
  return (runs * 1000) / elapsed;
}

// The first run warms up the optimiser.
for (let time = 0; time < 3; time += 1) await perSecond();
parentPort.on("message", async () => parentPort.postMessage(await perSecond()));
parentPort.postMessage("ready");
