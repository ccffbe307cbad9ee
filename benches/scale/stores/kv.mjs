// Workers KV as its documentation describes it: one place where everything is, and copies of what was read, or not found,
// that a location goes on with for a while.

export function centralKv(clock) {
  const values = new Map();
  return {
    async get(key) {
      const entry = values.get(key);
      return entry !== undefined && clock.seconds < entry.until ? entry.value : null;
    },
    async put(key, value, { expirationTtl }) {
      values.set(key, { value, until: clock.seconds + expirationTtl });
    },
  };
}

/** @param behind where reads go that find no copy here, and all writes */
export function kvCopy(behind, ttl, clock) {
  const copies = new Map();
  return {
    async get(key) {
      const copy = copies.get(key);
      if (copy !== undefined && clock.seconds < copy.until) return copy.value;
      const value = await behind.get(key);
      copies.set(key, { value, until: clock.seconds + ttl });
      return value;
    },
    // "Usually immediately visible" where it was written.
    async put(key, value, options) {
      await behind.put(key, value, options);
      copies.set(key, { value, until: clock.seconds + ttl });
    },
  };
}

/** The same binding, with what it is asked for counted. */
export function countedKv(namespace, counts) {
  return {
    get(key) {
      counts.kvRead += 1;
      return namespace.get(key);
    },
    put(...parameters) {
      counts.kvWrite += 1;
      return namespace.put(...parameters);
    },
  };
}
