import { signedToken, sign as signInCore, signingInput } from "../generated/jwt.js";
import { JwtError } from "./error.js";
import { toJwtError } from "./exchange.js";
import type { HostAlgorithm } from "./host/algorithms.js";
import { fallBack, type HostKey, hostFor, hostSign, hostSignSync } from "./host/engine.js";
import { type Held, heldOf, inCore, type Key } from "./key.js";
import { plain, plainOptions } from "./plain.js";
import type { Algorithm, JwtClaims, SignOptions } from "./types.js";

/**
 * Makes a signed token of the claims, which must be JSON values: `undefined`, `NaN`, dates and the like are errors.
 * RSA signs by the runtime's own cryptography.
 * @throws {JwtError} `claim_invalid` if a claim cannot be put into a token; `malformed` if the claims are no object;
 *   `options_invalid`, also if an option sets a claim that is there already; `key_invalid`.
 */
export async function sign(claims: JwtClaims, key: Key, options: SignOptions = {}): Promise<string> {
  const { held, json, read } = readArguments(claims, key, options);
  const algorithm = hostOf(held, false);
  if (!algorithm) return signInModule(json, held, read);
  const { name, input } = inputFor(json, held, read);
  const signature = await hostSign(algorithm, hostKey(held), new TextEncoder().encode(input)).catch(
    (thrown: unknown) => fallBack("auto", name, "sign", thrown),
  );
  return signature ? signedToken(input, signature) : signInModule(json, held, read);
}

/**
 * As {@link sign}, at once.
 * @throws {JwtError} also `sync_unavailable` for RSA, and in `jwt-wasm/lite` for every public-key algorithm, where the
 *   runtime signs only as a promise.
 */
export function signSync(claims: JwtClaims, key: Key, options: SignOptions = {}): string {
  const { held, json, read } = readArguments(claims, key, options);
  const algorithm = hostOf(held, true);
  if (!algorithm) return signInModule(json, held, read);
  const { name, input } = inputFor(json, held, read);
  let signature: Uint8Array | undefined;
  try {
    signature = hostSignSync(algorithm, hostKey(held), new TextEncoder().encode(input));
  } catch (thrown) {
    signature = fallBack("auto", name, "sign", thrown);
  }
  return signature ? signedToken(input, signature) : signInModule(json, held, read);
}

function readArguments(claims: JwtClaims, key: Key, options: SignOptions) {
  const held = heldOf(key);
  const json = JSON.stringify(plain(claims, "claims", invalidClaims));
  return { held, json, read: plainOptions(options) };
}

/** How the host signs with the key, or `undefined` where the module does, or refuses. */
function hostOf({ algorithms, isPrivate }: Held, isSync: boolean): HostAlgorithm | undefined {
  const [name] = algorithms;
  return isPrivate && name !== undefined ? hostFor("auto", name, "sign", isSync) : undefined;
}

function hostKey({ handle, hostKeys }: Held): HostKey {
  return { keys: hostKeys, index: 0, jwk: () => JSON.parse(handle.hostJwk() ?? "null") };
}

function inputFor(json: string, { handle }: Held, options: object): { name: Algorithm; input: string } {
  try {
    const [name, input] = signingInput(json, handle, options, Date.now() / 1000).split(" ", 2);
    return { name: name as Algorithm, input: input as string };
  } catch (thrown) {
    throw toJwtError(thrown);
  }
}

function signInModule(json: string, { handle, isPrivate }: Held, options: object): string {
  const sign = () => signInCore(json, handle, options, Date.now() / 1000);
  // Of a shared secret only what was computed from it is used.
  return isPrivate ? inCore(sign, "scrub") : inCore(sign);
}

function invalidClaims(message: string, cause?: unknown, claim = ""): JwtError {
  return new JwtError(message, { code: "claim_invalid", claim }, cause === undefined ? undefined : { cause });
}
