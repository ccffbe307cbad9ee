import type { Algorithm } from "../types.js";

/** The question that a slot waits for: is this the signature of the input? */
export interface SignatureRequest {
  readonly name: Algorithm;
  /** The key's index in its set. */
  readonly index: number;
  /** Input and signature are views of the core's memory: read them before the next call into the core, or call {@link keep}. */
  input: Uint8Array;
  signature: Uint8Array;
}

/** Replaces the views by copies, because the next call into the core can overwrite or detach its memory. */
export function keep(request: SignatureRequest): void {
  request.input = request.input.slice();
  request.signature = request.signature.slice();
}
