import { type HostAlgorithm, hostAlgorithm } from "../engines/algorithms.js";
import { missing } from "../engines/missing.js";
import { publicHalf } from "../engines/public-half.js";
import { invalidKey, isJwtError } from "../error.js";
import { withContent } from "../keys/file.js";
import { isWhole, readFile, textOf } from "../keys/read-file.js";
import { withBytes } from "../keys/text.js";
import type { KeyManagement } from "../names.js";
import type { Algorithm } from "../types.js";
import { bindingOf, type EncryptionKey, type EncryptionKeyOptions, keyOfJwk } from "./key.js";
import { x25519Jwk } from "./x25519-file.js";

/** The signature algorithms by which the module of key files names a kind of key: each curve has one of its own. */
const CURVES = ["ES256", "ES384", "ES512"] as const satisfies Algorithm[];
const RSA = ["RS256"] as const satisfies Algorithm[];

/**
 * Makes a key for encrypted tokens of a key file: PEM text, as a string or as bytes, or DER bytes. A public key is SPKI,
 * PKCS#1 for RSA, or in an X.509 certificate; a private key is PKCS#8, PKCS#1 for RSA or SEC 1 for EC. It is on P-256,
 * P-384, P-521 or X25519 for ECDH-ES, or RSA.
 * @throws {JwtError} `key_invalid` if the file is damaged, holds a key of another kind than `alg` needs, or `alg` or
 *   `enc` is not given; `key_too_weak` for RSA below 2048 bits; `sync_unavailable` if a private file lacks the public half
 *   and nothing here computes it, and in Workers without `import "jwt-wasm/keyfile"`; `options_invalid`
 * @example
 * ```ts
 * const key = encryptionKeyFile(await readFile("private.pem", "utf8"), { alg: "RSA-OAEP-256", enc: "A256GCM" });
 * console.log(key.alg); // RSA-OAEP-256
 * ```
 */
export function encryptionKeyFile(
  file: string | Uint8Array | ArrayBuffer,
  options: EncryptionKeyOptions,
): EncryptionKey {
  const { alg, place, bits } = bindingOf(options);
  if (alg === undefined) throw invalidKey("a key file needs the option alg", "no_algorithm");
  return withContent(file, (bytes) => {
    const jwk = alg.startsWith("ECDH") ? x25519Jwk(bytes) : undefined;
    if (jwk !== undefined) return withBytes(JSON.stringify(jwk), (json) => keyOfJwk(json, place, bits));
    const { json, isPrivate, name } = read(bytes, kindsFor(alg));
    try {
      if (!isPrivate || name === "RS256" || isWhole(json)) return keyOfJwk(json, place, bits);
      const jwk = JSON.parse(textOf(json));
      const algorithm = hostAlgorithm(name) as HostAlgorithm;
      const half = publicHalf(algorithm, jwk);
      if (half === undefined) throw missing(algorithm);
      return withBytes(JSON.stringify({ ...jwk, ...half }), (whole) => keyOfJwk(whole, place, bits));
    } finally {
      json.fill(0);
    }
  });
}

function kindsFor(alg: KeyManagement): readonly Algorithm[] {
  if (alg.startsWith("RSA")) return RSA;
  if (alg.startsWith("ECDH")) return CURVES;
  throw invalidKey(`${alg} needs a shared secret, which is not in a key file`, "wrong_kind");
}

interface Read {
  readonly json: Uint8Array;
  readonly isPrivate: boolean;
  readonly name: Algorithm;
}

/** Reads the file as each kind of key that it can be. If none fits, the error that says most is thrown. */
function read(file: Uint8Array, names: readonly Algorithm[]): Read {
  let refusal: unknown;
  for (const isPrivate of [false, true]) {
    for (const name of names) {
      try {
        return { json: readFile(file, isPrivate, [name]), isPrivate, name };
      } catch (thrown) {
        refusal = moreTelling(refusal, thrown);
      }
    }
  }
  throw refusal;
}

/** Trying the wrong half of a pair or the wrong curve always fails, so those errors say the least about the file. */
function rankOf(thrown: unknown): number {
  if (!isJwtError(thrown) || thrown.code !== "key_invalid") return 2;
  return ["private_key", "public_key"].includes(thrown.reason ?? "")
    ? 0
    : thrown.reason === "wrong_kind"
      ? 1
      : 2;
}

function moreTelling(one: unknown, other: unknown): unknown {
  return one === undefined || rankOf(other) > rankOf(one) ? other : one;
}
