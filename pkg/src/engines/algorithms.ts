import type { EngineName } from "../load/registry.js";
import type { Algorithm } from "../types.js";

/** A public-key algorithm in the words of the two hosts, and the WebAssembly engine that computes it. */
export interface HostAlgorithm {
  readonly name: Algorithm;
  readonly family: "RSASSA-PKCS1-v1_5" | "RSA-PSS" | "ECDSA" | "Ed25519";
  /** `SHA-256`, `SHA-384` or `SHA-512`; empty for Ed25519, which has its own. */
  readonly hash: string;
  /** In bytes: as long as the hash (RFC 7518 §3.5). Only for RSA-PSS. */
  readonly saltLength: number;
  /** Only for ECDSA. */
  readonly namedCurve: string;
  readonly engine: EngineName;
}

const row = (
  name: Algorithm,
  engine: EngineName,
  family: HostAlgorithm["family"],
  hash = "",
  saltLength = 0,
  namedCurve = "",
): readonly [Algorithm, HostAlgorithm] => [name, { name, engine, family, hash, saltLength, namedCurve }];

const TABLE: ReadonlyMap<Algorithm, HostAlgorithm> = /* @__PURE__ */ new Map([
  row("RS256", "rsa", "RSASSA-PKCS1-v1_5", "SHA-256"),
  row("RS384", "rsa", "RSASSA-PKCS1-v1_5", "SHA-384"),
  row("RS512", "rsa", "RSASSA-PKCS1-v1_5", "SHA-512"),
  row("PS256", "rsa", "RSA-PSS", "SHA-256", 32),
  row("PS384", "rsa", "RSA-PSS", "SHA-384", 48),
  row("PS512", "rsa", "RSA-PSS", "SHA-512", 64),
  row("ES256", "es256", "ECDSA", "SHA-256", 0, "P-256"),
  row("ES384", "es384", "ECDSA", "SHA-384", 0, "P-384"),
  row("ES512", "es512", "ECDSA", "SHA-512", 0, "P-521"),
  row("EdDSA", "eddsa", "Ed25519"),
  row("Ed25519", "eddsa", "Ed25519"),
]);

/** `undefined` for HMAC, which is the core's; of long tokens `mac.ts` computes it. */
export function hostAlgorithm(name: Algorithm): HostAlgorithm | undefined {
  return TABLE.get(name);
}
