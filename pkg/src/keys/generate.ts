import { type HostAlgorithm, hostAlgorithm } from "../engines/algorithms.js";
import { loaded, waysToLoad } from "../engines/missing.js";
import { publicHalf } from "../engines/public-half.js";
import { webCrypto } from "../engines/web.js";
import { invalidOptions, unavailableHere } from "../error.js";
import type { PrivateKey, PublicKey } from "../key.js";
import { generatePair } from "../runtime/pair.js";
import { randomBytes } from "../runtime/random.js";
import { base64urlOf } from "../runtime/text.js";
import type { PublicKeyAlgorithm } from "../types.js";
import { checkAlgorithm } from "./algorithm-list.js";
import { type Jwk, jwk } from "./jwk.js";

// The size that providers use and every verifier accepts (RFC 7518 §3.3 asks for 2048 or more).
const RSA = { modulusLength: 2048, publicExponent: Uint8Array.of(1, 0, 1) };

/** What `generateKeyPair` makes. */
export interface KeyPair<A extends PublicKeyAlgorithm = PublicKeyAlgorithm> {
  /** The key that signs. */
  readonly privateKey: PrivateKey<A>;
  /** Verifies. `toPublicJwk()` is what others may have. */
  readonly publicKey: PublicKey<A>;
  /** The private key as a JWK, to be stored. Everybody who has it can sign. */
  readonly privateJwk: Jwk;
}

/**
 * Makes a new key pair with secure random numbers: by the runtime's cryptography, or by an engine where the runtime does
 * not have the algorithm. RSA keys have 2048 bits.
 * @throws {JwtError} `options_invalid` if the algorithm has no key pair; `sync_unavailable` if the runtime cannot make one
 * @example
 * ```ts
 * const pair = await generateKeyPair("ES256");
 * const published = { keys: [pair.publicKey.toPublicJwk()] };
 * ```
 */
export async function generateKeyPair<A extends PublicKeyAlgorithm>(algorithm: A): Promise<KeyPair<A>> {
  checkAlgorithm(algorithm);
  if (hostAlgorithm(algorithm) === undefined) {
    throw invalidOptions(`${algorithm} has no key pair; generateSecret("${algorithm}") makes its secret`);
  }
  const privateJwk = await generatePrivateJwk(algorithm);
  const privateKey = jwk(privateJwk, algorithm) as unknown as PrivateKey<A>;
  const publicKey = jwk(privateKey.toPublicJwk(), algorithm) as unknown as PublicKey<A>;
  return { privateKey, publicKey, privateJwk };
}

/**
 * Makes a new private key. For ML-DSA and Ed448, which few runtimes have, and secp256k1, which no WebCrypto has,
 * `node:crypto` or an engine computes it, and for Ed25519 if the runtime does not.
 * @throws {JwtError} `sync_unavailable` if the runtime cannot make one
 */
export async function generatePrivateJwk(algorithm: PublicKeyAlgorithm): Promise<Jwk> {
  const host = hostAlgorithm(algorithm) as HostAlgorithm;
  const { family, hash, namedCurve } = host;
  if (family === "ML-DSA" || family === "Ed448" || namedCurve === "secp256k1") return ofBytes(host);
  const subtle = webCrypto();
  const how = {
    name: family,
    ...(namedCurve ? { namedCurve } : {}),
    ...(hash && !namedCurve ? { hash, ...RSA } : {}),
  };
  let made: JsonWebKey;
  try {
    if (subtle === undefined) throw unavailableHere("this runtime has no WebCrypto here");
    const pair = await generatePair(subtle, how, true, ["sign", "verify"]);
    made = await subtle.exportKey("jwk", pair.privateKey);
  } catch (cause) {
    if (family === "Ed25519") return ofBytes(host);
    throw cannotMake(algorithm, "make the key elsewhere and read it with jwk or privateKey", cause);
  }
  // Drops the members that only WebCrypto uses, and those that workerd sets to `undefined`.
  const { key_ops: _operations, ext: _extractable, ...members } = JSON.parse(JSON.stringify(made));
  return { ...members, alg: algorithm };
}

function cannotMake(algorithm: string, advice: string, cause?: unknown) {
  return unavailableHere(`this runtime cannot make a key for ${algorithm}; ${advice}`, cause);
}

/**
 * The private key is random bytes: for ML-DSA (RFC 9964 §3), Ed25519 and Ed448 (RFC 8032 §5.1.5, §5.2.5) a seed, and on
 * secp256k1 a number, which is below the curve's order but for a chance of 2^-127.
 */
async function ofBytes(host: HostAlgorithm): Promise<Jwk> {
  const bytes = base64urlOf(randomBytes(host.family === "Ed448" ? 57 : 32));
  const jwk = { ...kindOf(host), alg: host.name, [host.family === "ML-DSA" ? "priv" : "d"]: bytes };
  let half = publicHalf(host, jwk);
  if (half === undefined) {
    if (!(await loaded(host.engine))) throw cannotMake(host.name, waysToLoad(host));
    half = publicHalf(host, jwk);
  }
  return { ...jwk, ...half };
}

function kindOf({ family, namedCurve }: HostAlgorithm): { readonly kty: string; readonly crv?: string } {
  if (family === "ML-DSA") return { kty: "AKP" };
  return family.startsWith("Ed") ? { kty: "OKP", crv: family } : { kty: "EC", crv: namedCurve };
}
