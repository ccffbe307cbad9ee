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
 * WebKitGTK drops the zero bytes at the start of what RSA-OAEP decrypts, so one content key in 256 is too short there. A
 * runtime that drops the zero byte of a test gets them back. In every other runtime, a key that is too short is refused.
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
