import { unavailableHere } from "../error.js";
import { needed } from "./needs.js";

/**
 * Bytes from the runtime's secure random source.
 * @throws {JwtError} `sync_unavailable` if it gives none, such as at the global scope of Workers
 */
export function randomBytes(count: number): Uint8Array {
  const bytes = new Uint8Array(count);
  if (count === 0) return bytes;
  const crypto = needed("crypto");
  try {
    return crypto.getRandomValues(bytes);
  } catch (cause) {
    throw unavailableHere(NO_RANDOM, cause, "random");
  }
}

/** In the words of the Rust crate. */
export const NO_RANDOM = "there are no random bytes here; in Workers, call in a request";
