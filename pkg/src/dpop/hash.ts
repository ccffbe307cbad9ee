import { unavailableHere } from "../error.js";
import { base64urlOf, textEncoder } from "../runtime/text.js";

/** @throws {JwtError} `sync_unavailable` where the runtime has no WebCrypto, such as on a page without a secure context */
export function subtle(): SubtleCrypto {
  const { crypto } = globalThis;
  if (crypto?.subtle === undefined) throw unavailableHere("this runtime has no WebCrypto, which DPoP needs");
  return crypto.subtle;
}

/** SHA-256 in base64url, as `ath` has it (RFC 9449 §4.2). */
export async function sha256(text: string): Promise<string> {
  return base64urlOf(
    new Uint8Array(await subtle().digest("SHA-256", textEncoder().encode(text) as BufferSource)),
  );
}
