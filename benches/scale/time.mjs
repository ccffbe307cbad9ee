// Simulated time that jumps from event to event. Meanwhile it replaces `Date.now` and timers for the package.

const turn = setImmediate;

/** A clock that starts at an arbitrary moment and counts seconds from there. */
const START = 1_800_000_000;

class Clock {
  #time = 0;
  /** In order of time; events at the same time in the order in which they were requested. */
  #events = [];

  get seconds() {
    return this.#time;
  }

  at(time, run) {
    const event = { time: Math.max(time, this.#time), run };
    let [low, high] = [0, this.#events.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#events[middle].time <= event.time) low = middle + 1;
      else high = middle;
    }
    this.#events.splice(low, 0, event);
    return event;
  }

  cancel(event) {
    const index = this.#events.indexOf(event);
    if (index >= 0) this.#events.splice(index, 1);
  }

  pass(seconds) {
    return new Promise((resolve) => this.at(this.#time + seconds, resolve));
  }

  /** Jumps to a moment without events. */
  set(time) {
    this.#time = time;
  }

  async runUntil(end) {
    for (;;) {
      const [event] = this.#events;
      if (event === undefined || event.time > end) break;
      this.#events.shift();
      this.#time = event.time;
      event.run();
      // Everything that follows without waiting happens at the same moment.
      await new Promise((resolve) => turn(resolve));
    }
    this.#time = end;
  }
}

/** Runs code as in Cloudflare Workers, as far as the package can see, on a simulated clock. */
export async function inWorkers(run) {
  const clock = new Clock();
  const stand = {
    navigator: { userAgent: "Cloudflare-Workers" },
    // The runner passes the cache of a location and the provider.
    caches: {},
    fetch: undefined,
    setTimeout: (work, milliseconds) => clock.at(clock.seconds + milliseconds / 1000, work),
    clearTimeout: (event) => clock.cancel(event),
  };
  const before = new Map(
    Object.keys(stand).map((name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)]),
  );
  const { now } = Date;
  const { stackTraceLimit } = Error;
  for (const [name, value] of Object.entries(stand)) {
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  }
  Date.now = () => (START + clock.seconds) * 1000;
  // Errors are only counted here, and creating stack traces would take most of the time.
  Error.stackTraceLimit = 0;
  try {
    return await run(clock);
  } finally {
    Date.now = now;
    Error.stackTraceLimit = stackTraceLimit;
    for (const [name, descriptor] of before) {
      if (descriptor) Object.defineProperty(globalThis, name, descriptor);
      else delete globalThis[name];
    }
  }
}
