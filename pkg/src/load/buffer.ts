/** What each module except the core exports to exchange bytes. */
export interface Buffered extends WebAssembly.Exports {
  readonly memory: WebAssembly.Memory;
  /** The address of a buffer of at least this many bytes. A larger size can move the buffer. */
  readonly buffer: (size: number) => number;
}

/** The buffer. A new view each time, because a view has length 0 once the memory has grown. */
export function bufferOf({ memory, buffer }: Buffered, size: number): Uint8Array {
  const address = buffer(size) >>> 0;
  return new Uint8Array(memory.buffer, address, size);
}
