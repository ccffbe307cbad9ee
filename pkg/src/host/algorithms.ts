import type { Algorithm } from "../types.js";

/** A public-key algorithm in the words of the two hosts. */
export interface HostAlgorithm {
  readonly family: "RSASSA-PKCS1-v1_5" | "RSA-PSS" | "ECDSA" | "Ed25519";
  /** `SHA-256`, `SHA-384` or `SHA-512`; empty for Ed25519, which has its own. */
  readonly hash: string;
  /** In bytes: as long as the hash (RFC 7518 §3.5). Only for RSA-PSS. */
  readonly saltLength: number;
  /** Only for ECDSA. */
  readonly namedCurve: string;
}

const row = (
  family: HostAlgorithm["family"],
  hash = "",
  saltLength = 0,
  namedCurve = "",
): Readonly<HostAlgorithm> => ({ family, hash, saltLength, namedCurve });

const TABLE: { readonly [name in Algorithm]?: HostAlgorithm } = {
  RS256: row("RSASSA-PKCS1-v1_5", "SHA-256"),
  RS384: row("RSASSA-PKCS1-v1_5", "SHA-384"),
  RS512: row("RSASSA-PKCS1-v1_5", "SHA-512"),
  PS256: row("RSA-PSS", "SHA-256", 32),
  PS384: row("RSA-PSS", "SHA-384", 48),
  PS512: row("RSA-PSS", "SHA-512", 64),
  ES256: row("ECDSA", "SHA-256", 0, "P-256"),
  ES384: row("ECDSA", "SHA-384", 0, "P-384"),
  ES512: row("ECDSA", "SHA-512", 0, "P-521"),
  EdDSA: row("Ed25519"),
  Ed25519: row("Ed25519"),
};

/** `undefined` for HMAC, which is the core's; of long tokens `host/mac.ts` computes it. */
export function hostAlgorithm(name: Algorithm): HostAlgorithm | undefined {
  return Object.hasOwn(TABLE, name) ? TABLE[name] : undefined;
}

export const PUBLIC_KEY_ALGORITHMS = Object.keys(TABLE) as Algorithm[];
