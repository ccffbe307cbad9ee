/// <reference lib="esnext.disposable" preserve="true" />
import { cloneJson } from "../clone-json.js";
import { disposable } from "../core/handles.js";
import { invalidKey, invalidOptions, type JwtError } from "../error.js";
import { bytesOf } from "../keys/bytes.js";
import type { JwkLike, JwksLike } from "../keys/jwk-types.js";
import { withBytes } from "../keys/text.js";
import { unfit } from "../keys/unfit.js";
import { isObject, isPlainObject } from "../kind.js";
import { CONTENT_ENCRYPTION, type ContentEncryption, KEY_MANAGEMENT, type KeyManagement } from "../names.js";
import { namedOptions, orUnreadable, wrongOption, wrongValue } from "../read-options.js";
import { DONE, jwe, made, readNumber, readText, write } from "./door.js";
import type { HostKeys } from "./host.js";

/** What a key for encryption is bound to. */
export interface EncryptionKeyOptions {
  /** How the content's key is encrypted or agreed on. A JWK that has its own `alg` does not need it. */
  alg?: KeyManagement;
  /**
   * How the content is encrypted: one name, or the list of those that a key for decrypting accepts. With `dir`, and for
   * encrypting, it is one. A JWK whose `alg` names a content encryption does not need it.
   */
  enc?: ContentEncryption | readonly ContentEncryption[];
}

/** What the package keeps of a key for encryption, or of a set of them. */
export interface EncryptionHandle {
  number(): number;
  readonly keys: readonly KeyInSet[];
  hostKeys: HostKeys;
  /** Seconds that `decrypt` allows clocks to differ by, if its options do not say. */
  readonly clockTolerance: number | undefined;
}

/** One key of a set. */
export interface KeyInSet {
  readonly alg: KeyManagement;
  readonly enc: readonly ContentEncryption[];
  readonly kid: string | undefined;
  readonly kind: "secret" | "public" | "private";
}

let handleIn: (key: unknown) => EncryptionHandle | undefined;

const registry =
  typeof FinalizationRegistry === "function"
    ? new FinalizationRegistry<number>((number) => jwe().freeKey(number))
    : undefined;

/**
 * A key, or a set of keys, for encrypted tokens, made by `encryptionKey` or `authJsKey`. It is bound to its `alg` and
 * `enc`, and cannot sign or verify.
 */
export class EncryptionKey {
  /** The `alg` of the key, or of the first key of a set. */
  readonly alg: KeyManagement;
  /** The `kid` of the key, if it has one; not of a set. */
  declare readonly kid?: string;
  readonly #handle: EncryptionHandle;
  #number: number;
  /** As {@link free}, for `using`. */
  declare [Symbol.dispose]: () => void;

  /** @internal */
  constructor(number: number, clockTolerance?: number) {
    const keys = keysIn(number);
    this.#number = number;
    this.#handle = { number: () => this.#live(), keys, hostKeys: new Map(), clockTolerance };
    const [first] = keys;
    if (first === undefined) {
      jwe().freeKey(number);
      throw invalidKey("no key of the set can be used for encryption", "no_key");
    }
    this.alg = first.alg;
    if (keys.length === 1 && first.kid !== undefined) this.kid = first.kid;
    registry?.register(this, number, this);
  }

  /** Frees the key now, and not only when it is garbage-collected. Using it afterwards is `key_invalid`. */
  free(): void {
    if (this.#number === 0) return;
    registry?.unregister(this);
    jwe().freeKey(this.#number);
    this.#handle.hostKeys.clear();
    // A call that waits for the host still writes its key into the old map, which nothing else holds.
    this.#handle.hostKeys = new Map();
    this.#number = 0;
  }

  #live(): number {
    if (this.#number === 0) throw invalidKey("the key was freed", "freed");
    return this.#number;
  }

  static {
    handleIn = (key) => (isObject(key) && #handle in key ? key.#handle : undefined);
  }
}

disposable(EncryptionKey);

const KINDS = ["secret", "public", "private"] as const;

function keysIn(number: number): KeyInSet[] {
  const keys: KeyInSet[] = [];
  while (jwe().describeKey(number, keys.length) === DONE) {
    const bits = readNumber(1);
    const kid = readText(0);
    keys.push({
      alg: KEY_MANAGEMENT[readNumber(0)] as KeyManagement,
      enc: CONTENT_ENCRYPTION.filter((_, place) => (bits >> place) & 1),
      kid: kid === "" ? undefined : kid.slice(1),
      kind: KINDS[bits >> 6] as KeyInSet["kind"],
    });
  }
  return keys;
}

/**
 * Makes a key for encrypted tokens: of the bytes of a shared secret, of a JWK, or a set of a JSON Web Key Set, whose
 * keys a token's `kid` chooses. A public key encrypts, a private key decrypts, and a secret does both.
 * @throws {JwtError} `key_invalid` if it is for signatures, of another kind or length than its `alg` needs, or not bound
 *   to `alg` and `enc`; `options_invalid`
 * @example
 * ```ts
 * const key = encryptionKey(crypto.getRandomValues(new Uint8Array(32)), { alg: "dir", enc: "A256GCM" });
 * const fromJwk = encryptionKey({ kty: "oct", alg: "A128KW", k: "GawgguFyGrWKav7AX4VKUg" }, { enc: "A128GCM" });
 * console.log(key.alg, fromJwk.alg); // dir A128KW
 * ```
 */
export function encryptionKey(
  material: Uint8Array | ArrayBuffer | JwkLike | JwksLike,
  options: EncryptionKeyOptions = {},
): EncryptionKey {
  const { alg, place, bits } = bindingOf(options);
  const bytes = bytesOf(material);
  if (bytes !== undefined) {
    if (alg === undefined) throw invalidKey("a secret needs the option alg", "no_algorithm");
    return keep((exports) => {
      write(bytes);
      return exports.secretKey(bytes.length, place, bits);
    });
  }
  const isSet = isSetIn(material);
  if (isSet === undefined) {
    const wanted = "the key must be bytes, a JWK or a JSON Web Key Set";
    if (typeof material !== "string") throw unfit(wanted, material);
    throw invalidKey(
      `${wanted}, but it is a string: a PEM file is read by encryptionKeyFile(…)`,
      "not_a_key",
    );
  }
  const refuse = (message: string): JwtError => invalidKey(message, "not_json");
  const json = JSON.stringify(cloneJson(material, isSet ? "the key set" : "the JWK", refuse));
  if (isSet && alg !== undefined) {
    throw invalidOptions("the option alg is not for a set; its keys have their own alg");
  }
  return withBytes(json, (text) => {
    if (!isSet) return keyOfJwk(text, place, bits);
    return keep((exports) => {
      write(text);
      return exports.jwksKeys(text.length, bits);
    });
  });
}

/** `true` for a set, `false` for a JWK, and `undefined` for anything else. */
function isSetIn(material: unknown): boolean | undefined {
  try {
    return isPlainObject(material) ? Object.hasOwn(material, "keys") : undefined;
  } catch {
    return undefined;
  }
}

/** @internal */
export function keyOfJwk(json: Uint8Array, place: number, bits: number): EncryptionKey {
  return keep((exports) => {
    write(json);
    return exports.jwkKey(json.length, place, bits);
  });
}

/** What the options bind a key to, by its places in the lists. */
export function bindingOf(options: unknown): { alg: KeyManagement | undefined; place: number; bits: number } {
  const { alg, enc } = namedOptions(options, "options", ["alg", "enc"]);
  const place = alg === undefined ? KEY_MANAGEMENT.length : placeOf("alg", KEY_MANAGEMENT, alg);
  return { alg: KEY_MANAGEMENT[place], place, bits: enc === undefined ? 0 : bitsOf(enc) };
}

/** @internal */
export function keep(make: Parameters<typeof made>[0], clockTolerance?: number): EncryptionKey {
  return new EncryptionKey(made(make), clockTolerance);
}

/**
 * What a key for encryption holds.
 * @throws {JwtError} `key_invalid` if it is not one, or was freed
 */
export function handleOf(key: unknown): EncryptionHandle {
  const handle = handleIn(key);
  if (handle === undefined) {
    throw unfit(
      "the key must be made by encryptionKey or authJsKey",
      key,
      "make the key by encryptionKey(…)",
    );
  }
  handle.number();
  return handle;
}

function placeOf(option: string, names: readonly string[], name: unknown): number {
  const place = names.indexOf(name as string);
  if (place >= 0) return place;
  throw wrongValue(option, `must be one of ${names.join(", ")}`, name);
}

function bitsOf(enc: unknown): number {
  const bitOf = (name: unknown) => 1 << placeOf("enc", CONTENT_ENCRYPTION, name);
  // Item by item, so that the first hole of a sparse array fails: its length can be billions.
  const bits = orUnreadable("options.enc", () =>
    Array.isArray(enc) ? Array.from(enc, bitOf) : [bitOf(enc)],
  );
  if (bits.length === 0) throw wrongOption("enc", "must name a content encryption", enc);
  return bits.reduce((all, bit) => all | bit);
}
