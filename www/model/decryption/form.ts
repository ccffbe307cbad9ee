import type { DecodedToken } from "../decoded-token";

/** Five parts whose header names a content encryption (RFC 7516 §4.1.2). The code that decrypts is loaded with it. */
export function isEncrypted({ segments, header }: DecodedToken): boolean {
  return segments.length === 5 && typeof header?.alg === "string" && typeof header.enc === "string";
}
