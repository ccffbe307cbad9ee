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
  return subtle.importKey("jwk", jwk, forImport(algorithm), false, ["verify"]);
}

export async function importPrivate(
  subtle: SubtleCrypto,
  algorithm: HostAlgorithm,
  jwk: EngineJwk,
): Promise<CryptoKey> {
  return isOfSeed(algorithm)
    ? subtle.importKey("pkcs8", pkcs8(jwk) as BufferSource, forImport(algorithm), false, ["sign"])
    : subtle.importKey("jwk", jwk, forImport(algorithm), false, ["sign"]);
}

export async function verify(
  subtle: SubtleCrypto,
  algorithm: HostAlgorithm,
  key: CryptoKey,
  input: Uint8Array,
  signature: Uint8Array,
): Promise<boolean> {
  return subtle.verify(forUse(algorithm), key, signature as BufferSource, input as BufferSource);
}

export async function sign(
  subtle: SubtleCrypto,
  algorithm: HostAlgorithm,
  key: CryptoKey,
  input: Uint8Array,
): Promise<Uint8Array> {
  return new Uint8Array(await subtle.sign(forUse(algorithm), key, input as BufferSource));
}

function forImport({ name, family, hash, namedCurve }: HostAlgorithm): Parameters {
  switch (family) {
    case "RSASSA-PKCS1-v1_5":
    case "RSA-PSS":
      return { name: family, hash };
    case "ECDSA":
      return { name: family, namedCurve };
    case "Ed25519":
    case "Ed448":
      return { name: family };
    case "ML-DSA":
      return { name };
  }
}

function forUse({ name, family, hash, saltLength }: HostAlgorithm): Parameters {
  switch (family) {
    case "RSA-PSS":
      return { name: family, saltLength };
    case "ECDSA":
      return { name: family, hash };
    case "RSASSA-PKCS1-v1_5":
    case "Ed25519":
    case "Ed448":
      return { name: family };
    case "ML-DSA":
      return { name };
  }
}
