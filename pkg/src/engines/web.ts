import { type HostAlgorithm, isOfSeed } from "./algorithms.js";
import type { EngineJwk } from "./engine-jwk.js";
import { pkcs8 } from "./pkcs8.js";

type Parameters = Algorithm & { hash?: string; namedCurve?: string; saltLength?: number };

/** WebCrypto, if the runtime has it. Browsers have it only in secure contexts. */
export function webCrypto(): SubtleCrypto | undefined {
  return globalThis.crypto?.subtle;
}

export async function importPublic(
  subtle: SubtleCrypto,
  algorithm: HostAlgorithm,
  jwk: EngineJwk,
): Promise<CryptoKey> {
  return subtle.importKey("jwk", jwk, parameters(algorithm), false, ["verify"]);
}

export async function importPrivate(
  subtle: SubtleCrypto,
  algorithm: HostAlgorithm,
  jwk: EngineJwk,
): Promise<CryptoKey> {
  const how = parameters(algorithm);
  const fromJwk = () => subtle.importKey("jwk", jwk, how, false, ["sign"]);
  if (!isOfSeed(algorithm)) return fromJwk();
  try {
    return await subtle.importKey("pkcs8", pkcs8(jwk) as BufferSource, how, false, ["sign"]);
  } catch (cause) {
    // WebKitGTK refuses a file whose seed begins with a zero byte. It takes the same key as a JWK, which needs the public half.
    if (jwk.x === undefined) throw cause;
    return fromJwk();
  }
}

export async function verify(
  subtle: SubtleCrypto,
  algorithm: HostAlgorithm,
  key: CryptoKey,
  input: Uint8Array,
  signature: Uint8Array,
): Promise<boolean> {
  return subtle.verify(parameters(algorithm), key, signature as BufferSource, input as BufferSource);
}

export async function sign(
  subtle: SubtleCrypto,
  algorithm: HostAlgorithm,
  key: CryptoKey,
  input: Uint8Array,
): Promise<Uint8Array> {
  return new Uint8Array(await subtle.sign(parameters(algorithm), key, input as BufferSource));
}

/** For an import and for a use: WebCrypto reads only the members that it needs for this family. */
function parameters({ name, family, hash, namedCurve, saltLength }: HostAlgorithm): Parameters {
  return { name: family === "ML-DSA" ? name : family, hash, namedCurve, saltLength };
}
