// Everything that is simulated, as plain numbers.
import { busiestRate, isolatesOf, WORLD } from "./assumptions.mjs";
import { costs } from "./costs.mjs";
import { changes, deployment, fetchRates, flood, outage } from "./keys.mjs";
import { revocationDelays } from "./revocation.mjs";

const SEED = 1;

/** The tests simulate this part each time: the same load, but fewer locations. */
export const SMALL = { ...WORLD, users: 200_000, locations: 6 };

export async function simulate(world, { sessions, tell = () => {} }) {
  const told = { isolates: isolatesOf(world), requestsPerSecond: Math.round(busiestRate(world)) };
  const parts = {
    fetchRates,
    flood,
    deployment,
    changes,
    outage,
    revocation: () => revocationDelays(world, SEED, sessions),
    costs,
  };
  for (const [name, part] of Object.entries(parts)) {
    tell(name);
    told[name] = await part(world, SEED);
  }
  return told;
}

/**
 * Simulates the whole network, and a small one with which the tests check that the code still behaves the
 * same.
 */
export async function simulateAll(tell) {
  const small = await simulateSmall();
  return { small, whole: await simulate(WORLD, { sessions: 500, tell }) };
}

export const simulateSmall = () => simulate(SMALL, { sessions: 25 });
