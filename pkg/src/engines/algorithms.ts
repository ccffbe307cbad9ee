import type { EngineName } from "../load/registry.js";
import type { Algorithm } from "../types.js";

/**
 * A public-key algorithm by the names that WebCrypto and `node:crypto` have for it, and the WebAssembly engine that
 * computes it.
 */
export interface HostAlgorithm {
  readonly name: Algorithm;
  readonly family: "RSASSA-PKCS1-v1_5" | "RSA-PSS" | "ECDSA" | "Ed25519" | "Ed448" | "ML-DSA";
  /** `SHA-256`, `SHA-384` or `SHA-512`. Empty for Ed25519, Ed448 and ML-DSA, which include theirs. */
  readonly hash: string;
  /** The length of the salt in bytes. It equals the length of the hash (RFC 7518 §3.5). Only for RSA-PSS. */
  readonly saltLength: number;
  /** Only for ECDSA. */
  readonly namedCurve: string;
  readonly engine: EngineName;
}

type Row = readonly [Algorithm, EngineName, HostAlgorithm["family"], string?, number?, string?];

const ROWS: readonly Row[] = [
  ["RS256", "rsa", "RSASSA-PKCS1-v1_5", "SHA-256"],
  ["RS384", "rsa", "RSASSA-PKCS1-v1_5", "SHA-384"],
  ["RS512", "rsa", "RSASSA-PKCS1-v1_5", "SHA-512"],
  ["PS256", "rsa", "RSA-PSS", "SHA-256", 32],
  ["PS384", "rsa", "RSA-PSS", "SHA-384", 48],
  ["PS512", "rsa", "RSA-PSS", "SHA-512", 64],
  ["ES256", "es256", "ECDSA", "SHA-256", 0, "P-256"],
  ["ES384", "es384", "ECDSA", "SHA-384", 0, "P-384"],
  ["ES512", "es512", "ECDSA", "SHA-512", 0, "P-521"],
  ["ES256K", "es256k", "ECDSA", "SHA-256", 0, "secp256k1"],
  ["EdDSA", "eddsa", "Ed25519"],
  ["Ed25519", "eddsa", "Ed25519"],
  ["Ed448", "ed448", "Ed448"],
  ["ML-DSA-44", "mldsa", "ML-DSA"],
  ["ML-DSA-65", "mldsa", "ML-DSA"],
  ["ML-DSA-87", "mldsa", "ML-DSA"],
];

/** Whether hosts import private keys of this kind from their seed alone, without the public half. */
export function isOfSeed({ family }: HostAlgorithm): boolean {
  return family.startsWith("Ed") || family === "ML-DSA";
}

let table: ReadonlyMap<Algorithm, HostAlgorithm> | undefined;

/** The algorithm of a key on a curve, whose name says what `EdDSA` is (RFC 9864 §2.2). */
export function hostAlgorithmOn(name: Algorithm, crv: string | undefined): HostAlgorithm | undefined {
  return hostAlgorithm(name === "EdDSA" && crv === "Ed448" ? crv : name);
}

/** The algorithm, or `undefined` for HMAC, which the core computes, or `mac.ts` for long tokens. */
export function hostAlgorithm(name: Algorithm): HostAlgorithm | undefined {
  // Not made at import, so that bundlers can leave it out.
  table ??= new Map(
    ROWS.map(([name, engine, family, hash = "", saltLength = 0, namedCurve = ""]) => [
      name,
      { name, engine, family, hash, saltLength, namedCurve },
    ]),
  );
  return table.get(name);
}
