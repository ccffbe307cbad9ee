import { nodeCrypto } from "../engines/node.js";
import { unavailableHere } from "../error.js";
import { base64urlBytes, base64urlOf } from "../runtime/text.js";

// Each kind of file has one form in DER (RFC 8410 §4, §7), so nothing has to be parsed. The module of key files does not have
// this curve, because nothing is signed on it.
const IDENTIFIER = [0x30, 5, 6, 3, 43, 101, 110];
const SPKI = [0x30, 42, ...IDENTIFIER, 3, 33, 0];
const PKCS8 = [0x30, 46, 2, 1, 0, ...IDENTIFIER, 4, 34, 4, 32];
/** RFC 5958: with the public half, which OpenSSL leaves out. */
const PKCS8_V2 = [0x30, 81, 2, 1, 1, ...IDENTIFIER, 4, 34, 4, 32];
const PUBLIC_HALF = [0x81, 33, 0];
const SIZE = 32;

/** RFC 7468, of such a file and no longer one. */
const PEM =
  /-----BEGIN (PUBLIC|PRIVATE) KEY-----([A-Za-z\d+/\s]{58,200}={0,2}\s{0,9})-----END (PUBLIC|PRIVATE) KEY-----/;

/**
 * The key of the file as a JWK, or `undefined` if it is not one of these files.
 * @throws {JwtError} `sync_unavailable` if a private one lacks the public half, and nothing here computes it
 */
export function x25519Jwk(file: Uint8Array): object | undefined {
  const der = derOf(file) ?? file;
  const base = { kty: "OKP", crv: "X25519" };
  if (isForm(der, SPKI, SIZE)) return { ...base, x: base64urlOf(der.subarray(SPKI.length)) };
  const end = PKCS8.length + SIZE;
  const hasHalf =
    isForm(der, PKCS8_V2, SIZE + PUBLIC_HALF.length + SIZE) && isForm(der.subarray(end), PUBLIC_HALF, SIZE);
  if (!hasHalf && !isForm(der, PKCS8, SIZE)) return undefined;
  const d = base64urlOf(der.subarray(PKCS8.length, end));
  const x = hasHalf ? base64urlOf(der.subarray(-SIZE)) : publicHalf(der);
  if (x !== undefined) return { ...base, x, d };
  throw unavailableHere(
    "the file lacks the public half of its X25519 key, and nothing here computes it at once: use a JWK",
    undefined,
    "engine",
  );
}

function isForm(der: Uint8Array, start: readonly number[], rest: number): boolean {
  return der.length === start.length + rest && start.every((byte, place) => der[place] === byte);
}

/** `undefined` if it is not PEM, and for what the module of key files refuses: two keys, or another label. */
function derOf(file: Uint8Array): Uint8Array | undefined {
  try {
    const text = String.fromCharCode(...file.subarray(0, LONGEST));
    const [, label, base64 = "", end] = PEM.exec(text) ?? [];
    const der = base64urlBytes(base64.replaceAll(/\s/g, ""));
    const isLabelled = label === end && label === (der.length === SPKI.length + SIZE ? "PUBLIC" : "PRIVATE");
    return isLabelled && text.match(/-----BEGIN [A-Z ]{0,20}KEY-----/g)?.length === 1 ? der : undefined;
  } catch {
    // Not base64: the module of key files says what is wrong with the file.
    return undefined;
  }
}

/** Each byte is an argument of one call. Text before the key is allowed, but not so much of it. */
const LONGEST = 8192;

function publicHalf(der: Uint8Array): string | undefined {
  try {
    const crypto = nodeCrypto();
    const key = crypto?.createPrivateKey({ key: der, format: "der", type: "pkcs8" });
    return crypto?.createPublicKey(key as object).export?.({ format: "jwk" }).x;
  } catch {
    return undefined;
  }
}
