import type { SecretKey } from "../key.js";
import { generateSecret, secretKey } from "../keys/secret.js";

let key: SecretKey | undefined;

/**
 * Signs internal tokens, whose claims the core completes. They never leave this folder. The key is made when it is first
 * needed, because Workers have no random bytes at global scope.
 */
export function internalKey(): SecretKey {
  key ??= secretKey(generateSecret("HS256"), "HS256");
  return key;
}
