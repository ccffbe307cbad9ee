import { type HostAlgorithm, hostAlgorithmOn } from "../../engines/algorithms.js";
import { unable } from "../../engines/inability.js";
import * as web from "../../engines/web.js";
import { JwtError } from "../../error.js";
import type { Key } from "../../key.js";
import type { Algorithm, SecretAlgorithm } from "../../types.js";
import { bytesOf } from "../bytes.js";
import { jwk } from "../jwk.js";
import { secretKey } from "../secret.js";
import { unfit } from "../unfit.js";
import { type Computing, outsideKey } from "./outside-key.js";
import { numbersOf, requiredWebCrypto, verifyWith } from "./public-numbers.js";
import {
  akpStandIn,
  ecStandIn,
  edStandIn,
  type Members,
  privateStandIn,
  rsaStandIn,
  secretStandIn,
} from "./stand-in.js";

/** A `CryptoKey`, by the members that are read. */
export interface CryptoKeyLike {
  /** `secret`, `public` or `private`. */
  readonly type: string;
  /** Whether the runtime gives the key away. */
  readonly extractable: boolean;
  /** The algorithm that the key is for. */
  readonly algorithm: {
    /** The algorithm's name, such as `ECDSA`. */
    readonly name: string;
  };
  /** What the key may be used for, such as `sign`. */
  readonly usages: readonly string[];
}

/** `CryptoKey.algorithm` of the kinds that sign. */
interface OwnAlgorithm {
  readonly name?: unknown;
  readonly hash?: { readonly name?: unknown };
  readonly length?: unknown;
  readonly namedCurve?: unknown;
  readonly modulusLength?: unknown;
  readonly publicExponent?: unknown;
}

const NO_PUBLIC_HALF =
  'the public half of a CryptoKey is read only as a promise: await crypto.subtle.exportKey("jwk", publicKey)';

/** @throws {JwtError} `key_invalid`, `key_too_weak` */
export function ofCryptoKey<A extends Algorithm>(key: CryptoKeyLike, algorithm: A): Key<A> {
  const { type, usages } = key;
  const own = key.algorithm as OwnAlgorithm;
  const open = standIn(own, algorithm);
  const types = own.name === "HMAC" ? ["secret"] : ["public", "private"];
  if (!types.includes(type)) throw unfit("the key must be a CryptoKey or a KeyObject", key);
  const members = type === "private" ? privateStandIn(open) : open;
  const made = outsideKey<Key<A>>(algorithm, {
    jwk: { ...members, key_ops: [...new Set(Array.from(usages, String))] },
    noPublicHalf: type === "secret" ? undefined : NO_PUBLIC_HALF,
    instead: "use the function without Sync",
    computing: type === "secret" ? mac(key, algorithm) : pair(key, algorithm),
  });
  try {
    checkOwn(own, algorithm);
  } catch (error) {
    made.free();
    throw error;
  }
  return made;
}

/** The stand-in has no `alg`, so that the core refuses another kind of key as it does for any JWK. */
function standIn(own: OwnAlgorithm, algorithm: Algorithm): Members {
  const { name, namedCurve, modulusLength, publicExponent, length } = own;
  switch (name) {
    case "HMAC":
      return secretStandIn(length);
    case "RSASSA-PKCS1-v1_5":
    case "RSA-PSS":
      return rsaStandIn(modulusLength, bytesOf(publicExponent) ?? new Uint8Array(0));
    case "ECDSA":
      return ecStandIn(String(namedCurve));
    case "Ed25519":
    case "Ed448":
      return edStandIn(name);
    case "ML-DSA-44":
    case "ML-DSA-65":
    case "ML-DSA-87":
      return akpStandIn(name);
    default: {
      const facts = { code: "key_invalid", reason: "wrong_kind", actual: shown(name) } as const;
      throw new JwtError(`the CryptoKey is for ${shown(name)}, which does not sign with ${algorithm}`, facts);
    }
  }
}

/** A key of WebCrypto is bound to its padding and its hash, which JWKs can only say by `alg`. */
function checkOwn({ name, hash }: OwnAlgorithm, algorithm: Algorithm): void {
  const {
    family = "HMAC",
    hash: needed = `SHA-${algorithm.slice(2)}`,
    namedCurve,
  } = hostAlgorithmOn(algorithm, shown(name)) ?? {};
  const isBound = namedCurve === "" || namedCurve === undefined;
  const own = family === "ML-DSA" ? algorithm : family;
  if (name === own && (!isBound || needed === "" || hash?.name === needed)) return;
  const actual = `${shown(name)} with ${shown(hash?.name)}`;
  const facts = { code: "key_invalid", reason: "other_algorithm", expected: [algorithm], actual } as const;
  throw new JwtError(
    `the CryptoKey is for ${actual}, but ${algorithm} needs ${family} with ${needed}`,
    facts,
  );
}

function shown(name: unknown): string {
  return typeof name === "string" && /^[\w-]{1,40}$/.test(name) ? name : "another algorithm";
}

function mac(key: CryptoKeyLike, algorithm: Algorithm): Computing {
  let isChecked = false;
  const checked = async (): Promise<SubtleCrypto> => {
    const subtle = requiredWebCrypto();
    if (!isChecked && key.extractable) await checkSecret(subtle, key, algorithm as SecretAlgorithm);
    isChecked = true;
    return subtle;
  };
  return {
    verify: async (engine, _owner, { input, signature }) => {
      if (engine === "wasm") throw needsHost();
      const subtle = await checked();
      return subtle.verify("HMAC", key as CryptoKey, signature as BufferSource, input as BufferSource);
    },
    sign: async (_owner, _name, input) => {
      const subtle = await checked();
      return new Uint8Array(await subtle.sign("HMAC", key as CryptoKey, input as BufferSource));
    },
  };
}

/** A secret that can be read is refused for the same reasons as any other, such as a key file. */
async function checkSecret(
  subtle: SubtleCrypto,
  key: CryptoKeyLike,
  algorithm: SecretAlgorithm,
): Promise<void> {
  const bytes = new Uint8Array(await subtle.exportKey("raw", key as CryptoKey));
  try {
    secretKey(bytes, algorithm).free();
  } finally {
    bytes.fill(0);
  }
}

function pair(key: CryptoKeyLike, name: Algorithm): Computing {
  const algorithm = hostAlgorithmOn(name, key.algorithm.name) as HostAlgorithm;
  let open: JsonWebKey | undefined;
  return {
    verify: async (engine, owner, signed) => {
      const { input, signature } = signed;
      if (key.extractable) {
        open ??= await exported(requiredWebCrypto(), key, name);
        return verifyWith(open, engine, owner, signed);
      }
      if (engine === "wasm") throw needsHost();
      return web.verify(requiredWebCrypto(), algorithm, key as CryptoKey, input, signature);
    },
    sign: async (_owner, _name, input) => web.sign(requiredWebCrypto(), algorithm, key as CryptoKey, input),
  };
}

/** The numbers of a public key that can be read, which are then checked as those of any other. */
async function exported(subtle: SubtleCrypto, key: CryptoKeyLike, algorithm: Algorithm): Promise<JsonWebKey> {
  const open = numbersOf(await subtle.exportKey("jwk", key as CryptoKey));
  jwk(open as Members & { kty: string }, algorithm).free();
  return open;
}

function needsHost() {
  return unable('only the runtime can compute with a CryptoKey that is not extractable: use engine: "auto"');
}
