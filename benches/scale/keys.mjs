// How often a provider is asked for its keys, and how a change of them spreads.
import { locationsOf } from "./assumptions.mjs";
import { runLocation } from "./location.mjs";
import { quantiles, randomOf } from "./random.mjs";
import { inWorkers } from "./time.mjs";

/** What a provider states, and for how long a set then lives. */
const NOTHING_STATED = { cacheControl: undefined, lifetime: 600 };
const AN_HOUR = { cacheControl: "max-age=3600", lifetime: 3600 };
const LEAST = { cacheControl: "no-store", lifetime: 60 };

/** Every location by itself: they share nothing but the provider, which is always as fast. */
async function run(world, seed, { phase = 0, ...scenario }) {
  const seen = { fetches: [], refused: 0, delays: [] };
  for (const [index, location] of locationsOf(world).entries()) {
    const random = randomOf(seed * 1000 + index);
    // What happens to all of them at one time finds each at another point of a set's life.
    const shift = phase * random.uniform();
    const one = await inWorkers((clock) =>
      runLocation(location, { world, scenario: shifted(scenario, shift), clock, random }),
    );
    for (const time of one.fetches) seen.fetches.push(time - shift);
    seen.refused += one.refused;
    for (const time of one.changed) {
      // A place whose isolate has just begun has asked nobody yet.
      if (time !== undefined) seen.delays.push(time - shift - scenario.change.at);
    }
  }
  return seen;
}

function shifted({ duration, change, outage, ...scenario }, by) {
  return {
    ...scenario,
    duration: duration + by,
    change: change && { ...change, at: change.at + by },
    outage: outage && { from: outage.from + by, until: outage.until + by },
  };
}

/** Each isolate for itself, and with the Cache API between those of a location. */
async function both(work, ...more) {
  const caches = {
    own: undefined,
    shared: "location",
    ...Object.fromEntries(more.map((name) => [name, name])),
  };
  const told = {};
  for (const [name, cache] of Object.entries(caches)) told[name] = await work(cache);
  return told;
}

const countWithin = (times, from, until) => times.filter((time) => time >= from && time < until).length;
const rounded = (number) => Number(number.toPrecision(3));

function busiestSecond(times) {
  const counts = new Map();
  for (const time of times) counts.set(Math.floor(time), (counts.get(Math.floor(time)) ?? 0) + 1);
  return Math.max(0, ...counts.values());
}

/** Fetches a second after all isolates have begun, one by one. */
async function usual(world, seed, { cacheControl, lifetime, cache, isFlooded }) {
  const duration = lifetime * 3;
  const scenario = { cacheControl, cache, isFlooded, start: lifetime, phase: lifetime, duration };
  const { fetches } = await run(world, seed, scenario);
  return rounded(countWithin(fetches, lifetime, duration) / (duration - lifetime));
}

export async function fetchRates(world, seed) {
  const rows = [];
  for (const stated of [LEAST, NOTHING_STATED, AN_HOUR]) {
    rows.push({ ...stated, ...(await both((cache) => usual(world, seed, { ...stated, cache }))) });
  }
  return rows;
}

/** Tokens with random key ids come to every isolate, whose set is renewed before it could expire. */
export function flood(world, seed) {
  return both((cache) => usual(world, seed, { ...NOTHING_STATED, lifetime: 60, cache, isFlooded: true }));
}

/** All isolates begin at once, as after a deployment that reaches all of them in the same moment. */
export function deployment(world, seed) {
  return both(async (cache) => {
    const { fetches } = await run(world, seed, { cache, start: 0, duration: 30 });
    return { busiestSecond: busiestSecond(fetches), total: fetches.length };
  });
}

const CHANGES = {
  /** The new key does not sign yet, or what is new is that the old one is gone: tokens are signed with another. */
  ahead: NOTHING_STATED,
  aheadOfAnHour: AN_HOUR,
  atOnce: { ...NOTHING_STATED, signs: true },
  atOnceFlooded: { ...NOTHING_STATED, signs: true, isFlooded: true },
};

/** How long after the change isolates have the new set, and how many good tokens were refused meanwhile. */
export async function changes(world, seed) {
  const told = {};
  for (const [name, { cacheControl, lifetime, signs = false, isFlooded = false }] of Object.entries(
    CHANGES,
  )) {
    told[name] = await both(async (cache) => {
      const change = { at: lifetime, signs };
      const duration = lifetime + (signs ? 120 : lifetime + 60);
      const scenario = { cacheControl, cache, isFlooded, start: lifetime, phase: lifetime, duration, change };
      const { delays, refused } = await run(world, seed, scenario);
      const { median, p99, most } = quantiles(delays);
      return {
        median: rounded(median),
        p99: rounded(p99),
        most: rounded(most),
        refused: Math.round(refused),
      };
    });
  }
  return told;
}

/** The provider answers 503 for an hour. */
export function outage(world, seed) {
  const { lifetime } = NOTHING_STATED;
  const down = { from: lifetime, until: lifetime + 3600 };
  const work = async (cache) => {
    const scenario = { cache, start: lifetime, phase: lifetime, duration: down.until + 600, outage: down };
    const { fetches, refused } = await run(world, seed, scenario);
    const perSecond = rounded(countWithin(fetches, down.from, down.until) / 3600);
    return { perSecond, refused: Math.round(refused) };
  };
  return both(work, "kept");
}
