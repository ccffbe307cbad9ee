// All cases at a glance: our main ways beside each peer.
import { aligned, timesAsFast } from "./report.mjs";

/** @param {{ name: string, measured: { candidate: object, times: number[] }[] }[]} results */
export function summary(results) {
  const peers = [...new Set(results.flatMap(({ measured }) => [...firsts(measured).keys()]))];
  const rows = results.flatMap(({ name, measured }) => {
    const others = firsts(measured);
    const ratio = (times, peer) => {
      const other = others.get(peer);
      return other ? `${timesAsFast(times, other).toFixed(2)}×` : "–";
    };
    return measured
      .filter(({ candidate }) => candidate.isHeadline)
      .map(({ candidate, times }) => [name, candidate.name, ...peers.map((peer) => ratio(times, peer))]);
  });
  return [
    "How many times as fast as (node: the signature alone)",
    ...aligned([["", "", ...peers], ...rows], 2),
  ].join("\n");
}

/** The times of each peer's first candidate, which stands for the package. */
function firsts(measured) {
  const times = new Map();
  for (const lane of measured) {
    const { package: name } = lane.candidate;
    if (name !== "jwt-wasm" && !times.has(name)) times.set(name, lane.times);
  }
  return times;
}
