// What the simulation takes for given. What the package decides is not here: its own code is asked.

/** The network and its users. Times are in seconds. */
export const WORLD = {
  users: 10_000_000,
  locations: 300,
  requestsPerUserPerDay: 100,
  /** The busiest hour has this many times the average. */
  peak: 2,
  /** Each user is there for so long a day, and logs in, and out, this often. */
  presentPerDay: 3600,
  loginsPerUserPerDay: 0.2,
  /** The busiest location has as many isolates as it needs at this rate each, and the quietest has this many. */
  requestsPerIsolate: 25,
  fewestIsolates: 4,
  /** How long an isolate lives on average, until it is evicted or the Worker is deployed again. */
  isolateLife: 7200,
  /** How long the provider of keys takes to answer, and a location's cache. */
  providerLatency: 0.15,
  cacheLatency: 0.005,
  /** Tokens with random key ids that an attacker sends to each isolate, a second. */
  flood: 50,
  /** Between two requests with a token that was revoked, at a location that did not revoke it. */
  pauseOfRevoked: 1,
};

/** How long a location goes on with what it read of Workers KV, or did not find there: the default, in seconds. */
export const KV_CACHE_TTL = 60;

/** For how long a Durable Object is busy with one of our requests, in seconds, and what it is billed for, in GB. */
export const OBJECT = { busy: 0.005, memory: 0.128, storage: 12e-6 };

/** Dollars for a million, or for a GB a month, beyond what is included. Sources: docs/scale.md. */
export const PRICES = {
  workerRequest: 0.3,
  kvRead: 0.5,
  kvWrite: 5,
  objectRequest: 0.15,
  objectSecond: 12.5,
  rowRead: 0.001,
  rowWritten: 1,
  objectStorage: 0.2,
};

export const requestsPerDay = ({ users, requestsPerUserPerDay }) => users * requestsPerUserPerDay;

/** At the busiest hour, a second. */
export const busiestRate = (world) => (requestsPerDay(world) / 86_400) * world.peak;

/** Requests a second and isolates of each location: the n-th largest has 1/n of the largest's (Zipf). */
export function locationsOf(world) {
  const weights = Array.from({ length: world.locations }, (_, index) => 1 / (index + 1));
  const total = weights.reduce((sum, weight) => sum + weight);
  return weights.map((weight) => {
    const rate = (busiestRate(world) * weight) / total;
    return { rate, isolates: Math.max(world.fewestIsolates, Math.ceil(rate / world.requestsPerIsolate)) };
  });
}

export const isolatesOf = (world) => locationsOf(world).reduce((sum, { isolates }) => sum + isolates, 0);
