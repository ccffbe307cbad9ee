import type { ContentEncryption, KeyManagement } from "../names.js";
import { CONTENT_ENCRYPTION, KEY_MANAGEMENT } from "../names.js";
import { randomBytes } from "../runtime/random.js";
import type { SchemaOption } from "../schema/standard.js";
import type { JwtClaims } from "../types.js";
import { hostFrom, isContent, openByHost } from "./ciphers.js";
import { DONE, jwe, readBytes, readNumber, settled, textOf, tokenBytes, write } from "./door.js";
import { type PrivateResult, privateAsync, privateSync } from "./host.js";
import { type EncryptionHandle, type EncryptionKey, handleOf } from "./key.js";
import { type Rules, rulesOf } from "./rules.js";
import { answer, answerAsync, operationOf } from "./slots.js";
import type { Decrypted, DecryptionKey, DecryptOptions, JweHeader } from "./types.js";

/**
 * Decrypts a token and checks its claims by the rules of `verify`. The key decides `alg` and `enc`; `RSA1_5`, PBES2,
 * compressed tokens and `crit` are refused.
 *
 * That a token decrypts says nothing of who wrote it, if others have the secret or the public key. If a signed token is
 * inside, the option `nested` verifies it.
 * @throws {JwtError} `decryption_failed` for a wrong key and a token that was changed alike; `not_encrypted` for a
 *   signed token; `malformed`, `too_large`, `header_rejected`, `algorithm_not_allowed`, `key_invalid`, `key_not_found`,
 *   `key_ambiguous`; the codes of `verify` for claims; `options_invalid`
 * @example
 * ```ts
 * const key = encryptionKey(secret, { alg: "dir", enc: "A256GCM" });
 * const { payload } = await decrypt(token, key, { audience: "api" });
 * console.log(payload.sub);
 * ```
 */
export function decrypt<P>(
  token: string,
  key: EncryptionKey,
  options: DecryptOptions & SchemaOption<P>,
): Promise<Decrypted<P>>;
export function decrypt<P = JwtClaims>(
  token: string,
  key: EncryptionKey,
  options?: DecryptOptions,
): Promise<Decrypted<P>>;
export function decrypt(token: string, key: EncryptionKey, options?: DecryptOptions): Promise<Decrypted>;
export async function decrypt(
  token: string,
  key: EncryptionKey,
  options: DecryptOptions = {},
): Promise<Decrypted> {
  const handle = handleOf(key);
  const rules = rulesOf(options, handle.clockTolerance);
  try {
    const opened = await openAsync(token, handle, rules);
    return decrypted(opened, await rules.check(opened));
  } finally {
    rules.free();
  }
}

/**
 * As {@link decrypt}, but returns the result instead of a promise.
 * @throws {JwtError} as {@link decrypt}, and `sync_unavailable` where the runtime computes RSA or key agreement only as
 *   a promise
 * @example
 * ```ts
 * const key = encryptionKey(secret, { alg: "dir", enc: "A256GCM" });
 * console.log(decryptSync(token, key, { audience: "api" }).payload.sub);
 * ```
 */
export function decryptSync<P>(
  token: string,
  key: EncryptionKey,
  options: DecryptOptions & SchemaOption<P>,
): Decrypted<P>;
export function decryptSync<P = JwtClaims>(
  token: string,
  key: EncryptionKey,
  options?: DecryptOptions,
): Decrypted<P>;
export function decryptSync(token: string, key: EncryptionKey, options?: DecryptOptions): Decrypted;
export function decryptSync(token: string, key: EncryptionKey, options: DecryptOptions = {}): Decrypted {
  const handle = handleOf(key);
  const rules = rulesOf(options, handle.clockTolerance);
  try {
    const opened = open(token, handle, rules);
    return decrypted(opened, rules.checkSync(opened));
  } finally {
    rules.free();
  }
}

/** Content that was decrypted. */
export interface Opened {
  readonly header: JweHeader;
  readonly headerText: Uint8Array;
  readonly content: Uint8Array;
  readonly key: DecryptionKey;
  /** Whether `cty` says that a signed token is inside. */
  readonly isNested: boolean | undefined;
}

type Limits = Pick<Rules, "limit" | "isTraced">;

/** @internal */
export function open(token: unknown, handle: EncryptionHandle, { limit, isTraced }: Limits): Opened {
  let slot = begun(token, handle, limit, isTraced);
  if (slot !== DONE && !isContent(slot)) {
    const operation = operationOf(slot, handle);
    slot = finish(
      slot,
      isTraced,
      answer(slot, () => privateSync(operation)),
    );
  }
  return result(slot, handle, isTraced);
}

/** @internal */
export async function openAsync(
  token: unknown,
  handle: EncryptionHandle,
  { limit, isTraced }: Limits,
): Promise<Opened> {
  let slot = begun(token, handle, limit, isTraced);
  if (slot !== DONE && !isContent(slot)) {
    const operation = operationOf(slot, handle);
    slot = finish(slot, isTraced, await answerAsync(slot, () => privateAsync(operation)));
  }
  return result(slot, handle, isTraced);
}

/** The size of the longest content key: random bytes stand in for one that cannot be unwrapped (RFC 7516 §11.5). */
const KEY_SIZE = 64;

function begun(token: unknown, handle: EncryptionHandle, limit: number, isTraced: boolean): number {
  const { bytes, length } = tokenBytes(token, limit);
  const isWrapped = handle.keys.some(({ alg }) => alg !== "dir" && alg !== "ECDH-ES");
  const random = randomBytes(isWrapped ? KEY_SIZE : 0);
  write(bytes, random);
  const { decrypt } = jwe();
  return settled(decrypt(handle.number(), bytes.length, length, limit, random.length, hostFrom()), isTraced);
}

function finish(slot: number, isTraced: boolean, result: PrivateResult): number {
  const bytes = result ?? new Uint8Array(0);
  const random = randomBytes(KEY_SIZE);
  write(bytes, random);
  bytes.fill(0);
  const isDone = Number(result !== undefined);
  const { finishDecryption } = jwe();
  return settled(finishDecryption(slot, isDone, bytes.length, random.length, hostFrom()), isTraced);
}

function result(slot: number, handle: EncryptionHandle, isTraced: boolean): Opened {
  const content = slot === DONE ? readBytes(1) : contentByHost(slot, handle, isTraced);
  const { keys } = handle;
  const nested = readNumber(0);
  const places = readNumber(1);
  const kid = keys[places & 0xffff]?.kid;
  const headerText = readBytes(0);
  const opened = {
    header: JSON.parse(textOf(headerText)) as JweHeader,
    headerText,
    content,
    key: {
      alg: KEY_MANAGEMENT[(places >> 16) & 0xff] as KeyManagement,
      enc: CONTENT_ENCRYPTION[places >> 24] as ContentEncryption,
      ...(kid !== undefined && { kid }),
    },
    isNested: nested === 0 ? undefined : nested === 1,
  };
  jwe().scrub();
  return opened;
}

function contentByHost(slot: number, handle: EncryptionHandle, isTraced: boolean): Uint8Array {
  const content = answer(slot, () => openByHost(slot, handle));
  settled(jwe().finishOpening(slot, Number(content !== undefined)), isTraced);
  return content as Uint8Array;
}

function decrypted({ header, key }: Opened, checked: Pick<Decrypted, "payload" | "signed">): Decrypted {
  return { header, key, ...checked };
}
