import { cloneOptions } from "../clone-json.js";
import { invalidOption, readOnce, unknownOption } from "../read-options.js";
import { randomBytes } from "../runtime/random.js";
import { base64urlBytes, textEncoder } from "../runtime/text.js";
import { sign, signingInput, signSync } from "../sign.js";
import type { ClaimsToSign, SigningKey, SignOptions } from "../types.js";
import { hostFrom, isContent, sealByHost } from "./ciphers.js";
import { DONE, jwe, readText, settled, textOf, write } from "./door.js";
import { type PublicResult, publicAsync, publicSync } from "./host.js";
import { internalKey } from "./internal-key.js";
import { type EncryptionHandle, type EncryptionKey, handleOf } from "./key.js";
import { answer, answerAsync, operationOf } from "./slots.js";

/** What to put into an encrypted token in addition to the claims. */
export interface EncryptOptions extends SignOptions {
  /**
   * Signs the claims first, with this key and these options, and encrypts the signed token (RFC 7519 §11.2), whose
   * claims the options of the encrypted token then do not change. Only so the recipient knows who wrote them.
   */
  nested?: SignOptions & {
    /** The key that signs. */
    key: SigningKey;
  };
}

/**
 * Encrypts claims and returns the token. Each token gets a new content key, IV and ephemeral key. Everyone who has the
 * secret or the public key can do the same, so the token proves nothing of its origin: the option `nested` signs the
 * claims first.
 * @throws {JwtError} as `sign` for claims and options; `key_invalid` if the key only decrypts, or has several `enc`;
 *   `algorithm_not_allowed` for RSA-OAEP with SHA-1, which is only read
 * @example
 * ```ts
 * const key = encryptionKey(secret, { alg: "dir", enc: "A256GCM" });
 * const token = await encrypt({ sub: "user-42", aud: "api" }, key, { expiresIn: 300 });
 * console.log(token.split(".").length); // 5
 * ```
 */
export async function encrypt(
  claims: ClaimsToSign,
  key: EncryptionKey,
  options: EncryptOptions = {},
): Promise<string> {
  const handle = handleOf(key);
  const { nested, header, content } = read(claims, handle, options);
  const inner = nested ? textEncoder().encode(await sign(claims, nested.key, nested.options)) : content;
  return sealAsync(inner, header, handle);
}

/**
 * As {@link encrypt}, but returns the token instead of a promise.
 * @throws {JwtError} as {@link encrypt}, and `sync_unavailable` where the runtime computes RSA, key agreement or the
 *   signature only as a promise
 * @example
 * ```ts
 * const key = encryptionKey(secret, { alg: "A256KW", enc: "A256GCM" });
 * console.log(encryptSync({ sub: "user-42" }, key, { expiresIn: 300 }).split(".").length); // 5
 * ```
 */
export function encryptSync(claims: ClaimsToSign, key: EncryptionKey, options: EncryptOptions = {}): string {
  const handle = handleOf(key);
  const { nested, header, content } = read(claims, handle, options);
  const inner = nested ? textEncoder().encode(signSync(claims, nested.key, nested.options)) : content;
  return seal(inner, header, handle);
}

interface Read {
  readonly nested: { readonly key: SigningKey; readonly options: SignOptions } | undefined;
  /** The header's members besides `alg` and `enc`. */
  readonly header: object;
  /** The claims as they are encrypted, unless a signed token is. */
  readonly content: Uint8Array;
}

const OF_HEADER = ["typ", "kid", "header"] as const;
const OF_CLAIMS = ["expiresIn", "notBefore", "issuedAt", "jwtId", "now"] as const;

/** What the header of an encrypted token has by other means. */
const ELSEWHERE = ["alg", "enc", "typ", "kid", "cty"];

function read(claims: ClaimsToSign, { keys }: EncryptionHandle, options: unknown): Read {
  const { nested, ...rest } = readOnce(options, "options");
  const known = [...OF_HEADER, ...OF_CLAIMS, "nested"];
  for (const name of Object.keys(rest)) {
    if (!known.includes(name)) throw unknownOption(name, known);
    if (nested !== undefined && (OF_CLAIMS as readonly string[]).includes(name)) {
      throw invalidOption(name, "is about claims, which the option nested signs: give it there");
    }
  }
  const usual = nested === undefined ? "JWT" : false;
  const { typ = usual, kid = keys[0]?.kid, header = {}, ...ofClaims } = cloneOptions(rest) as SignOptions;
  const ofHeader = { typ, header, ...(kid !== undefined && { kid }) };
  // Only for signed tokens does the core complete claims and check the header. So it prepares one, which is never signed.
  const signed = signingInput(nested === undefined ? claims : {}, internalKey(), {
    ...ofHeader,
    ...ofClaims,
  });
  const taken = ELSEWHERE.find((name) => Object.hasOwn(header, name));
  if (taken !== undefined) throw invalidOption("header", `has ${taken}, which is set by other means`);
  const [, payload = ""] = textOf(signed).split(".");
  return {
    nested: nested === undefined ? undefined : nestedOf(nested),
    header: {
      ...(typ !== false && { typ }),
      ...(kid !== undefined && { kid }),
      ...(nested !== undefined && { cty: "JWT" }),
      ...header,
    },
    content: base64urlBytes(payload),
  };
}

function nestedOf(nested: unknown): { key: SigningKey; options: SignOptions } {
  const { key, ...options } = readOnce(nested, "options.nested");
  if (key === undefined) throw invalidOption("nested.key", "is missing: give the key that signs");
  return { key: key as SigningKey, options: options as SignOptions };
}

/** For the content's key, its IV, and the IV of the key's own encryption. */
const RANDOM = 64 + 16 + 12;

function begun(content: Uint8Array, header: object, handle: EncryptionHandle): number {
  const members = textEncoder().encode(JSON.stringify(header));
  const random = randomBytes(RANDOM);
  write(content, members, random);
  random.fill(0);
  const { encrypt } = jwe();
  return settled(encrypt(handle.number(), content.length, members.length, RANDOM, hostFrom()), true);
}

/** @internal */
export function seal(content: Uint8Array, header: object, handle: EncryptionHandle): string {
  try {
    let slot = begun(content, header, handle);
    if (slot !== DONE && !isContent(slot)) {
      const operation = operationOf(slot, handle);
      slot = finish(
        slot,
        answer(slot, () => publicSync(operation)),
      );
    }
    return token(slot, handle, content);
  } finally {
    content.fill(0);
  }
}

/** @internal */
export async function sealAsync(
  content: Uint8Array,
  header: object,
  handle: EncryptionHandle,
): Promise<string> {
  try {
    let slot = begun(content, header, handle);
    if (slot !== DONE && !isContent(slot)) {
      const operation = operationOf(slot, handle);
      slot = finish(slot, await answerAsync(slot, () => publicAsync(operation)));
    }
    return token(slot, handle, content);
  } finally {
    content.fill(0);
  }
}

function finish(slot: number, { ephemeral, bytes }: PublicResult): number {
  const jwk = textEncoder().encode(ephemeral === undefined ? "" : JSON.stringify(ephemeral));
  write(jwk, bytes);
  return settled(jwe().finishEncryption(slot, jwk.length, bytes.length, hostFrom()), true);
}

function token(slot: number, handle: EncryptionHandle, content: Uint8Array): string {
  if (slot !== DONE) answer(slot, () => sealByHost(slot, handle, content));
  const text = readText(0);
  jwe().scrub();
  return text;
}
