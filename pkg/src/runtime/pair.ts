/** Makes a key pair. WebKitGTK failed to make 38 of 6,000 pairs of Ed25519 and X25519, and succeeds when it is asked again. */
export function generatePair(
  subtle: SubtleCrypto,
  algorithm: Algorithm,
  isExtractable: boolean,
  usages: KeyUsage[],
): Promise<CryptoKeyPair> {
  const make = () => subtle.generateKey(algorithm, isExtractable, usages) as Promise<CryptoKeyPair>;
  return make().catch(make).catch(make);
}
