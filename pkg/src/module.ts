import { initSync as instantiate } from "../generated/jwt.js";
import { isJwtError, JwtError } from "./error.js";
import { checkRuntime } from "./host/needs.js";

let source: (() => BufferSource | WebAssembly.Module) | undefined;
let memory: WebAssembly.Memory | undefined;

/** Says where the module comes from. Nothing is compiled or instantiated before the first call needs it. */
export function provide(from: () => BufferSource | WebAssembly.Module): void {
  source = from;
}

/**
 * The instance's memory; the first call instantiates.
 * @throws {JwtError} `sync_unavailable`, with what is in the way
 */
export function load(): WebAssembly.Memory {
  if (memory) return memory;
  checkRuntime();
  if (!source) {
    throw new JwtError("the WebAssembly module is not there yet: await init(...) first", {
      code: "sync_unavailable",
    });
  }
  try {
    memory = instantiate({ module: ownModule(source()) }).memory;
  } catch (cause) {
    throw isJwtError(cause) ? cause : (forbidden(cause) ?? failed(cause));
  }
  return memory;
}

function failed(cause: unknown): JwtError {
  const message = "the WebAssembly module could not be instantiated here";
  return new JwtError(message, { code: "sync_unavailable" }, { cause });
}

/** The error if the runtime refuses to compile any module, and not only this one. */
export function forbidden(cause: unknown): JwtError | undefined {
  const message = prohibition(String(cause));
  return message === undefined ? undefined : new JwtError(message, { code: "sync_unavailable" }, { cause });
}

/** By the words of Chromium, Firefox and Safari, and of V8 in other programs. */
function prohibition(said: string): string | undefined {
  if (/content.security.policy|blocked by csp|unsafe-eval/i.test(said)) {
    return "the page's Content-Security-Policy forbids WebAssembly: add 'wasm-unsafe-eval' to its script-src";
  }
  if (/disallowed by embedder|not allowed in edge runtime/i.test(said)) {
    return "this runtime compiles no WebAssembly while it runs: bundle with the condition workerd or edge-light, or give jwt-wasm/slim a compiled module";
  }
  return undefined;
}

/** Whether it is a compiled module, of any realm: the engine refuses to look into anything else. */
export function isModule(source: unknown): boolean {
  try {
    WebAssembly.Module.customSections(source as WebAssembly.Module, "");
    return true;
  } catch {
    return false;
  }
}

/** Next.js compiles in another realm than it runs in, and the glue would take what is no `instanceof` for bytes. */
function ownModule(given: BufferSource | WebAssembly.Module): BufferSource | WebAssembly.Module {
  if (isModule(given) && !(given instanceof WebAssembly.Module)) {
    Object.setPrototypeOf(given, WebAssembly.Module.prototype);
  }
  return given;
}
