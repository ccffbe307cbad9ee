// What the gate adds to a request, against the bare proxy: one at a time, the two in turn, as a ratio.
import { client } from "./lib/client.mjs";
import { hs256 } from "./lib/tokens.mjs";

const WARM_UP = 200;

export async function latency({ gate, bare }, { rounds }) {
  const { send, close } = client(1);
  const times = { gate: [], bare: [] };
  const authorization = `Bearer ${hs256({ sub: "alice" })}`;
  const timed = async (name, url) => {
    const started = performance.now();
    const { status } = await send(`${url}/latency`, authorization);
    if (status !== 200) throw new Error(`${name} answered ${status}`);
    times[name].push(performance.now() - started);
  };
  for (let round = -WARM_UP; round < rounds; round++) {
    if (round === 0) times.gate.length = times.bare.length = 0;
    // In turn first and second, since the second finds warmer caches.
    const pair = [() => timed("gate", gate), () => timed("bare", bare)];
    if (round % 2 === 0) pair.reverse();
    for (const measure of pair) await measure();
  }
  close();
  const quantiles = (name) => times[name].sort((a, b) => a - b);
  const at = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  const [through, beside] = [quantiles("gate"), quantiles("bare")];
  return Object.fromEntries(
    [
      ["median", 0.5],
      ["p99", 0.99],
    ].map(([name, share]) => {
      const [withGate, without] = [at(through, share), at(beside, share)];
      return [name, { gate: withGate, bare: without, ratio: withGate / without }];
    }),
  );
}
