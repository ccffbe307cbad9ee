// Everything that is simulated, as plain numbers.
import { busiestRate, isolatesOf, WORLD } from "./assumptions.mjs";
import { costs } from "./costs.mjs";
import { changes, deployment, fetchRates, flood, outage } from "./keys.mjs";
import { revocationDelays } from "./revocation.mjs";

const SEED = 1;

/** What the tests simulate again each time: as busy locations, but few of them. */
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

/** Of the whole network, and of the small one, by which the tests tell that the code still does the same. */
export async function simulateAll(tell) {
  const small = await simulateSmall();
  return { small, whole: await simulate(WORLD, { sessions: 500, tell }) };
}

export const simulateSmall = () => simulate(SMALL, { sessions: 25 });
