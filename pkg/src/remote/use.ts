import { isJwtError, unavailableHere } from "../error.js";
import type { RemoteSource } from "./source.js";

/** Where a set comes from. */
export type SetSource<S> = Pick<RemoteSource<S>, "current" | "refreshed" | "peek">;

/**
 * The set as far as it is there without waiting.
 * @throws {JwtError} `sync_unavailable`
 */
export function setAtHand<S>(source: SetSource<S>): S {
  const set = source.peek();
  if (set) return set;
  const message =
    "the key set is not there, or not fresh: await the function without Sync, or prefetch before";
  throw unavailableHere(message);
}

/** Uses the set, and once more if a key was not found and there is a newer set. */
export async function withSet<S, T>(source: SetSource<S>, use: (set: S) => Promise<T>): Promise<T> {
  const set = await source.current();
  try {
    return await use(set);
  } catch (error) {
    const isUnknown = isJwtError(error) && error.code === "key_not_found";
    const newer = isUnknown ? await source.refreshed(set) : undefined;
    if (newer === undefined) throw error;
    return use(newer);
  }
}
