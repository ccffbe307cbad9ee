import { loadEngine } from "../engines/load-engine.js";
import { invalidOptions } from "../error.js";
import { kindOf } from "../kind.js";
import { orUnreadable } from "../read-options.js";
import { signJws, signJwsSync } from "../sign-jws.js";
import type { Algorithm } from "../types.js";
import { unavailableAtOnce } from "./at-once.js";
import { needsPromise, settle } from "./callback.js";
import type { MadeKey } from "./kept.js";
import { keyFor } from "./keys.js";
import { contentOf, isClaims } from "./payload.js";
import { signingMaterial, tooSmall } from "./sign-key.js";
import { readSignOptions, type Signing } from "./sign-options.js";
import type { PrivateKey, Secret, SignCallback, SignOptions } from "./types.js";

/**
 * Signs an object of claims, a text or bytes. Without a callback, it returns the token or throws. With one, it calls
 * back.
 * @throws {JwtError} `options_invalid`, `claim_invalid`, `malformed`, `too_large`, `key_invalid`, `key_too_weak`;
 *   `sync_unavailable` without a callback, if the runtime signs only as a promise
 * @example
 * ```ts
 * const token = sign({ sub: "user-42" }, secret, { expiresIn: "1h" });
 * ```
 */
export function sign(
  payload: string | Uint8Array | object,
  key: Secret | PrivateKey,
  options?: SignOptions,
): string;
export function sign(
  payload: string | Uint8Array | object,
  key: null,
  options?: SignOptions & { algorithm: "none" },
): string;
export function sign(
  payload: string | Uint8Array | object,
  key: Secret | PrivateKey,
  callback: SignCallback,
): void;
export function sign(
  payload: string | Uint8Array | object,
  key: Secret | PrivateKey,
  options: SignOptions,
  callback: SignCallback,
): void;
export function sign(
  payload: string | Uint8Array | object,
  key: null,
  options: SignOptions & { algorithm: "none" },
  callback: SignCallback,
): void;
export function sign(payload: unknown, key: unknown, second?: unknown, third?: unknown): string | undefined {
  const [options, callback] = typeof second === "function" ? [undefined, second] : [second, third];
  if (callback === undefined || callback === null) return now(payload, key, options);
  if (typeof callback !== "function") {
    throw invalidOptions(`the callback must be a function, but it is ${kindOf(callback)}`);
  }
  calling(payload, key, options, callback as SignCallback);
  return undefined;
}

/** A call whose arguments have been checked, before anything is computed. */
interface Ready {
  readonly signing: Signing;
  readonly content: Uint8Array;
  make(): MadeKey;
}

function ready(payload: unknown, key: unknown, options: unknown): Ready {
  const signing = readSignOptions(options, isClaims(payload));
  const { algorithm, words } = signing;
  const material = orUnreadable("the key", () => signingMaterial(key, algorithm));
  const content = orUnreadable("the payload", () => contentOf(payload, signing));
  const make = (): MadeKey => {
    try {
      return keyFor(material, algorithm, "sign", words);
    } catch (thrown) {
      throw tooSmall(thrown, algorithm);
    }
  };
  return { signing, content, make };
}

function now(payload: unknown, key: unknown, options: unknown): string {
  const { signing, content, make } = ready(payload, key, options);
  try {
    const made = make();
    try {
      return signJwsSync(content, made.key, signing.header);
    } finally {
      made.done();
    }
  } catch (thrown) {
    throw unavailableAtOnce(thrown, signing.algorithm, "sign");
  }
}

function calling(payload: unknown, key: unknown, options: unknown, callback: SignCallback): void {
  let waiting: Ready;
  try {
    waiting = ready(payload, key, options);
  } catch (thrown) {
    callback(thrown as Error);
    return;
  }
  settle(signed(waiting), callback);
}

async function signed({ signing, content, make }: Ready): Promise<string> {
  const made = await madeAsync(make, signing.algorithm);
  try {
    return await signJws(content, made.key, signing.header);
  } finally {
    made.done();
  }
}

async function madeAsync(make: () => MadeKey, algorithm: Algorithm): Promise<MadeKey> {
  try {
    return make();
  } catch (thrown) {
    if (!needsPromise(thrown)) throw thrown;
    // An EC private key without its public half needs the engine to compute it.
    await loadEngine(algorithm);
    return make();
  }
}
