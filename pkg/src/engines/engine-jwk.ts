/** A key as the core gives it to engines. TypeScript's own type lacks the members of ML-DSA (RFC 9964 §3). */
export interface EngineJwk extends JsonWebKey {
  readonly pub?: string;
  readonly priv?: string;
}

/** Whether it is an ML-DSA key of another form than its seed, which has 43 letters. BoringSSL, in Bun, has only the seed. */
export function isExpanded({ priv = "" }: EngineJwk): boolean {
  return priv.length > 43;
}

/** The bytes that the private key is, in base64url: `d` of a curve (RFC 7518 §6.2.2, RFC 8037 §2), `priv` of ML-DSA. */
export function privateMember({ d, priv = "" }: EngineJwk): string {
  return d ?? priv;
}
