import { cloneJson } from "../../clone-json.js";
import { webCrypto } from "../../engines/web.js";
import { invalidKey, invalidOptions, type JwtError, unavailableHere } from "../../error.js";
import { bytesOf } from "../../keys/bytes.js";
import { unfit } from "../../keys/unfit.js";
import { needed } from "../../runtime/needs.js";
import { base64urlBytes, base64urlOf, textEncoder } from "../../runtime/text.js";
import type { StoredKeys, StoredKeysLike } from "./entry.js";

const AES = "AES-GCM";
const HEADER = { alg: "dir", enc: "A256GCM", cty: "jwk-set+json" };
const [SECRET_LENGTH, NONCE_LENGTH, TAG_LENGTH] = [32, 12, 16];

/**
 * Encrypts the keys of a ring, so that the text can be stored where others can read it. The text is an encrypted JWK
 * Set (RFC 7517 §7): a JWE (RFC 7516 §7.1) with `dir` and `A256GCM`, which other libraries can read too.
 * @param secret 32 random bytes or their base64url; do not store them with the text
 * @throws {JwtError} `key_invalid` for a secret of another form; `options_invalid` for keys that are not JSON;
 *   `sync_unavailable` if the runtime has no WebCrypto
 * @example
 * ```ts
 * const ring = keyRing([], { retireAfter: 86_400 });
 * await ring.rotate();
 * const storageSecret = generateSecret("HS256"); // 32 random bytes
 * const text = await encryptJwks(ring.toPrivateJwks(), storageSecret);
 * console.log(text.split(".").length); // 5
 * ```
 */
export async function encryptJwks(keys: StoredKeysLike, secret: Uint8Array | string): Promise<string> {
  const json = JSON.stringify(cloneJson(keys, "the keys", invalidOptions));
  const { subtle, key } = await imported(secret, "encrypt");
  const header = base64urlOf(textEncoder().encode(JSON.stringify(HEADER)));
  const iv = needed("crypto").getRandomValues(new Uint8Array(NONCE_LENGTH));
  const content = textEncoder().encode(json);
  try {
    const sealed = new Uint8Array(await subtle.encrypt(parameters(iv, header), key, content));
    const end = sealed.length - TAG_LENGTH;
    const [text, tag] = [base64urlOfAll(sealed.subarray(0, end)), base64urlOf(sealed.subarray(end))];
    return `${header}..${base64urlOf(iv)}.${text}.${tag}`;
  } finally {
    content.fill(0);
  }
}

/**
 * Decrypts a text of {@link encryptJwks}.
 * @throws {JwtError} `key_invalid` for a wrong secret, and for a text that `encryptJwks` did not make or that was
 *   changed; `sync_unavailable` if the runtime has no WebCrypto
 * @example
 * ```ts
 * const ring = keyRing([], { retireAfter: 86_400 });
 * await ring.rotate();
 * const storageSecret = generateSecret("HS256"); // 32 random bytes
 * const text = await encryptJwks(ring.toPrivateJwks(), storageSecret);
 * ring.replace(await decryptJwks(text, storageSecret)); // also in another process
 * ```
 */
export async function decryptJwks(text: string, secret: Uint8Array | string): Promise<StoredKeys> {
  const { subtle, key } = await imported(secret, "decrypt");
  const { header, iv, sealed } = partsOf(text);
  let content: Uint8Array;
  try {
    content = new Uint8Array(await subtle.decrypt(parameters(iv, header), key, sealed as BufferSource));
  } catch {
    throw malformed(
      "the keys cannot be decrypted: the secret is not the one they were encrypted with, or the text was changed",
    );
  }
  try {
    return JSON.parse(new (needed("TextDecoder"))("utf-8", { fatal: true }).decode(content));
  } catch {
    // No `cause`: the runtime's message quotes the text.
    throw malformed("the decrypted text is not JSON; encrypt a JWK Set with encryptJwks");
  } finally {
    content.fill(0);
  }
}

function parameters(iv: Uint8Array, header: string): AesGcmParams {
  // The header's text is authenticated together with the content (RFC 7516 §5.1, step 14).
  return {
    name: AES,
    iv: iv as BufferSource,
    additionalData: textEncoder().encode(header),
    tagLength: 8 * TAG_LENGTH,
  };
}

async function imported(secret: unknown, use: "encrypt" | "decrypt") {
  const subtle = webCrypto();
  if (subtle === undefined) throw unavailableHere("this runtime has no WebCrypto to encrypt keys with");
  const bytes = typeof secret === "string" ? decoded(secret) : bytesOf(secret);
  if (bytes === undefined) throw unfit("the secret must be 32 bytes, or their base64url", secret);
  if (bytes.length !== SECRET_LENGTH) {
    throw invalidKey("the secret must be 32 bytes, or their base64url", "wrong_length");
  }
  return { subtle, key: await subtle.importKey("raw", bytes as BufferSource, AES, false, [use]) };
}

function partsOf(text: unknown) {
  const parts = typeof text === "string" ? text.split(".", 6) : [];
  const [header = "", encryptedKey, ...rest] = parts;
  const [iv, content, tag] = rest.map(decoded);
  const isForm = parts.length === 5 && encryptedKey === "" && isOurs(header);
  if (!isForm || content === undefined || iv?.length !== NONCE_LENGTH || tag?.length !== TAG_LENGTH) {
    throw malformed("the text is not an encrypted key set of encryptJwks: a JWE with dir and A256GCM");
  }
  const sealed = new Uint8Array(content.length + TAG_LENGTH);
  sealed.set(content);
  sealed.set(tag, content.length);
  return { header, iv, sealed };
}

function isOurs(header: string): boolean {
  try {
    const { alg, enc, zip, crit } = JSON.parse(new (needed("TextDecoder"))().decode(base64urlBytes(header)));
    return alg === HEADER.alg && enc === HEADER.enc && zip === undefined && crit === undefined;
  } catch {
    return false;
  }
}

function decoded(text: string): Uint8Array | undefined {
  if (/[^\w-]/.test(text)) return undefined;
  try {
    return base64urlBytes(text);
  } catch {
    return undefined;
  }
}

/** Base64url of any length. Each byte becomes an argument of a call, and a call takes only so many. */
function base64urlOfAll(bytes: Uint8Array): string {
  // A multiple of three bytes, so that the pieces can be joined.
  const size = 3 * 8192;
  const count = Math.ceil(bytes.length / size);
  const pieces = Array.from({ length: count }, (_, at) => bytes.subarray(at * size, (at + 1) * size));
  return pieces.map(base64urlOf).join("");
}

function malformed(message: string): JwtError {
  return invalidKey(message, "key_set_malformed");
}
