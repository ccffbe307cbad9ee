/** Signatures that the browser makes, where it can. */

import { base64url } from "../encoding";
import { type KeyFields, NO_KEY, withText } from "../key-fields";
import type { NewKey } from "../new-key";
import type { MlDsaAlgorithm } from "./algorithm";
import type { PrivateJwk, PublicJwk } from "./key";

/** Rejects where the browser has no ML-DSA. */
export async function newMlDsaKey(algorithm: MlDsaAlgorithm): Promise<NewKey> {
  const pair = (await crypto.subtle.generateKey(algorithm, true, ["sign", "verify"])) as CryptoKeyPair;
  const exported = (await crypto.subtle.exportKey("jwk", pair.privateKey)) as Partial<PrivateJwk>;
  const { pub = "", priv = "" } = exported;
  return newKeyOf({ kty: "AKP", alg: algorithm, pub, priv });
}

function newKeyOf(jwk: PrivateJwk): NewKey {
  const { kty, alg, pub } = jwk;
  return { signing: fieldsOf(jwk), verifying: fieldsOf({ kty, alg, pub }) };
}

export function fieldsOf(jwk: PublicJwk): KeyFields {
  return withText(NO_KEY, JSON.stringify(jwk, null, 2), "jwk");
}

/** Of an example or of a draft. */
export interface MlDsaHeader {
  readonly typ: string | undefined;
  readonly kid: string | undefined;
  readonly others?: object;
}

/** A JWS in its compact form (RFC 7515 §7.1). Rejects where the browser has no ML-DSA, or refuses the key. */
export async function signMlDsa(
  { typ = "JWT", kid, others }: MlDsaHeader,
  claims: object,
  { kty, alg, pub, priv }: PrivateJwk,
): Promise<string> {
  const members: object = { kty, alg, pub, priv };
  const key = await crypto.subtle.importKey("jwk", members, alg, false, ["sign"]);
  const encoder = new TextEncoder();
  const header = { alg, typ, kid, ...others };
  const input = [header, claims].map((part) => base64url(encoder.encode(JSON.stringify(part)))).join(".");
  const signature = await crypto.subtle.sign(alg, key, encoder.encode(input));
  return `${input}.${base64url(new Uint8Array(signature))}`;
}
