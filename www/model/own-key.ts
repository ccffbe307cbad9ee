/** A key that a token brings in its header. The author of the token chose it, so it proves only that the author has it. */

import type { ShownObject } from "./decoded-token";
import { type KeyFields, NO_KEY, withText } from "./key-fields";
import { mediaType } from "./media-type";
import { isPublicJwk } from "./profiles/proof";
import { readableObject } from "./token-text";

/** A DPoP proof is verified with its own key (RFC 9449 §4.3). For other kinds, that key proves nothing. */
export function offeredKey(header: ShownObject | undefined): KeyFields | undefined {
  if (mediaType(header?.typ) !== "dpop+jwt" || !isPublicJwk(header?.jwk)) return undefined;
  return withText(NO_KEY, JSON.stringify(header?.jwk, null, 2), "jwk");
}

const NUMBERS = ["kty", "crv", "x", "y", "n", "e"];

/** Whether the entered key is the one that the token brings. */
export function isOwnKey({ kind, text }: KeyFields, header: ShownObject | undefined): boolean {
  const own = header?.jwk;
  if (kind !== "jwk" || !isPublicJwk(own)) return false;
  const entered = readableObject(text);
  const brought = own as Readonly<Record<string, unknown>>;
  return entered !== undefined && NUMBERS.every((name) => entered[name] === brought[name]);
}
