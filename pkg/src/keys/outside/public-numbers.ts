import { unable } from "../../engines/inability.js";
import { verifyAsync } from "../../engines/index.js";
import { webCrypto } from "../../engines/web.js";
import { base64urlBytes } from "../../runtime/text.js";
import type { Computing } from "./outside-key.js";

/** A public JWK, without what is not a number of the key. */
export function numbersOf({ kty, crv, n, e, x, y, alg, pub }: JsonWebKey & { pub?: string }): JsonWebKey {
  // Only an AKP key needs its alg, which says how long pub is (RFC 9964 §3).
  return JSON.parse(JSON.stringify({ kty, crv, n, e, x, y, ...(kty === "AKP" && { alg, pub }) }));
}

/** Verifies with the numbers of a public key, by any engine. */
export async function verifyWith(
  open: JsonWebKey,
  ...[engine, owner, signed]: Parameters<NonNullable<Computing["verify"]>>
): Promise<boolean> {
  // The core has compared the signature with the modulus of the stand-in (RFC 8017 §8.1.2, §8.2.2).
  if (open.n !== undefined && !isBelow(signed.signature, base64urlBytes(open.n))) return false;
  return verifyAsync(engine, signed.name, { owner, index: 0, jwk: () => open }, signed);
}

/** Compares two numbers of the same length. */
function isBelow(one: Uint8Array, other: Uint8Array): boolean {
  const place = one.findIndex((byte, at) => byte !== other[at]);
  return place >= 0 && (one[place] as number) < (other[place] as number);
}

/** @throws {JwtError} `options_invalid` */
export function requiredWebCrypto(): SubtleCrypto {
  const subtle = webCrypto();
  if (subtle) return subtle;
  throw unable("this runtime has no WebCrypto here; browsers have it only in secure contexts, such as https");
}
