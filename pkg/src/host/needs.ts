import { JwtError } from "../error.js";

/** What every call needs of a runtime. */
const NEEDED = ["WebAssembly", "TextEncoder", "TextDecoder"] as const;

/**
 * A global of the runtime's, taken when it is used: importing the package must not fail where there is none, as in React
 * Native's Hermes.
 * @throws {JwtError} `sync_unavailable`
 */
export function needed<N extends keyof typeof globalThis>(name: N): (typeof globalThis)[N] {
  const { [name]: found } = globalThis;
  if (found !== undefined && found !== null) return found;
  throw new JwtError(`this runtime has no ${name}, which jwt-wasm needs`, { code: "sync_unavailable" });
}

/** @throws {JwtError} `sync_unavailable`, which names what is missing */
export function checkRuntime(): void {
  for (const name of NEEDED) needed(name);
}
