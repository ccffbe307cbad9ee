import type { HostJwk, KeyOperation } from "./host.js";

/** A private key of RSA-OAEP, as WebCrypto has it and as a JWK. */
interface RsaKey {
  readonly subtle: SubtleCrypto;
  readonly key: CryptoKey;
  readonly own: HostJwk;
  readonly parameters: Algorithm;
}

let found: Promise<boolean> | undefined;

/**
 * WebKitGTK takes what RSA-OAEP decrypts for a number, and leaves out its leading zero bytes: one content key in 256 is
 * too short there. They are put back where the runtime is seen to do this. Elsewhere a key that is too short stays so,
 * and is refused.
 */
export async function withZeros(
  decrypted: Uint8Array,
  { keySize }: KeyOperation,
  rsaKey: RsaKey,
): Promise<Uint8Array> {
  if (decrypted.length >= keySize) return decrypted;
  found ??= losesZeros(rsaKey);
  if (!(await found)) return decrypted;
  const whole = new Uint8Array(keySize);
  whole.set(decrypted, keySize - decrypted.length);
  decrypted.fill(0);
  return whole;
}

async function losesZeros({ subtle, key, own: { kty, n, e }, parameters }: RsaKey): Promise<boolean> {
  const open = await subtle.importKey("jwk", { kty, n, e } as JsonWebKey, parameters, false, ["encrypt"]);
  const encrypted = await subtle.encrypt({ name: "RSA-OAEP" }, open, new Uint8Array([0, 1]));
  return (await subtle.decrypt({ name: "RSA-OAEP" }, key, encrypted)).byteLength === 1;
}
