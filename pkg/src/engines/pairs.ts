import { invalidKey, type JwtError } from "../error.js";
import { textEncoder } from "../runtime/text.js";
import type { HostAlgorithm } from "./algorithms.js";
import { type EngineJwk, isExpanded } from "./engine-jwk.js";
import * as node from "./node.js";
import { otherHalf } from "./wasm.js";
import * as web from "./web.js";

// Hosts import a private key whose public half belongs to another key. Its signatures would be useless, or, with RSA,
// reveal the private key. So each import signs once and verifies the signature.

export function nodePair(crypto: node.NodeCrypto, algorithm: HostAlgorithm, jwk: EngineJwk): node.NodeKey {
  const other = publicHalf(jwk);
  const half = other && node.importPublic(crypto, algorithm, other);
  let imported: node.NodeKey;
  let signature: Uint8Array;
  try {
    imported = node.importPrivate(crypto, algorithm, jwk);
    signature = node.sign(crypto, imported, probe());
  } catch (cause) {
    if (half === undefined || isExpanded(jwk)) throw cause;
    // If the host can verify with the public half, the private half is at fault. If it cannot, this throws the host's
    // error.
    node.verify(crypto, half, probe(), probe());
    throw unsound(cause);
  }
  if (half && !node.verify(crypto, half, probe(), signature)) throw otherHalf();
  return imported;
}

export async function webPair(
  subtle: SubtleCrypto,
  algorithm: HostAlgorithm,
  jwk: EngineJwk,
): Promise<CryptoKey> {
  const other = publicHalf(jwk);
  const half = other && (await web.importPublic(subtle, algorithm, other));
  let imported: CryptoKey;
  let signature: Uint8Array;
  try {
    imported = await web.importPrivate(subtle, algorithm, jwk);
    signature = await web.sign(subtle, algorithm, imported, probe());
  } catch (cause) {
    if (half === undefined || isExpanded(jwk)) throw cause;
    await web.verify(subtle, algorithm, half, probe(), probe());
    throw unsound(cause);
  }
  if (half && !(await web.verify(subtle, algorithm, half, probe(), signature))) throw otherHalf();
  return imported;
}

/** A text that cannot be the signing input of a token, because it has no dot. */
const probe = (): Uint8Array => textEncoder().encode("jwt-wasm");

/** The public half of a JWK, or `undefined` for a key of Ed25519, Ed448 or ML-DSA without one. */
function publicHalf({ kty, alg, crv, n, e, x, y, pub }: EngineJwk): EngineJwk | undefined {
  if (n === undefined && x === undefined && pub === undefined) return undefined;
  // Going through JSON drops the undefined members.
  return JSON.parse(JSON.stringify({ kty, alg, crv, n, e, x, y, pub }));
}

/** The error for a key that only the host can check, such as an RSA key whose primes do not belong to it. */
function unsound(cause: unknown): JwtError {
  const message = "the private key is not sound: this runtime accepts only its public half";
  return invalidKey(message, "engine_refused", cause);
}
