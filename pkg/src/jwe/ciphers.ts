import { nodeModule } from "../runtime/builtin.js";
import { DONE, jwe, readBytes, readNumber, settled, view, write } from "./door.js";
import { isNode, refused } from "./host.js";
import type { EncryptionHandle, KeyInSet } from "./key.js";

/** The functions of `node:crypto` that are used. */
interface Ciphers {
  createSecretKey(bytes: Uint8Array): ContentKey;
  createCipheriv(name: string, key: ContentKey, iv: Uint8Array, options: object): Cipher;
  createDecipheriv(name: string, key: ContentKey, iv: Uint8Array, options: object): Cipher;
}

interface Cipher {
  setAAD(data: Uint8Array): void;
  setAuthTag(tag: Uint8Array): void;
  getAuthTag(): Uint8Array;
  update(bytes: Uint8Array): Uint8Array;
  final(): Uint8Array;
}

/** A `KeyObject`, or bytes. */
type ContentKey = Uint8Array | { readonly symmetricKeySize: number };

/**
 * From this many bytes on, Node's AES-GCM takes less time than the module's, the calls included. Tests change it, to
 * run both with short content.
 */
export const LONG = { content: 256 };
/** The limit that leaves all content to the module. */
const NO_LIMIT = 2 ** 32 - 1;

let found: Ciphers | null | undefined;

function ciphers(): Ciphers | undefined {
  if (found === undefined) found = lookUp() ?? null;
  return found ?? undefined;
}

function lookUp(): Ciphers | undefined {
  const crypto = nodeModule("node:crypto") as Ciphers | undefined;
  try {
    // A build of Node may lack a cipher, or have a policy against it.
    crypto?.createDecipheriv("aes-192-gcm", new Uint8Array(24), new Uint8Array(12), TAG);
    return crypto;
  } catch {
    return undefined;
  }
}

/** Without it, Node would take a tag of 4 bytes. */
const TAG = { authTagLength: 16 };
const IV_SIZE = 12;

/** From how many bytes on content by AES-GCM is left to the host. */
export function hostFrom(): number {
  return isNode() && ciphers() ? LONG.content : NO_LIMIT;
}

/** Whether the slot waits for content, and not for its key. */
export function isContent(slot: number): boolean {
  return slot !== DONE && readNumber(0) === 2;
}

/** The content that the slot waits for; `undefined` if the tag does not match. No content leaves here before that is known. */
export function openByHost(slot: number, handle: EncryptionHandle): Uint8Array | undefined {
  const index = readNumber(1);
  const known = knownKey(handle, index);
  // Asking for the key overwrites what the module shows, so that is copied first.
  const [ciphertext, others] = known ? [view(0), view(1)] : [readBytes(0), readBytes(1)];
  const iv = others.subarray(0, IV_SIZE);
  const tag = others.subarray(IV_SIZE, IV_SIZE + TAG.authTagLength);
  return withKey(slot, handle, index, known, (crypto, key) => {
    const decipher = crypto.createDecipheriv(nameFor(key), key, iv, TAG);
    decipher.setAAD(others.subarray(IV_SIZE + TAG.authTagLength));
    decipher.setAuthTag(tag);
    const content = decipher.update(ciphertext);
    try {
      decipher.final();
      // Not a `Buffer`, whose methods differ.
      return new Uint8Array(content);
    } catch {
      return undefined;
    } finally {
      content.fill(0);
    }
  });
}

/** Encrypts the content for the slot, which then makes the token. */
export function sealByHost(slot: number, handle: EncryptionHandle, content: Uint8Array): void {
  const known = knownKey(handle, 0);
  const others = known ? view(1) : readBytes(1);
  const [ciphertext, tag] = withKey(slot, handle, 0, known, (crypto, key) => {
    const cipher = crypto.createCipheriv(nameFor(key), key, others.subarray(0, IV_SIZE), TAG);
    cipher.setAAD(others.subarray(IV_SIZE));
    const ciphertext = cipher.update(content);
    cipher.final();
    return [ciphertext, cipher.getAuthTag()] as const;
  });
  write(ciphertext, tag);
  settled(jwe().finishSealing(slot, ciphertext.length, tag.length), true);
}

function knownKey({ hostKeys }: EncryptionHandle, index: number): ContentKey | undefined {
  return hostKeys.get(`content ${index}`) as ContentKey | undefined;
}

/**
 * Calls `use` with the content's key. With `dir` it is the caller's own, and is kept; otherwise it is only this token's.
 * @throws {JwtError} `key_invalid` if the host does not encrypt or decrypt with it, such as by a policy set later
 */
function withKey<T>(
  slot: number,
  { keys, hostKeys }: EncryptionHandle,
  index: number,
  known: ContentKey | undefined,
  use: (crypto: Ciphers, key: ContentKey) => T,
): T {
  const crypto = ciphers() as Ciphers;
  const { alg } = keys[index] as KeyInSet;
  let bytes: Uint8Array | undefined;
  if (!known) {
    settled(jwe().slotKey(slot), true);
    bytes = readBytes(0);
    jwe().scrub();
  }
  try {
    if (bytes && alg !== "dir") return use(crypto, bytes);
    const key = known ?? crypto.createSecretKey(bytes as Uint8Array);
    hostKeys.set(`content ${index}`, key);
    return use(crypto, key);
  } catch {
    throw refused(alg);
  } finally {
    bytes?.fill(0);
  }
}

function nameFor(key: ContentKey): string {
  const size = key instanceof Uint8Array ? key.length : key.symmetricKeySize;
  return `aes-${8 * size}-gcm`;
}
