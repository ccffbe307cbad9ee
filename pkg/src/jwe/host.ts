import { invalidKey, type JwtError, unavailableHere } from "../error.js";
import type { KeyManagement } from "../names.js";
import { nodeModule } from "../runtime/builtin.js";
import { generatePair } from "../runtime/pair.js";
import { withZeros } from "./leading-zeros.js";

/** What is used of a JWK. Programs that have Node's types alone do not have the DOM's `JsonWebKey`. */
export interface HostJwk {
  readonly kty?: string;
  readonly crv?: string;
  readonly x?: string;
  readonly y?: string;
  readonly n?: string;
  readonly e?: string;
}

/** The keys that were imported into the host's cryptography, by what they are for. */
export type HostKeys = Map<string, unknown>;

/** The functions of `node:crypto` that are used. */
interface NodeCrypto {
  readonly constants: { readonly RSA_PKCS1_OAEP_PADDING: number };
  createPublicKey(key: object): object;
  createPrivateKey(key: object): object;
  publicEncrypt(key: object, bytes: Uint8Array): Uint8Array;
  privateDecrypt(key: object, bytes: Uint8Array): Uint8Array;
  diffieHellman(keys: { privateKey: object; publicKey: object }): Uint8Array;
  generateKeyPairSync(type: string, options: object): { publicKey: HostJwk; privateKey: Uint8Array };
}

// The key is read back from its file: Node 20 would hang if the garbage collector freed the work that made a key while
// that key is used, because both want the key's lock.
const PKCS8 = { type: "pkcs8", format: "der" };

const NEEDED = [
  "createPublicKey",
  "createPrivateKey",
  "publicEncrypt",
  "privateDecrypt",
  "diffieHellman",
  "generateKeyPairSync",
] as const satisfies (keyof NodeCrypto)[];

let found: NodeCrypto | null | undefined;

function nodeCrypto(): NodeCrypto | undefined {
  if (found === undefined) {
    const crypto = nodeModule("node:crypto") as Partial<NodeCrypto> | undefined;
    found = NEEDED.every((name) => typeof crypto?.[name] === "function") ? (crypto as NodeCrypto) : null;
  }
  return found ?? undefined;
}

/** Whether it is Node itself. Deno and Bun imitate it, and some of their functions throw what is not implemented. */
export function isNode(): boolean {
  const { process, Deno } = globalThis as { process?: { versions?: Record<string, string> }; Deno?: unknown };
  return (
    process?.versions?.["node"] !== undefined && process.versions["bun"] === undefined && Deno === undefined
  );
}

/** What the module leaves to the host: RSA-OAEP of these bytes, or an agreement with this public key. */
export interface KeyOperation {
  readonly alg: KeyManagement;
  readonly isAgreement: boolean;
  readonly bytes: Uint8Array;
  /** The size in bytes that `enc` demands of the key which RSA-OAEP decrypts; 0 for every other operation. */
  readonly keySize: number;
  /** The recipient's key. */
  jwk(): HostJwk;
  readonly hostKeys: HostKeys;
  readonly index: number;
}

/** The result of a private operation: `undefined` if the host refused what the token holds. */
export type PrivateResult = Uint8Array | undefined;

/** The result of a public operation, with the ephemeral public key of an agreement. */
export interface PublicResult {
  readonly ephemeral?: HostJwk;
  readonly bytes: Uint8Array;
}

const HASHES: { readonly [alg: string]: string } = {
  "RSA-OAEP": "1",
  "RSA-OAEP-256": "256",
  "RSA-OAEP-384": "384",
  "RSA-OAEP-512": "512",
};

/** @throws {JwtError} `sync_unavailable` where only a promise can compute it */
export function privateSync(operation: KeyOperation): PrivateResult {
  const crypto = nodeCrypto();
  if (crypto === undefined) throw onlyAsync(operation);
  return privateByNode(crypto, operation);
}

export async function privateAsync(operation: KeyOperation): Promise<PrivateResult> {
  const crypto = isNode() ? nodeCrypto() : undefined;
  if (crypto !== undefined) return privateByNode(crypto, operation);
  const subtle = subtleCrypto();
  const { alg, isAgreement, bytes, jwk, hostKeys, index } = operation;
  const own = jwk();
  const parameters = isAgreement ? agreementOf(own) : { name: "RSA-OAEP", hash: `SHA-${HASHES[alg]}` };
  const key = (await kept(hostKeys, `web private ${index}`, operation, () =>
    subtle.importKey("jwk", own, parameters, false, [isAgreement ? "deriveBits" : "decrypt"]),
  )) as CryptoKey;
  try {
    if (!isAgreement) {
      const decrypted = await subtle.decrypt({ name: "RSA-OAEP" }, key, bytes as BufferSource);
      return await withZeros(new Uint8Array(decrypted), operation, { subtle, key, own, parameters });
    }
    const epk = await subtle.importKey("jwk", JSON.parse(textOf(bytes)), parameters, false, []);
    return await derived(subtle, own, key, epk);
  } catch {
    return undefined;
  }
}

/** @throws {JwtError} as {@link privateSync}; `key_invalid` if the host refuses the recipient's key */
export function publicSync(operation: KeyOperation): PublicResult {
  const crypto = nodeCrypto();
  if (crypto === undefined) throw onlyAsync(operation);
  return publicByNode(crypto, operation);
}

export async function publicAsync(operation: KeyOperation): Promise<PublicResult> {
  const crypto = isNode() ? nodeCrypto() : undefined;
  if (crypto !== undefined) return publicByNode(crypto, operation);
  const subtle = subtleCrypto();
  const { alg, isAgreement, bytes, jwk, hostKeys, index } = operation;
  const own = jwk();
  const parameters = isAgreement ? agreementOf(own) : { name: "RSA-OAEP", hash: `SHA-${HASHES[alg]}` };
  const key = (await kept(hostKeys, `web public ${index}`, operation, () =>
    subtle.importKey("jwk", own, parameters, false, isAgreement ? [] : ["encrypt"]),
  )) as CryptoKey;
  try {
    if (!isAgreement) {
      return {
        bytes: new Uint8Array(await subtle.encrypt({ name: "RSA-OAEP" }, key, bytes as BufferSource)),
      };
    }
    const pair = await generatePair(subtle, parameters, false, ["deriveBits"]);
    const shared = await derived(subtle, own, pair.privateKey, key);
    return { ephemeral: publicJwk(await subtle.exportKey("jwk", pair.publicKey)), bytes: shared };
  } catch {
    throw refused(alg);
  }
}

function privateByNode(crypto: NodeCrypto, operation: KeyOperation): PrivateResult {
  const { alg, isAgreement, bytes, jwk, hostKeys, index } = operation;
  const key = kept(hostKeys, `node private ${index}`, operation, () =>
    crypto.createPrivateKey({ key: jwk(), format: "jwk" }),
  ) as object;
  try {
    if (!isAgreement) return crypto.privateDecrypt(oaep(crypto, alg, key), bytes);
    const publicKey = crypto.createPublicKey({ key: JSON.parse(textOf(bytes)), format: "jwk" });
    return crypto.diffieHellman({ privateKey: key, publicKey });
  } catch {
    return undefined;
  }
}

function publicByNode(crypto: NodeCrypto, operation: KeyOperation): PublicResult {
  const { alg, isAgreement, bytes, jwk, hostKeys, index } = operation;
  const own = jwk();
  const key = kept(hostKeys, `node public ${index}`, operation, () =>
    crypto.createPublicKey({ key: own, format: "jwk" }),
  ) as object;
  try {
    if (!isAgreement) return { bytes: crypto.publicEncrypt(oaep(crypto, alg, key), bytes) };
    const pair = crypto.generateKeyPairSync(own.crv === "X25519" ? "x25519" : "ec", {
      ...(own.crv === "X25519" ? {} : { namedCurve: own.crv }),
      publicKeyEncoding: { format: "jwk" },
      privateKeyEncoding: PKCS8,
    });
    const privateKey = crypto.createPrivateKey({ key: pair.privateKey, ...PKCS8 });
    return {
      ephemeral: publicJwk(pair.publicKey),
      bytes: crypto.diffieHellman({ privateKey, publicKey: key }),
    };
  } catch {
    // Every 32 bytes are a point of X25519. Those of small order give no shared secret.
    throw refused(alg);
  }
}

function oaep({ constants }: NodeCrypto, alg: KeyManagement, key: object): object {
  return { key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: `sha${HASHES[alg]}` };
}

function agreementOf({ crv }: HostJwk): EcKeyImportParams {
  return crv === "X25519"
    ? ({ name: "X25519" } as EcKeyImportParams)
    : { name: "ECDH", namedCurve: crv as string };
}

/** The x coordinate in the curve's full length, which for P-521 is 66 bytes. */
async function derived(
  subtle: SubtleCrypto,
  { crv }: HostJwk,
  own: CryptoKey,
  other: CryptoKey,
): Promise<Uint8Array> {
  const bits = crv === "X25519" ? 256 : Math.ceil(Number(crv?.slice(2)) / 8) * 8;
  const name = crv === "X25519" ? "X25519" : "ECDH";
  return new Uint8Array(await subtle.deriveBits({ name, public: other }, own, bits));
}

/** Only what the header needs: hosts add `ext` and `key_ops`. */
function publicJwk({ kty, crv, x, y }: HostJwk): HostJwk {
  return { kty, crv, x, ...(y !== undefined && { y }) } as HostJwk;
}

/** A key that was imported before, or now. What the host refuses is an error of the key. */
function kept(keys: HostKeys, name: string, { alg }: KeyOperation, make: () => unknown): unknown {
  const known = keys.get(name);
  if (known !== undefined) return known;
  let key: unknown;
  try {
    key = make();
  } catch {
    throw refused(alg);
  }
  const imported = key instanceof Promise ? key.catch(() => Promise.reject(refused(alg))) : key;
  if (imported instanceof Promise) {
    return imported.then((ready: unknown) => {
      keys.set(name, ready);
      return ready;
    });
  }
  keys.set(name, imported);
  return imported;
}

/** No `cause`: it could hold a part of the key. */
export function refused(alg: KeyManagement): JwtError {
  return invalidKey(`the runtime's cryptography refuses the key for ${alg}`, "engine_refused");
}

function subtleCrypto(): SubtleCrypto {
  const subtle = globalThis.crypto?.subtle;
  if (subtle !== undefined) return subtle;
  throw unavailableHere(
    "this runtime has no WebCrypto, which browsers have only in secure contexts",
    undefined,
    "engine",
  );
}

function onlyAsync({ alg }: KeyOperation): JwtError {
  return unavailableHere(
    `this runtime computes ${alg} only as a promise: await decrypt or encrypt`,
    undefined,
    "engine",
  );
}

function textOf(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}
