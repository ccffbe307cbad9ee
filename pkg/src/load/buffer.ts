/** What each module but the core exports for bytes that go in and come out. */
export interface Buffered extends WebAssembly.Exports {
  readonly memory: WebAssembly.Memory;
  /** The address of a buffer of at least that many bytes. To ask for more can move it. */
  readonly buffer: (size: number) => number;
}

/** Made again each time: a view is emptied when the memory grows. */
export function bufferOf({ memory, buffer }: Buffered, size: number): Uint8Array {
  const address = buffer(size) >>> 0;
  return new Uint8Array(memory.buffer, address, size);
}
