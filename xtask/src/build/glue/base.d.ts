/** The core's exports, once it was started. */
export let core: Core;

/** The text functions of the host that the core needs. */
export interface Host {
  readonly textEncoder: () => TextEncoder;
  readonly textOf: (memory: WebAssembly.Memory, start: number, length: number) => string;
}

/** Instantiates the module. */
export function start(module: WebAssembly.Module, host: Host): void;
