import { invalidOptions } from "./error.js";
import { heldOf } from "./key.js";
import { sourceOf } from "./remote.js";
import type { JwtClaims, VerificationKey, Verifier, VerifierOptions, VerifyOptions } from "./types.js";
import { LocalVerifier } from "./verifier/local.js";
import { readOptions } from "./verifier/options.js";
import { RemoteVerifier } from "./verifier/remote.js";

/**
 * Reads the key and the options once, for many tokens.
 * @throws {JwtError} `options_invalid` or `key_invalid`.
 */
export function createVerifier<P = JwtClaims>(options: VerifierOptions): Verifier<P> {
  let read: VerifierOptions;
  try {
    read = { ...options };
  } catch (cause) {
    throw invalidOptions("the options cannot be read", cause);
  }
  const { key, ...rest } = read;
  return makeVerifier<P>(key, rest);
}

/** For one call: what would be kept for later ones is refused. */
export function verifierOnce<P>(key: VerificationKey | undefined, options: VerifyOptions): Verifier<P> {
  if (typeof options === "object" && options !== null && "cache" in options) {
    throw invalidOptions("there is no option cache here: it is for createVerifier");
  }
  return key === undefined
    ? new LocalVerifier<P>(undefined, readOptions(options))
    : makeVerifier<P>(key, options);
}

function makeVerifier<P>(key: VerificationKey, options: Omit<VerifierOptions, "key">): Verifier<P> {
  const source = sourceOf(key);
  return source
    ? new RemoteVerifier<P>(source, readOptions(options))
    : new LocalVerifier<P>(heldOf(key), readOptions(options));
}
