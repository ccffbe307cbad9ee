// Summarises all sections: our candidates beside each peer.
import { timesAsFast } from "./statistics.mjs";
import { aligned } from "./table.mjs";

/**
 * Our first candidate, which is what the others are compared with, and the one that leaves nothing to the host.
 * @param results sections with their lanes
 */
export function summary(results) {
  const peers = [...new Set(results.flatMap(({ lanes }) => [...peersOf(lanes).keys()]))];
  const rows = results.flatMap(({ id, where, lanes }) => {
    const others = peersOf(lanes);
    const ratio = (times, peer) => {
      const other = others.get(peer);
      return other ? `${timesAsFast(times, other.times).toFixed(2)}×` : "–";
    };
    return lanes
      .filter(({ name }, index) => index === 0 || /^jwt-wasm \w+, wasm$/.test(name))
      .map(({ name, times }) => [where, id, name, ...peers.map((peer) => ratio(times, peer))]);
  });
  return [
    "How many times as fast as (node:crypto and webcrypto: the signature alone)",
    ...aligned([["", "", "", ...peers], ...rows], 3),
  ].join("\n");
}

/** By package its first candidate, which stands for it: it does the same work as ours. Lanes or rows. */
export function peersOf(candidates) {
  const first = new Map();
  for (const candidate of candidates) {
    const { package: name } = candidate;
    if (name !== "jwt-wasm" && !first.has(name)) first.set(name, candidate);
  }
  return first;
}
