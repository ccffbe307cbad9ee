import { isJwtError, type JwtError, unavailableHere } from "../error.js";
import { checkRuntime } from "../runtime/needs.js";
import type { EngineName, ModuleName } from "./names.js";

export type { EngineName, ModuleName } from "./names.js";

/** Provides an engine. */
export type EngineLoader = (name: EngineName) => Promise<void>;

type Source = () => BufferSource | WebAssembly.Module;

const sources = new Map<ModuleName, Source>();
const instances = new Map<ModuleName, WebAssembly.Exports>();
let engineLoader: EngineLoader | undefined;
let isCallers = false;

/**
 * Registers where a module comes from. It is compiled and instantiated by the first call that needs it.
 * @param byCaller whether the caller provides it
 */
export function provide(name: ModuleName, source: Source, byCaller = false): void {
  sources.set(name, source);
  isCallers ||= byCaller;
}

export function provideLoader(loader: EngineLoader | undefined): void {
  engineLoader = loader;
}

/** What loads engines, if the program and the runtime have it. */
export function loader(): EngineLoader | undefined {
  return engineLoader;
}

export function isProvided(name: ModuleName): boolean {
  return sources.has(name);
}

/** Whether the caller provides the modules by `init`. */
export function comesFromCaller(): boolean {
  return isCallers;
}

/**
 * The result of `instantiate` for a module.
 * @throws {JwtError} `sync_unavailable`, with the reason in the message
 */
export function instantiated<T>(name: ModuleName, instantiate: (module: WebAssembly.Module) => T): T {
  checkRuntime();
  const source = sources.get(name);
  if (!source) {
    const others = name === "core" ? "" : `, "${name}"`;
    throw unavailableHere(
      `the WebAssembly module "${name}" is not loaded yet: await init(source${others}) first`,
    );
  }
  try {
    const given = source();
    return instantiate(isModule(given) ? given : new WebAssembly.Module(given as BufferSource));
  } catch (cause) {
    if (isJwtError(cause)) throw cause;
    throw forbidden(cause) ?? unavailableHere("the WebAssembly module could not be instantiated here", cause);
  }
}

/**
 * The exports of a module other than the core. The first call creates the instance.
 * @throws {JwtError} as {@link instantiated}
 */
export function exportsOf<E extends WebAssembly.Exports>(name: Exclude<ModuleName, "core">): E {
  let exports = instances.get(name);
  if (!exports) {
    exports = instantiated(name, (module) => new WebAssembly.Instance(module).exports);
    instances.set(name, exports);
  }
  return exports as E;
}

/** The error for a runtime that refuses to compile any WebAssembly, or `undefined` if only this module is at fault. */
export function forbidden(cause: unknown): JwtError | undefined {
  // The messages of Chromium, Firefox, Safari, and V8 in other programs.
  const said = String(cause);
  if (/content.security.policy|blocked by csp|unsafe-eval/i.test(said)) {
    return unavailableHere(
      "the page's Content-Security-Policy forbids WebAssembly: add 'wasm-unsafe-eval' to its script-src",
      cause,
    );
  }
  if (/disallowed by embedder|not allowed in edge runtime/i.test(said)) {
    return unavailableHere(
      "this runtime compiles no WebAssembly while it runs: bundle with the condition workerd or edge-light, or give jwt-wasm/slim a compiled module",
      cause,
    );
  }
  return undefined;
}

/** Whether it is a compiled module, of any realm: `customSections` throws for anything else. */
export function isModule(source: unknown): source is WebAssembly.Module {
  try {
    WebAssembly.Module.customSections(source as WebAssembly.Module, "");
    return true;
  } catch {
    return false;
  }
}
