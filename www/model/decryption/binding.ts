/** What a key for an encrypted token is bound to. */

import type { ContentEncryption, KeyManagement } from "jwt-wasm/jwe";

export interface Bound {
  readonly alg: KeyManagement;
  readonly enc: ContentEncryption;
}

/** Bytes of the content's key. */
export const CEK_SIZES: Readonly<Record<string, number>> = {
  A128GCM: 16,
  A192GCM: 24,
  A256GCM: 32,
  "A128CBC-HS256": 32,
  "A192CBC-HS384": 48,
  "A256CBC-HS512": 64,
};

/** What a JWK or a set does not say of itself. */
export function bindingFor(jwk: object, { alg, enc }: Bound): Partial<Bound> {
  if ("keys" in jwk) return { enc };
  if (!("alg" in jwk)) return { alg, enc };
  return CEK_SIZES[String(jwk.alg)] ? {} : { enc };
}
