/**
 * Makes a key pair. WebKitGTK fails for about one pair in 128 of Ed25519 and X25519, whose halves begin with a zero byte,
 * and makes another one when it is asked again.
 */
export function generatePair(
  subtle: SubtleCrypto,
  algorithm: Algorithm,
  isExtractable: boolean,
  usages: KeyUsage[],
): Promise<CryptoKeyPair> {
  const make = () => subtle.generateKey(algorithm, isExtractable, usages) as Promise<CryptoKeyPair>;
  return make().catch(make).catch(make);
}
