import { invalidKey, type JwtError } from "../error.js";
import { textEncoder } from "../runtime/text.js";
import type { HostAlgorithm } from "./algorithms.js";
import * as node from "./node.js";
import { otherHalf } from "./wasm.js";
import * as web from "./web.js";

// Hosts import halves of two different keys, and what they sign then is good for nobody, or gives an RSA key away.

export function nodePair(crypto: node.NodeCrypto, algorithm: HostAlgorithm, jwk: JsonWebKey): node.NodeKey {
  const other = publicHalf(jwk);
  const half = other && node.importPublic(crypto, algorithm, other);
  let imported: node.NodeKey;
  let signature: Uint8Array;
  try {
    imported = node.importPrivate(crypto, algorithm, jwk);
    signature = node.sign(crypto, imported, probe());
  } catch (cause) {
    if (half === undefined) throw cause;
    // If the host takes the public half and can compute with it, the private half is at fault; else this throws.
    node.verify(crypto, half, probe(), probe());
    throw unsound(cause);
  }
  if (half && !node.verify(crypto, half, probe(), signature)) throw otherHalf();
  return imported;
}

export async function webPair(
  subtle: SubtleCrypto,
  algorithm: HostAlgorithm,
  jwk: JsonWebKey,
): Promise<CryptoKey> {
  const other = publicHalf(jwk);
  const half = other && (await web.importPublic(subtle, algorithm, other));
  let imported: CryptoKey;
  let signature: Uint8Array;
  try {
    imported = await web.importPrivate(subtle, algorithm, jwk);
    signature = await web.sign(subtle, algorithm, imported, probe());
  } catch (cause) {
    if (half === undefined) throw cause;
    await web.verify(subtle, algorithm, half, probe(), probe());
    throw unsound(cause);
  }
  if (half && !(await web.verify(subtle, algorithm, half, probe(), signature))) throw otherHalf();
  return imported;
}

/** What no token is signed as: it has no dot. */
const probe = (): Uint8Array => textEncoder().encode("jwt-wasm");

/** `undefined` for an Ed25519 key that came without. */
function publicHalf({ kty, crv, n, e, x, y }: JsonWebKey): JsonWebKey | undefined {
  if (n === undefined && x === undefined) return undefined;
  // Undefined members vanish in this way.
  return JSON.parse(JSON.stringify({ kty, crv, n, e, x, y }));
}

/** What only the host can check, such as whether an RSA key's primes belong to it, shows at the first use. */
function unsound(cause: unknown): JwtError {
  const message = "the host takes the public half of the key and refuses the private one: it is not sound";
  return invalidKey(message, "engine_refused", cause);
}
