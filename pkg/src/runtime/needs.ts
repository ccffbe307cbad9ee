import { unavailableHere } from "../error.js";
import { nodeModule } from "./builtin.js";

/** The globals that every call needs. */
const NEEDED = ["WebAssembly", "TextEncoder", "TextDecoder"] as const;

/** The built-in modules of Node that have these functions too: Jest's environment for jsdom hides the global ones. */
const IN_NODE: { readonly [name: string]: string | null } = {
  __proto__: null,
  TextEncoder: "node:util",
  TextDecoder: "node:util",
  atob: "node:buffer",
  btoa: "node:buffer",
};

/**
 * A global of the runtime. It is looked up when it is used, so that importing the package does not fail where it is
 * missing, such as in React Native's Hermes.
 * @throws {JwtError} `sync_unavailable`
 */
export function needed<N extends keyof typeof globalThis>(name: N): (typeof globalThis)[N] {
  const found = known(name);
  if (found !== undefined) return found as (typeof globalThis)[N];
  // The error names what has no polyfill first, so that nobody adds polyfills in vain.
  const first = NEEDED.find((other) => known(other) === undefined) ?? name;
  throw unavailableHere(`this runtime has no ${first}, which jwt-wasm needs`);
}

function known(name: keyof typeof globalThis): unknown {
  const place = IN_NODE[name];
  return globalThis[name] ?? (place && nodeModule(place)?.[name]) ?? undefined;
}

/** @throws {JwtError} `sync_unavailable`, which names what is missing */
export function checkRuntime(): void {
  for (const name of NEEDED) needed(name);
}
