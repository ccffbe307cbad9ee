// The time that the gate adds to a request, as a ratio to the bare proxy. Requests are sent one at a time and in turn. Proofs of
// possession are measured beside bearer tokens, with one client's key and with a new client each time.
import { client } from "./lib/client.mjs";
import { request } from "./lib/proofs.mjs";
import { hs256 } from "./lib/tokens.mjs";

const WARM_UP = 200;
const PATH = "/latency";

/** @returns for each quantile, the time of each way, and the gate's time as a multiple of the bare proxy's */
export async function latency({ gate, bare, dpop }, { rounds }) {
  const { send, close } = client(1);
  const bearer = { authorization: `Bearer ${hs256({ sub: "alice" })}` };
  const proven = (index, path = PATH) => request(index, { sub: "alice", path });
  // The client's own work is not timed.
  const ways = {
    gate: () => [gate + PATH, bearer],
    bare: () => [bare + PATH, bearer],
    dpop: () => [dpop + PATH, proven(0)],
    clients: (round) => [dpop + PATH, proven(round + WARM_UP)],
    durable: () => [`${dpop}${PATH}?durable`, proven(0)],
  };
  const times = Object.fromEntries(Object.keys(ways).map((name) => [name, []]));
  const timed = async (name, round) => {
    const [url, headers] = ways[name](round);
    const started = performance.now();
    const { status, text } = await send(url, headers);
    if (status !== 200) throw new Error(`${name} answered ${status} ${text}`);
    times[name].push(performance.now() - started);
  };
  for (let round = -WARM_UP; round < rounds; round++) {
    if (round === 0) for (const list of Object.values(times)) list.length = 0;
    // The order is reversed in turn, because later requests find warmer caches.
    const names = Object.keys(ways);
    if (round % 2 === 0) names.reverse();
    for (const name of names) await timed(name, round);
  }
  close();
  const at = (name, share) => {
    const sorted = times[name].sort((a, b) => a - b);
    return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  };
  const quantile = (share) => {
    const found = Object.fromEntries(Object.keys(ways).map((name) => [name, at(name, share)]));
    return { ...found, ratio: found.gate / found.bare };
  };
  return { median: quantile(0.5), p99: quantile(0.99) };
}
