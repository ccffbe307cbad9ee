import { hostAlgorithm } from "../../engines/algorithms.js";
import { webCrypto } from "../../engines/web.js";
import { unavailableHere } from "../../error.js";
import type { Jwk } from "../../keys/jwk.js";
import type { PublicKeyAlgorithm } from "../../types.js";

// The size that providers publish and all verifiers accept (RFC 7518 §3.3: 2048 or more).
const RSA = { modulusLength: 2048, publicExponent: Uint8Array.of(1, 0, 1) };

/**
 * Makes a new private key with the host's own random source.
 * @throws {JwtError} `sync_unavailable` if the host cannot make one
 */
export async function generate(algorithm: PublicKeyAlgorithm): Promise<Jwk> {
  const subtle = webCrypto();
  if (subtle === undefined) {
    throw unavailableHere(
      "this runtime has no WebCrypto to make a key with; give rotate a private JWK that was made elsewhere",
    );
  }
  const { family = "", hash = "", namedCurve } = hostAlgorithm(algorithm) ?? {};
  const how = {
    name: family,
    ...(namedCurve ? { namedCurve } : {}),
    ...(hash && !namedCurve ? { hash, ...RSA } : {}),
  };
  let made: JsonWebKey;
  try {
    const pair = (await subtle.generateKey(how, true, ["sign", "verify"])) as CryptoKeyPair;
    made = await subtle.exportKey("jwk", pair.privateKey);
  } catch (cause) {
    throw unavailableHere(
      `this runtime cannot make a key for ${algorithm}; give rotate a private JWK that was made elsewhere`,
      cause,
    );
  }
  // Without the members that only WebCrypto uses, and those that workerd sets to `undefined`.
  const { key_ops: _operations, ext: _extractable, ...members } = JSON.parse(JSON.stringify(made));
  return { ...members, alg: algorithm };
}
