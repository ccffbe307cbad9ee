/// <reference lib="esnext.disposable" preserve="true" />
import type { Verifier } from "../types.js";
import { explained, explainedSync } from "./explain.js";
import { type AskSchema, typed, typedSync } from "./payload.js";

/** A verifier that runs a schema after every other check. */
export function withSchema<P>(verifier: Verifier<unknown>, ask: AskSchema): Verifier<P> {
  const free = () => verifier.free();
  return {
    verify: (token) => typed(verifier.verify(token), ask),
    verifySync: (token) => typedSync(verifier.verifySync(token), ask),
    explain: (token) => explained(verifier.explain(token), ask),
    explainSync: (token) => explainedSync(verifier.explainSync(token), ask),
    free,
    // Older runtimes have no `Symbol.dispose`.
    [Symbol.dispose ?? "dispose"]: free,
  } as Verifier<P>;
}
