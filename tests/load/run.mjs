// `cargo xtask load`: the gate in real workerd under load. LOAD_REQUESTS and LOAD_ROUNDS make it shorter.
import { latency } from "./latency.mjs";
import { startOrigin } from "./lib/origin.mjs";
import { SECRET } from "./lib/tokens.mjs";
import { startWorkers } from "./lib/workers.mjs";
import { mixed } from "./mixed.mjs";
import { proofs } from "./proofs.mjs";
import { rotation } from "./rotation.mjs";

const { LOAD_REQUESTS = "100000", LOAD_ROUNDS = "3000" } = process.env;
const origin = await startOrigin();
try {
  const workers = await startWorkers({ ORIGIN: origin.url, JWT_SECRET: SECRET });
  try {
    const load = await mixed(workers.gate, origin, { requests: Number(LOAD_REQUESTS), connections: 16 });
    console.log(`${load.requests} requests over 16 connections, ${load.rate} a second, no wrong decision;`);
    console.log(`the origin got the ${load.passed} good ones and nothing else:`);
    for (const [kind, count] of Object.entries(load.counts))
      console.log(`  ${String(count).padStart(7)}  ${kind}`);

    const size = { requests: Number(LOAD_REQUESTS), connections: 16 };
    const proven = await proofs(workers.dpop, origin, size);
    console.log(
      `\n${proven.requests} requests with proofs of possession (DPoP, ES256) of 600 clients, ${proven.rate} a second,`,
    );
    console.log(`no wrong decision; the origin got the ${proven.passed} good ones and nothing else:`);
    for (const [kind, count] of Object.entries(proven.counts))
      console.log(`  ${String(count).padStart(7)}  ${kind}`);

    const times = await latency(workers, { rounds: Number(LOAD_ROUNDS) });
    console.log(`\nlatency over one connection, ${LOAD_ROUNDS} pairs in turn, HS256:`);
    for (const [name, { gate, bare, dpop, clients, durable, ratio }] of Object.entries(times)) {
      const [through, beside, ...withProof] = [gate, bare, dpop, clients, durable].map(
        (time) => `${time.toFixed(3)} ms`,
      );
      console.log(
        `  ${name}: ${through} through the gate, ${beside} through a bare proxy: ${ratio.toFixed(2)} times`,
      );
      console.log(
        `    with a proof ${withProof[0]}, of a new client ${withProof[1]}, used up in a Durable Object ${withProof[2]}`,
      );
    }
  } finally {
    await workers.dispose();
  }

  const told = await rotation(origin);
  console.log(
    `\nkeys rotated, and their server killed and restarted, during ${told.requests} requests (ES256):`,
  );
  console.log(`  ${told.good} good tokens let in, ${told.forged} forged ones refused`);
  console.log(
    `  ${told.early} tokens of a key that was just published refused, up to ${told.knownAfter.toFixed(2)} s after`,
  );
  console.log(
    `  ${told.late} tokens of a withdrawn key let in, up to ${told.refusedAfter.toFixed(2)} s after; ${told.withdrawn} refused`,
  );
  console.log(`  ${told.fetches} fetches of the key set`);
} finally {
  origin.close();
}
