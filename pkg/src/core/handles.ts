/// <reference lib="esnext.disposable" preserve="true" />
import { core } from "../../generated/core.js";

/** The core's function that frees a part. */
type Free = "freeKey" | "freeVerifier";

const registry =
  typeof FinalizationRegistry === "function"
    ? new FinalizationRegistry<readonly [Free, number]>(([free, number]) => core[free](number))
    : undefined;

/** Frees the core's part of an object when the object is garbage-collected. */
export function freeWithOwner(free: Free, owner: object, number: number): void {
  registry?.register(owner, [free, number], owner);
}

/** Frees the core's part of an object at once. */
export function freeNow(free: Free, owner: object, number: number): void {
  registry?.unregister(owner);
  core[free](number);
}

/** Lets `using` free the objects of a class. Older runtimes have no `Symbol.dispose`. */
export function disposable({ prototype }: { readonly prototype: { free(): void } }): void {
  if (Symbol.dispose) Object.defineProperty(prototype, Symbol.dispose, { value: prototype.free });
}
