import { isJwtError, unavailableHere } from "../error.js";
import type { RemoteSource } from "./source.js";

/** Where a set comes from. */
export type SetSource<S> = Pick<RemoteSource<S>, "current" | "refreshed" | "peek">;

/**
 * The set, if it is there without a request.
 * @throws {JwtError} `sync_unavailable`
 */
export function setAtHand<S>(source: SetSource<S>): S {
  const set = source.peek();
  if (set) return set;
  const message =
    "the key set is not loaded, or no longer fresh: await the function without Sync, or call prefetch first";
  throw unavailableHere(message);
}

/** Uses the set, and then a newer set if there is one and the key was not found in the first. */
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
