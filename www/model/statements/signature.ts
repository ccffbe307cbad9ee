import type { DecodedToken } from "../decoded-token";
import { ALL_SIGNED, isRsa, signatureLengths } from "../find-tokens/header";
import { readableBytes } from "../token-text";
import { type Statement, statement } from "./statement";

/** RSA keys have multiples of 512 bits, with rare exceptions. The smallest in use has 1024. */
const RSA_STEP = 64;
const RSA_SMALLEST = 128;
const RSA_LARGEST = 1024;

/**
 * A signature has a length that follows from its algorithm; for RSA, from the key (RFC 8017 §8).
 * @param modulus letters that a signature of the given RSA key has
 */
export function signatureStatement(
  { header, segments }: DecodedToken,
  modulus: number | undefined,
): Statement | undefined {
  const alg = header?.alg;
  const signature = segments[2]?.text;
  if (segments.length !== 3 || typeof alg !== "string" || signature === undefined) return undefined;
  if (alg.toLowerCase() === "none") {
    return signature === "" ? undefined : statement("signed_none", [alg, signature.length]);
  }
  if (signature === "") return statement("empty_signature", [alg]);
  // Other characters are another fault, which the core names.
  if (!/^[\w-]+$/.test(signature)) return undefined;
  return isRsa(alg) ? ofRsa(alg, signature, modulus) : ofFixedLength(alg, signature);
}

function ofFixedLength(alg: string, signature: string): Statement | undefined {
  const lengths = signatureLengths(alg);
  const [length] = lengths;
  if (length === undefined || lengths.includes(signature.length)) return undefined;
  if (isDer(alg, signature)) return statement("der_signature", [alg]);
  if (isHexadecimal(signature, length)) return statement("hex_signature", [alg]);
  const others = ALL_SIGNED.filter((name) => signatureLengths(name)[0] === signature.length);
  if (others.length > 0) return statement("other_length", [alg, others, signature.length, length]);
  return difference(alg, signature, length);
}

function ofRsa(alg: string, signature: string, modulus: number | undefined): Statement | undefined {
  if (modulus !== undefined) {
    if (modulus === signature.length) return undefined;
    // As long as a signature of another key: the key differs, and nothing is cut off.
    return isUsualRsa(signature.length) ? undefined : difference(alg, signature, modulus);
  }
  if (isUsualRsa(signature.length)) return undefined;
  // Most keys have 2048 bits, then 3072 or 4096.
  const next = signatureLengths(alg).find((one) => one > signature.length && one >= lettersFor(256));
  if (next === undefined) return undefined;
  return statement("missing_rsa", [next - signature.length, Math.floor((next * 3) / 4) * 8]);
}

function difference(alg: string, signature: string, length: number): Statement {
  const surplus = signature.length - length;
  return surplus > 0
    ? statement("surplus", [surplus, alg, length])
    : statement("missing", [-surplus, alg, length]);
}

/** Whether a signature of so many letters can be whole. */
export function isUsualRsa(letters: number): boolean {
  for (let bytes = RSA_SMALLEST; bytes <= RSA_LARGEST; bytes += RSA_STEP) {
    if (lettersFor(bytes) === letters) return true;
  }
  return false;
}

/** Letters of base64url without padding. */
export function lettersFor(bytes: number): number {
  return Math.ceil((bytes * 4) / 3);
}

/** Most libraries for ECDSA give DER, but a JWS has R and S side by side (RFC 7518 §3.4). */
function isDer(alg: string, signature: string): boolean {
  if (!alg.startsWith("ES")) return false;
  const [sequence, first = 0, second] = readableBytes(signature).bytes;
  const length = Math.floor((signature.length * 3) / 4);
  return sequence === 0x30 && (first === length - 2 || (first === 0x81 && second === length - 3));
}

function isHexadecimal(signature: string, length: number): boolean {
  return signature.length === 2 * Math.floor((length * 3) / 4) && /^(?:[\da-f]+|[\dA-F]+)$/.test(signature);
}
