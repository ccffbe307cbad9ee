import { useEffect, useState } from "preact/hooks";

const arrived = new WeakMap<() => Promise<object>, object>();

async function arrival<T extends object>(load: () => Promise<T>): Promise<T> {
  const part = await load();
  arrived.set(load, part);
  return part;
}

/** Loads parts before anyone needs them. If that fails, they are loaded again where they are needed. */
export function preload(...loads: readonly (() => Promise<object>)[]): void {
  for (const load of loads) arrival(load).catch(() => {});
}

/**
 * A part of the page that only some people need.
 * @param load the same function each time, whose `import()` the browser answers once
 * @returns `undefined` until it is there, and "failed" if it does not come, such as without a connection
 */
export function useLoaded<T extends object>(
  load: () => Promise<T>,
  isWanted: boolean,
): T | undefined | "failed" {
  const [state, setLoaded] = useState<T | "failed">();
  const loaded = (arrived.get(load) as T | undefined) ?? state;
  useEffect(() => {
    if (!isWanted || loaded !== undefined) return;
    void arrival(load).then(setLoaded, () => setLoaded("failed"));
  }, [isWanted, loaded]);
  return loaded;
}
