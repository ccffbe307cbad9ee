import type { Algorithm } from "../types.js";

/** What a slot waits for: whether this is the signature of the input. */
export interface SignatureRequest {
  readonly name: Algorithm;
  /** Which key of a set. */
  readonly index: number;
  /** Both in place: to be read before the next call, or kept. */
  input: Uint8Array;
  signature: Uint8Array;
}

/** To ask the core for the key can make its memory grow, in which they lie. */
export function keep(request: SignatureRequest): void {
  request.input = request.input.slice();
  request.signature = request.signature.slice();
}
