import { nodeCrypto } from "../engines/node.js";
import { isJwtError, JwtError } from "../error.js";
import type { Key } from "../key.js";
import { privateKey, publicKey } from "../keys/file.js";
import type { Jwk } from "../keys/jwk.js";
import { jwk } from "../keys/jwk.js";
import { secretKey } from "../keys/secret.js";
import type { PublicKeyAlgorithm, SecretAlgorithm } from "../types.js";
import { keptAs, keptFor, type MadeKey, once } from "./kept.js";
import type { LegacyWords } from "./legacy.js";
import type { Material } from "./material.js";
import { mismatch, unknownType } from "./mismatch.js";
import { ofPssKey } from "./rsa-pss.js";
import type { KeyObjectLike } from "./types.js";

type Asymmetric = Exclude<Material, { kind: "secret" }>;

/**
 * Makes a key for one algorithm. Verifying with a private key uses its public half.
 * @throws {JwtError} `key_invalid`, with jsonwebtoken's message if the key is of the wrong kind; `key_too_weak`
 */
export function keyFor(
  material: Material,
  algorithm: SecretAlgorithm | PublicKeyAlgorithm,
  use: "sign" | "verify",
  words: LegacyWords,
): MadeKey {
  if (material.kind === "secret")
    return once(secretFor(material.secret, algorithm as SecretAlgorithm, words));
  const name = algorithm as PublicKeyAlgorithm;
  const make = () => (use === "sign" ? read(material, name, words) : publicHalf(material, name, words));
  try {
    if ("keyObject" in material) return keptFor(material.keyObject, `${use} ${name}`, make);
    if ("jwk" in material || typeof material.file !== "string") return once(make());
    return keptAs(`${use} ${name} ${words.explicitCurves} ${material.file}`, make);
  } catch (thrown) {
    throw mismatch(thrown, name);
  }
}

function secretFor(secret: string | Uint8Array, algorithm: SecretAlgorithm, words: LegacyWords): Key {
  try {
    return secretKey(secret, algorithm, { allowWeakSecret: words.shortSecrets });
  } catch (thrown) {
    if (!isJwtError(thrown) || thrown.code !== "key_too_weak") throw thrown;
    const message = `${thrown.message}; until you replace it, legacy: { shortSecrets: true } accepts it`;
    throw new JwtError(message, thrown);
  }
}

function publicHalf(material: Asymmetric, name: PublicKeyAlgorithm, words: LegacyWords): Key {
  const key = read(material, name, words);
  if (material.kind === "public") return key;
  try {
    return jwk(key.toPublicJwk(), name);
  } finally {
    key.free();
  }
}

function read(material: Asymmetric, name: PublicKeyAlgorithm, words: LegacyWords): Key {
  if ("jwk" in material) return jwk(material.jwk as Jwk, name);
  if ("keyObject" in material) return ofKeyObject(material.keyObject, name);
  const { file, kind } = material;
  try {
    return kind === "private" ? privateKey(file, name) : publicKey(file, name);
  } catch (thrown) {
    const reason = isJwtError(thrown) ? thrown.reason : undefined;
    const isForNode = reason === "pss_only" || (reason === "explicit_curve" && words.explicitCurves);
    const read = isForNode ? byNode(file, kind) : undefined;
    if (read === undefined) throw thrown;
    return ofKeyObject(read, name);
  }
}

/** @throws {JwtError} `key_invalid`, also for a kind of key that has no JWK */
function ofKeyObject(given: KeyObjectLike, name: PublicKeyAlgorithm): Key {
  const { asymmetricKeyType: type = "" } = given;
  if (type === "rsa-pss") return ofPssKey(given, name);
  if (type !== "rsa" && type !== "ec") throw unknownType(type);
  const exported = (given.export as (options: object) => unknown)({ format: "jwk" });
  return jwk(exported as Jwk, name);
}

/**
 * Reads with `node:crypto` a file that the module of key files refuses. For an EC key with explicit curve parameters,
 * `node:crypto` finds the named curve that has them, and the named curve is then used.
 */
function byNode(file: string | Uint8Array, kind: "public" | "private"): KeyObjectLike | undefined {
  const crypto = nodeCrypto();
  const create = (kind === "private" ? crypto?.createPrivateKey : crypto?.createPublicKey) as
    | ((file: unknown) => KeyObjectLike)
    | undefined;
  try {
    return typeof file === "string" ? create?.(file) : undefined;
  } catch {
    return undefined;
  }
}
