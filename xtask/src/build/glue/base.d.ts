/** The text functions of the host that the core needs. */
export interface Host {
  readonly encode: (text: string) => Uint8Array;
  readonly textOf: (memory: WebAssembly.Memory, start: number, length: number) => string;
}

/** Instantiates the module, and gives its memory. */
export function start(module: WebAssembly.Module, host: Host): WebAssembly.Memory;
