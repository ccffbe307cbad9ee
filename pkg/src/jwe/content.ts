import { MAX_TOKEN_LENGTH } from "../names.js";
import { flag, namedOptions } from "../read-options.js";
import type { DecodeOptions } from "../types.js";
import { type Opened, open, openAsync } from "./decrypt.js";
import { type EncryptionKey, handleOf } from "./key.js";
import { lengthOption } from "./rules.js";
import type { DecryptionKey, JweHeader } from "./types.js";

/** Content that was decrypted. It need not be a JWT: nothing in it was checked. */
export interface DecryptedJwe {
  /** The header of the encrypted token. */
  header: JweHeader;
  /** The bytes that were encrypted. */
  content: Uint8Array;
  /** The key that decrypted them. */
  key: DecryptionKey;
}

/** What `decryptJwe` accepts. */
export interface DecryptJweOptions extends Pick<DecodeOptions, "maxTokenLength" | "stackTraces"> {}

/**
 * Decrypts content that is not a JWT, and checks none of it: not its form, and no claim. `decrypt` is for JWTs.
 * @throws {JwtError} `decryption_failed` for a wrong key and a token that was changed alike; `not_encrypted`,
 *   `malformed`, `too_large`, `header_rejected`, `algorithm_not_allowed`, `key_invalid`, `key_not_found`,
 *   `key_ambiguous`; `options_invalid`
 * @example
 * ```ts
 * const { content } = await decryptJwe(token, encryptionKey(secret, { alg: "dir", enc: "A256GCM" }));
 * console.log(new TextDecoder().decode(content));
 * ```
 */
export async function decryptJwe(
  token: string,
  key: EncryptionKey,
  options: DecryptJweOptions = {},
): Promise<DecryptedJwe> {
  return contentOf(await openAsync(token, handleOf(key), limitsOf(options)));
}

/**
 * As {@link decryptJwe}, but returns the result instead of a promise.
 * @throws {JwtError} as {@link decryptJwe}, and `sync_unavailable` as `decryptSync`
 * @example
 * ```ts
 * const key = encryptionKey(secret, { alg: "dir", enc: "A256GCM" });
 * console.log(decryptJweSync(token, key).content.length);
 * ```
 */
export function decryptJweSync(
  token: string,
  key: EncryptionKey,
  options: DecryptJweOptions = {},
): DecryptedJwe {
  return contentOf(open(token, handleOf(key), limitsOf(options)));
}

function limitsOf(options: unknown): { limit: number; isTraced: boolean } {
  const names = ["maxTokenLength", "stackTraces"] as const;
  const { maxTokenLength = MAX_TOKEN_LENGTH, stackTraces } = namedOptions(options, "options", names);
  return { limit: lengthOption(maxTokenLength), isTraced: flag("stackTraces", stackTraces) };
}

function contentOf({ header, content, key }: Opened): DecryptedJwe {
  return { header, content, key };
}
