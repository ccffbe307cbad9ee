import type { Decryption, Introspected } from "../edge/hooks.js";
import { payloadText } from "../edge/number-text.js";
import { verifierWith } from "../edge/verifying.js";
import { invalidKey } from "../error.js";
import type { kind } from "../key.js";
import { heldBy, isSource, KeyObject, type KeySource } from "../keys/handle.js";
import { MAX_TOKEN_LENGTH } from "../names.js";
import { invalidOption, namedOptions } from "../read-options.js";
import type { JwtClaims, VerificationKey, VerifiedKey } from "../types.js";
import { checkOptions } from "../verifier/kept.js";
import type { ReadOptions } from "../verifier/options.js";
import { tokenInChunks } from "./chunks.js";
import { type Opened, openAsync } from "./decrypt.js";
import { textOf } from "./door.js";
import { type EncryptionHandle, type EncryptionKey, handleOf } from "./key.js";
import { claimsIn, OF_CLAIMS, tokenInside } from "./rules.js";
import type { NestedOptions } from "./types.js";

/** What the gate does with encrypted tokens besides decrypting them. */
export interface DecrypterOptions {
  /**
   * The key of the signed token that is inside (RFC 7519 §11.2). The gate's options are then about the signed token, and
   * a token without one is refused.
   */
  nested?: Pick<NestedOptions, "key">;
}

/** The key of a gate that reads encrypted tokens, made by `decrypter`. */
export interface Decrypter {
  /** @hidden */
  readonly [kind]: "decrypter";
}

const Keys = class Decrypter extends KeyObject {};

/**
 * Makes the key of a gate that reads encrypted tokens, such as the sessions of Auth.js. The gate checks the claims by its
 * own options, and its handlers get the header, the claims and the key that decrypted the token; or the signed token
 * that was inside, with `nested`.
 * @throws {JwtError} `key_invalid` if the key does not decrypt; `options_invalid`
 * @example
 * ```ts
 * interface Env {
 *   AUTH_SECRET: string;
 * }
 * const cookie = "__Secure-authjs.session-token";
 * export default {
 *   fetch: createGate({
 *     keyFromEnv: (env: Env) => decrypter(authJsKey(env.AUTH_SECRET, { cookie })),
 *     tokenFrom: { cookie, chunks: true },
 *     origin: (_request, _env, _context, session) => new Response(`hello ${session?.payload["name"]}`),
 *   }),
 * };
 * ```
 */
export function decrypter(key: EncryptionKey, options: DecrypterOptions = {}): Decrypter {
  const handle = handleOf(key);
  if (handle.keys.every(({ kind }) => kind === "public")) {
    throw invalidKey("the key is public, and only encrypts; the private key decrypts", "public_key");
  }
  const { nested } = namedOptions(options, "options", ["nested"]);
  const source = nested === undefined ? sourceOf(handle) : nestedSource(handle, nested);
  return new Keys(source) as unknown as Decrypter;
}

function sourceOf(handle: EncryptionHandle): KeySource {
  return {
    ...ONLY_FOR_GATE,
    decryption(options) {
      const inner = forContent(options, handle.clockTolerance);
      return decryptionBy(handle, options, async (opened) => {
        const payload = claimsIn(opened, inner);
        const verified = { header: opened.header, payload, key: opened.key as unknown as VerifiedKey };
        return { verified, text: textOf(opened.content) };
      });
    },
  };
}

function nestedSource(handle: EncryptionHandle, nested: unknown): KeySource {
  const { key } = namedOptions(nested, "options.nested", ["key"]) as { key?: VerificationKey };
  if (key === undefined) {
    throw invalidOption("nested.key", "is missing: give the key that verifies the signed token");
  }
  const held = heldBy(key);
  return {
    ...ONLY_FOR_GATE,
    ...(isSource(held) && {
      prefetch: () => held.prefetch(),
      ...(held.issuers !== undefined && { issuers: held.issuers }),
    }),
    decryption(options) {
      const verifier = verifierWith<JwtClaims>(key, options);
      return decryptionBy(handle, options, async (opened) => {
        const token = tokenInside(opened);
        return { verified: await verifier.verify(token), text: payloadText(token) };
      });
    },
  };
}

const unusable = (): never => {
  throw invalidKey("a decrypter is only for the gate; decrypt reads one encrypted token", "not_a_key");
};

const ONLY_FOR_GATE = {
  number: unusable,
  verifier: unusable,
  use: unusable,
  atHand: unusable,
  prefetch: async () => {},
};

function decryptionBy(
  handle: EncryptionHandle,
  { limit = MAX_TOKEN_LENGTH, stackTraces: isTraced }: ReadOptions,
  check: (opened: Opened) => Promise<Introspected>,
): Decryption {
  const limits = { limit, isTraced };
  return { read: async (token) => check(await openAsync(token, handle, limits)), find: tokenInChunks };
}

/**
 * The gate's options for claims.
 * @throws {JwtError} `options_invalid` for an option about signatures
 */
function forContent(options: ReadOptions, clockTolerance: number | undefined): ReadOptions {
  checkOptions(options);
  const { engine, newTokens, policy: given } = options;
  const policy: Record<string, unknown> = given === "" ? {} : JSON.parse(given);
  const misplaced =
    Object.keys(policy).find((name) => !ABOUT_CONTENT.has(name)) ??
    (engine === "auto" ? undefined : "engine") ??
    (newTokens?.() && "cache");
  if (misplaced !== undefined) {
    throw invalidOption(misplaced, "is about signed tokens: it needs the option nested of decrypter");
  }
  const inner = { ...(clockTolerance !== undefined && { clockTolerance }), ...policy };
  return { ...options, policy: JSON.stringify(inner) };
}

/** The options of the core that are about claims and the header's `typ`. */
const ABOUT_CONTENT: ReadonlySet<string> = new Set([...OF_CLAIMS, "claimTests", "maxTokenLength", "typ"]);
