import { core } from "../../generated/core.js";
import { cloneOptions } from "../clone-json.js";
import { guarded, readBytes, settled, writeBytes } from "../core/door.js";
import { load } from "../core/module.js";
import type { SecretKey } from "../key.js";
import { ALGORITHMS } from "../names.js";
import { flag, unknownOption } from "../read-options.js";
import { textEncoder } from "../runtime/text.js";
import type { SecretAlgorithm } from "../types.js";
import { checkAlgorithm } from "./algorithm-list.js";
import { bytesOf } from "./bytes.js";
import { makeSecretKey } from "./make.js";
import { checkText } from "./text.js";
import { unfit } from "./unfit.js";

/** The options of `secretKey`. */
export interface SecretKeyOptions {
  /**
   * `true` accepts a secret that is shorter than the hash (RFC 7518 §3.2). Anybody who sees one of its tokens can then
   * search for the secret offline. Default `false`.
   */
  allowWeakSecret?: boolean;
}

/**
 * Makes a key from a shared secret, which is bytes, or text that counts as its UTF-8 bytes.
 * @param algorithm the only algorithm that the key is used with
 * @throws {JwtError} `key_too_weak` if the secret is shorter than the hash (32, 48 or 64 bytes); `key_invalid` if it is
 *   empty, or if it is something that others have too: a key file, a certificate, a JWK, an SSH key or a token, also in
 *   base64 or hexadecimal; `options_invalid` for the other arguments
 * @example
 * ```ts
 * const key = secretKey("at least 32 bytes that nobody can guess", "HS256");
 * ```
 */
export function secretKey<A extends SecretAlgorithm>(
  secret: string | Uint8Array | ArrayBuffer,
  algorithm: A,
  options: SecretKeyOptions = {},
): SecretKey<A> {
  const bytes = secretBytes(secret);
  try {
    const allowWeak = readOptions(options);
    checkAlgorithm(algorithm);
    return makeSecretKey(() => {
      writeBytes(bytes);
      return core.secret(bytes.length, ALGORITHMS.indexOf(algorithm), allowWeak);
    });
  } finally {
    if (typeof secret === "string") bytes.fill(0);
  }
}

/**
 * Makes a new random secret of the algorithm's size (32, 48 or 64 bytes) with the runtime's secure random numbers.
 * @throws {JwtError} `sync_unavailable` if the runtime has no random numbers, such as a Worker at global scope;
 *   `options_invalid` if the algorithm uses no secret
 * @example
 * ```ts
 * const key = secretKey(generateSecret("HS256"), "HS256");
 * ```
 */
export function generateSecret(algorithm: SecretAlgorithm): Uint8Array {
  checkAlgorithm(algorithm);
  load();
  try {
    settled(
      guarded(() => core.generateSecret(ALGORITHMS.indexOf(algorithm))),
      true,
    );
    return readBytes();
  } finally {
    core.scrub();
  }
}

function secretBytes(secret: unknown): Uint8Array {
  if (typeof secret === "string") {
    checkText(secret, "the secret");
    return textEncoder().encode(secret);
  }
  const bytes = bytesOf(secret);
  if (bytes === undefined) throw unfit("the secret must be a string or bytes", secret);
  return bytes;
}

function readOptions(options: SecretKeyOptions): boolean {
  const { allowWeakSecret, ...unknown } = cloneOptions(options);
  const [name] = Object.keys(unknown);
  if (name !== undefined) throw unknownOption(name, ["allowWeakSecret"]);
  return flag("allowWeakSecret", allowWeakSecret);
}
