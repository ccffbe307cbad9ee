/** Writes the less common forms of public keys as JWKs. No number is computed: only the wrapping changes. */

import { type Jwk, JwtError, type PublicKeyAlgorithm } from "jwt-wasm";
import { FAMILIES, hasSecret } from "./algorithms";
import { base64url, bytesOf } from "./encoding";
import { publicKey } from "./key-file-readers";
import type { KeyKind } from "./key-form";

export interface Converted {
  readonly kind: KeyKind;
  readonly text: string;
}

/** RFC 4253 §6.6, RFC 5656 §3.1 and RFC 8709 §4. If a line cannot be read, the core says what it is. */
export function convertSsh(entered: string): Converted {
  const keys = blobsIn(entered).map((letters) => {
    const bytes = bytesOf(letters, "base64");
    return bytes && jwkOfBlob(bytes);
  });
  const [first] = keys;
  if (first === undefined || keys.includes(undefined)) return { kind: "pem", text: entered.trim() };
  if (keys.length > 1) return { kind: "jwks", text: JSON.stringify({ keys }) };
  return { kind: "jwk", text: JSON.stringify(first) };
}

/** Google's and Firebase's certificates: a JSON object whose names are the `kid`s. */
export function convertCertificates(entered: string): Converted {
  const keys = Object.entries(JSON.parse(entered)).map(([kid, pem]) => ({ ...jwkOfPem(String(pem)), kid }));
  return { kind: "jwks", text: JSON.stringify({ keys }) };
}

function jwkOfPem(pem: string): Partial<Jwk> {
  for (const [algorithm] of FAMILIES) {
    if (algorithm === undefined || hasSecret(algorithm)) continue;
    try {
      const key = publicKey(pem, algorithm as PublicKeyAlgorithm);
      try {
        // The certificate's algorithm is not the tokens', except for ML-DSA, where it is a part of the key.
        const { alg, ...jwk } = key.toPublicJwk();
        return jwk.kty === "AKP" && alg !== undefined ? { ...jwk, alg } : jwk;
      } finally {
        key.free();
      }
    } catch (error) {
      if (!(error instanceof JwtError)) throw error;
    }
  }
  return {};
}

function blobsIn(entered: string): string[] {
  // RFC 4716 §3: header lines have a colon, and end in a backslash if they go on.
  if (entered.trim().startsWith("---- BEGIN")) {
    const lines = entered.trim().split(/\r?\n/).slice(1, -1);
    let goesOn = false;
    const body = lines.filter((line) => {
      const isHeader = goesOn || line.includes(":");
      goesOn = isHeader && line.endsWith("\\");
      return !isHeader;
    });
    return [body.join("").replace(/\s+/g, "")];
  }
  const found = entered.match(/(?<![^\s])AAAA[A-Za-z\d+/]+={0,2}/g) ?? [];
  return found.length > 0 ? found : [""];
}

function jwkOfBlob(blob: Uint8Array): object | undefined {
  const [type, ...parts] = partsOf(blob) ?? [];
  const name = type && new TextDecoder().decode(type);
  if (name === "ssh-rsa" && parts.length === 2) {
    const [e, n] = parts.map((part) => base64url(withoutLeadingZero(part)));
    return { kty: "RSA", n, e };
  }
  const [key, point] = parts;
  if (name === "ssh-ed25519" && parts.length === 1 && key?.length === 32) {
    return { kty: "OKP", crv: "Ed25519", x: base64url(key) };
  }
  const curve = CURVES[name ?? ""];
  // SEC 1 §2.3.4: 4 is an uncompressed point.
  if (!curve || parts.length !== 2 || point?.[0] !== 4 || point.length !== 1 + 2 * curve.size)
    return undefined;
  const [x, y] = [point.subarray(1, 1 + curve.size), point.subarray(1 + curve.size)];
  return { kty: "EC", crv: curve.crv, x: base64url(x), y: base64url(y) };
}

const CURVES: Readonly<Record<string, { readonly crv: string; readonly size: number }>> = {
  "ecdsa-sha2-nistp256": { crv: "P-256", size: 32 },
  "ecdsa-sha2-nistp384": { crv: "P-384", size: 48 },
  "ecdsa-sha2-nistp521": { crv: "P-521", size: 66 },
};

/** RFC 4251 §5: each part has its length before it, in four bytes. */
function partsOf(blob: Uint8Array): Uint8Array[] | undefined {
  const parts: Uint8Array[] = [];
  const view = new DataView(blob.buffer, blob.byteOffset, blob.byteLength);
  let at = 0;
  while (at < blob.length) {
    if (at + 4 > blob.length) return undefined;
    const from = at + 4;
    at = from + view.getUint32(at);
    if (at > blob.length) return undefined;
    parts.push(blob.subarray(from, at));
  }
  return parts;
}

/** RFC 4251 §5: a zero byte keeps the number positive. */
function withoutLeadingZero(number: Uint8Array): Uint8Array {
  return number[0] === 0 ? number.subarray(1) : number;
}
