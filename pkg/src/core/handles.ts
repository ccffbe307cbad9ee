/// <reference lib="esnext.disposable" preserve="true" />
import { freeKey, freeVerifier } from "../../generated/core.js";

const FREE = { key: freeKey, verifier: freeVerifier };

const registry =
  typeof FinalizationRegistry === "function"
    ? new FinalizationRegistry<readonly [keyof typeof FREE, number]>(([kind, number]) => FREE[kind](number))
    : undefined;

/** Frees the core's part of an object when the object is garbage-collected. */
export function freeLater(kind: keyof typeof FREE, owner: object, number: number): void {
  registry?.register(owner, [kind, number], owner);
}

/** Frees the core's part of an object at once. */
export function freeNow(kind: keyof typeof FREE, owner: object, number: number): void {
  registry?.unregister(owner);
  FREE[kind](number);
}

/** Lets `using` free the objects of a class. Older runtimes have no `Symbol.dispose`. */
export function disposable({ prototype }: { readonly prototype: { free(): void } }): void {
  if (Symbol.dispose) Object.defineProperty(prototype, Symbol.dispose, { value: prototype.free });
}
