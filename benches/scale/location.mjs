// Simulates one location: its isolates, their shared cache, and the connection to the provider.
import { cacheApi } from "../../pkg/dist/remote/source.js";
import { Isolate } from "./isolate.mjs";

/**
 * @param scenario
 *   `cache`: `"location"` for the Cache API, `"kept"` for a store that keeps what has expired as well, or `undefined`
 *   `start`: for how long isolates begin one by one; 0 for all at once
 *   `change`: from when on the provider has another key, and `signs`, whether tokens are signed with it at once
 *   `outage`: from when until when the provider answers 503
 *   `isFlooded`: whether tokens with random key ids come as well
 * @returns what was asked of the provider, and what became of each place
 */
export async function runLocation({ rate, isolates }, { world, scenario, clock, random }) {
  const seen = { fetches: [], refused: 0 };
  globalThis.fetch = provider(seen, { world, scenario, clock });
  const network = cacheOf(scenario, world, clock);
  const places = Array.from(
    { length: isolates },
    () => new Place(rate / isolates, { world, scenario, clock, random, network, seen }),
  );
  for (const place of places) clock.at(random.uniform() * scenario.start, () => place.begin());
  await clock.runUntil(scenario.duration);
  return { ...seen, changed: places.map(({ changedAt }) => changedAt) };
}

const isOver = (time, change) => change !== undefined && time >= change.at;

function provider(seen, { world, scenario, clock }) {
  const { cacheControl, change, outage } = scenario;
  const headers = cacheControl === undefined ? {} : { "cache-control": cacheControl };
  return async () => {
    const asked = clock.seconds;
    seen.fetches.push(asked);
    await clock.pass(world.providerLatency);
    const isDown = outage !== undefined && asked >= outage.from && asked < outage.until;
    if (isDown) return new Response("", { status: 503 });
    const keys = isOver(asked, change) ? ["lasting", "new"] : ["lasting"];
    return new Response(JSON.stringify({ keys }), { headers });
  };
}

function cacheOf({ cache }, world, clock) {
  if (cache === undefined) return {};
  if (cache === "kept") return { cache: keptStore(world, clock) };
  globalThis.caches.default = locationCache(world, clock);
  return { cache: cacheApi() };
}

/** Like Workers KV with a long `expirationTtl`: the package itself checks the times in an entry. */
function keptStore({ cacheLatency }, clock) {
  let held;
  return {
    async get() {
      await clock.pass(cacheLatency);
      return held;
    },
    async set(_, entry) {
      await clock.pass(cacheLatency);
      held = entry;
    },
  };
}

/** The Cache API of Workers: one cache for each location, without expired entries. */
function locationCache({ cacheLatency }, clock) {
  let held;
  return {
    async match() {
      await clock.pass(cacheLatency);
      return held !== undefined && clock.seconds < held.until ? new Response(held.text) : undefined;
    },
    async put(_, response) {
      const text = await response.text();
      const [, seconds] = /max-age=(\d+)/.exec(response.headers.get("cache-control"));
      await clock.pass(cacheLatency);
      held = { text, until: clock.seconds + Number(seconds) };
    },
  };
}

/** A slot in which one isolate replaces another. */
class Place {
  /** When it got the changed set. */
  changedAt;
  #rate;
  #setting;
  #isolate;
  #dies;
  #next;
  #quiet;

  constructor(rate, setting) {
    this.#rate = rate;
    this.#setting = setting;
  }

  begin() {
    const { world, clock, random, network } = this.#setting;
    this.#isolate = new Isolate(network);
    this.#dies = clock.seconds + random.wait(1 / world.isolateLife);
    this.#plan();
  }

  /** The current signing key. */
  get #kid() {
    const { scenario, clock } = this.#setting;
    const { change } = scenario;
    return change?.signs && isOver(clock.seconds, change) ? "new" : "lasting";
  }

  get #hasChanged() {
    return this.#isolate.set?.keys.includes("new") ?? false;
  }

  #plan() {
    const { world, scenario, clock, random } = this.#setting;
    clock.cancel(this.#next);
    this.#tally();
    const quiet = this.#isolate.quiet(this.#kid);
    this.#quiet = { ...quiet, from: clock.seconds };
    const good = clock.seconds + quiet.seconds + random.wait(this.#rate);
    const flood = scenario.isFlooded
      ? clock.seconds + this.#isolate.quiet().seconds + random.wait(world.flood)
      : Number.POSITIVE_INFINITY;
    const change = isOver(clock.seconds, scenario.change) ? undefined : scenario.change?.at;
    const time = Math.min(good, flood, this.#dies, change ?? Number.POSITIVE_INFINITY);
    this.#next = clock.at(time, () => {
      if (time === this.#dies) return this.#replace();
      if (time === good) this.#send(this.#kid);
      else if (time === flood) this.#send(undefined);
      this.#plan();
    });
  }

  /** The skipped requests that would have been refused: the average number. */
  #tally() {
    const { clock, seen } = this.#setting;
    if (this.#quiet?.refuses !== true) return;
    const { from, seconds } = this.#quiet;
    seen.refused += this.#rate * Math.min(seconds, clock.seconds - from);
    this.#quiet = undefined;
  }

  async #send(kid) {
    const { clock, seen } = this.#setting;
    const isolate = this.#isolate;
    const code = await isolate.verify(kid);
    if (isolate !== this.#isolate) return;
    if (code !== undefined && kid !== undefined) seen.refused += 1;
    if (!this.#hasChanged) this.changedAt = undefined;
    else this.changedAt ??= clock.seconds;
    this.#plan();
  }

  #replace() {
    this.#tally();
    this.begin();
  }
}
