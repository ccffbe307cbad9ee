/// <reference lib="esnext.disposable" preserve="true" />
import { freeKey, freeVerifier } from "../../generated/core.js";

const FREE = { key: freeKey, verifier: freeVerifier };

const registry =
  typeof FinalizationRegistry === "function"
    ? new FinalizationRegistry<readonly [keyof typeof FREE, number]>(([kind, number]) => FREE[kind](number))
    : undefined;

/** What the core keeps for an object goes when the object is collected. */
export function freeLater(kind: keyof typeof FREE, owner: object, number: number): void {
  registry?.register(owner, [kind, number], owner);
}

/** As {@link freeLater}, now. */
export function freeNow(kind: keyof typeof FREE, owner: object, number: number): void {
  registry?.unregister(owner);
  FREE[kind](number);
}

/** Lets `using` free it. Older runtimes lack the symbol. */
export function disposable({ prototype }: { readonly prototype: { free(): void } }): void {
  if (Symbol.dispose) Object.defineProperty(prototype, Symbol.dispose, { value: prototype.free });
}
