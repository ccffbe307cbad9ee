// Workers KV as its documentation describes it: one central store, and copies of entries that were read, or
// not found,
// which a location uses for a while.

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

/** @param behind the central store, for reads without a local copy and for all writes */
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
    // "Usually immediately visible" at the location of the write.
    async put(key, value, options) {
      await behind.put(key, value, options);
      copies.set(key, { value, until: clock.seconds + ttl });
    },
  };
}

/** The same binding, counting its operations. */
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
