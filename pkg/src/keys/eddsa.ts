/** Whether both names can mean one algorithm: `EdDSA` is `Ed25519` or `Ed448`, as the key says (RFC 9864 §2.2). */
export function mayBe(one: unknown, other: unknown): boolean {
  return includes(one, other) || includes(other, one);
}

/** Whether the first name includes the algorithm of the second. */
export function includes(one: unknown, other: unknown): boolean {
  return one === other || (one === "EdDSA" && (other === "Ed25519" || other === "Ed448"));
}
