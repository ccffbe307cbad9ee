// Durable Objects of the package's own class, each in one place and handling one request at a time, counting
// what is billed.
import { TokenFamily } from "jwt-wasm/issuer";

export function objects(counts = { objectRequest: 0, rowRead: 0, rowWritten: 0 }) {
  const all = new Map();
  const objectOf = (name) => {
    if (!all.has(name)) all.set(name, new TokenFamily({ storage: storage(counts) }));
    return all.get(name);
  };
  const namespace = {
    idFromName: (name) => name,
    get: (name) => ({
      fetch(url, init) {
        counts.objectRequest += 1;
        return objectOf(name).fetch(new Request(url, init));
      },
    }),
  };
  /** Runs the alarm, which counts as a request. */
  const alarm = (name) => {
    counts.objectRequest += 1;
    return objectOf(name).alarm();
  };
  return { namespace, alarm };
}

/** A key is a row, and so is an alarm; a deletion counts as a write. */
function storage(counts) {
  const values = new Map();
  return {
    kv: {
      get(key) {
        counts.rowRead += 1;
        return values.get(key);
      },
      put(key, value) {
        counts.rowWritten += 1;
        values.set(key, value);
      },
    },
    async setAlarm() {
      counts.rowWritten += 1;
    },
    async deleteAll() {
      counts.rowWritten += values.size;
      values.clear();
    },
  };
}
