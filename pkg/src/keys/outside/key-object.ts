import { type HostAlgorithm, hostAlgorithm } from "../../engines/algorithms.js";
import { unable } from "../../engines/inability.js";
import { sign as signByEngine } from "../../engines/index.js";
import { macByNode } from "../../engines/mac.js";
import * as node from "../../engines/node.js";
import { because, invalidKey, JwtError } from "../../error.js";
import type { Key } from "../../key.js";
import type { Algorithm, SecretAlgorithm } from "../../types.js";
import { bytesOf } from "../bytes.js";
import { jwk } from "../jwk.js";
import { secretKey } from "../secret.js";
import { type Computing, outsideKey } from "./outside-key.js";
import { numbersOf, requiredWebCrypto, verifyWith } from "./public-numbers.js";
import { type Members, privateStandIn, rsaStandIn, secretStandIn } from "./stand-in.js";

/** A `KeyObject` of `node:crypto`, by the members that are read. */
export interface KeyObjectLike {
  /** `secret`, `public` or `private`. */
  readonly type: string;
  /** The kind of key, such as `ec`. */
  readonly asymmetricKeyType?: string | undefined;
  /** Reads the key. */
  export: (...options: never[]) => unknown;
}

const INSTEAD =
  'use the function without Sync, or make the key by jwk(key.export({ format: "jwk" }), algorithm)';

/** @throws {JwtError} `key_invalid`, `key_too_weak` */
export function ofKeyObject<A extends Algorithm>(key: KeyObjectLike, algorithm: A): Key<A> {
  const { type, asymmetricKeyType } = key;
  const instead = INSTEAD;
  if (type === "secret") {
    const bits = checkSecret(key, algorithm as SecretAlgorithm);
    return outsideKey(algorithm, {
      jwk: secretStandIn(bits),
      noPublicHalf: undefined,
      instead,
      computing: mac(key),
    });
  }
  const isPss = asymmetricKeyType === "rsa-pss";
  const open = isPss ? pssStandIn(key, algorithm) : (publicHalf(key, algorithm) as Members & { kty: string });
  // Checks the point as well, which is not done for a stand-in.
  jwk(open, algorithm).free();
  return outsideKey(algorithm, {
    jwk: type === "private" ? privateStandIn(open) : open,
    noPublicHalf: isPss ? "a key of the type rsa-pss has no JWK" : undefined,
    instead,
    computing: pair(key, isPss ? undefined : open),
  });
}

/** @returns the length in bits */
function checkSecret(key: KeyObjectLike, algorithm: SecretAlgorithm): number {
  const bytes = bytesOf((key.export as () => unknown)());
  if (bytes === undefined) throw invalidKey("the KeyObject does not give its bytes", "not_a_key");
  try {
    secretKey(bytes, algorithm).free();
    return 8 * bytes.length;
  } finally {
    bytes.fill(0);
  }
}

/** The public JWK of the key. Of a private key, only the public half is read, where the runtime can do that. */
function publicHalf(key: KeyObjectLike, algorithm: Algorithm): JsonWebKey {
  const crypto = node.nodeCrypto();
  const open = key.type === "private" && crypto ? crypto.createPublicKey(key) : key;
  try {
    return numbersOf((open.export as (how: object) => JsonWebKey)({ format: "jwk" }));
  } catch (cause) {
    throw wrongKind(key, algorithm, cause);
  }
}

function wrongKind(
  { asymmetricKeyType: actual }: KeyObjectLike,
  algorithm: Algorithm,
  cause?: unknown,
): JwtError {
  const facts = { code: "key_invalid", reason: "wrong_kind", actual } as const;
  return new JwtError(
    `the KeyObject is of the type ${actual}, which ${algorithm} does not use`,
    facts,
    because(cause),
  );
}

/** What `node:crypto` says about a key of the type `rsa-pss`, whose parameters can bind it to one hash (RFC 4055 §3.1). */
interface PssDetails {
  readonly modulusLength?: unknown;
  readonly publicExponent?: unknown;
  readonly hashAlgorithm?: unknown;
  readonly mgf1HashAlgorithm?: unknown;
  readonly saltLength?: unknown;
}

/** A key of the type `rsa-pss` has no JWK, so its details are checked. */
function pssStandIn(
  key: KeyObjectLike & { asymmetricKeyDetails?: PssDetails },
  algorithm: Algorithm,
): Members {
  if (!algorithm.startsWith("PS")) throw wrongKind(key, algorithm);
  const { hashAlgorithm, mgf1HashAlgorithm, saltLength, ...size } = key.asymmetricKeyDetails ?? {};
  const hash = `sha${algorithm.slice(2)}`;
  const areFit = [hashAlgorithm, mgf1HashAlgorithm].every((one) => one === undefined || one === hash);
  // The salt is as long as the hash (RFC 7518 §3.5), and the key's parameter is the least length.
  if (!areFit || (saltLength !== undefined && !(Number(saltLength) <= Number(algorithm.slice(2)) / 8))) {
    const facts = { code: "key_invalid", reason: "other_algorithm", expected: [algorithm] } as const;
    throw new JwtError(`the KeyObject's RSASSA-PSS parameters do not allow ${algorithm}`, facts);
  }
  const digits = Object(size.publicExponent).toString(16);
  const exponent = Uint8Array.from(
    digits.padStart(2 * Math.ceil(digits.length / 2), "0").match(/../g) ?? [],
    (pair) => Number.parseInt(String(pair), 16),
  );
  return rsaStandIn(size.modulusLength, exponent);
}

function pair(key: KeyObjectLike, open: JsonWebKey | undefined): Computing {
  return {
    verify: async (engine, owner, signed) => {
      if (open !== undefined) return verifyWith(open, engine, owner, signed);
      const { crypto, nodeKey } = byNode(key, signed.name);
      return node.verify(crypto, nodeKey, signed.input, signed.signature);
    },
    sign: async (owner, name, input) => {
      if (open === undefined || node.nodeCrypto() !== undefined) {
        const { crypto, nodeKey } = byNode(key, name);
        return new Uint8Array(node.sign(crypto, nodeKey, input));
      }
      const jwk = () => (key.export as (how: object) => JsonWebKey)({ format: "jwk" });
      return signByEngine(name, { owner, index: 0, jwk }, input);
    },
  };
}

function byNode(key: KeyObjectLike, name: Algorithm) {
  const crypto = node.nodeCrypto();
  if (crypto === undefined) throw unable(`this runtime's node:crypto cannot compute ${name}`);
  return { crypto, nodeKey: node.fromKeyObject(crypto, hostAlgorithm(name) as HostAlgorithm, key) };
}

function mac(key: KeyObjectLike): Computing {
  return {
    verify: async (_engine, _owner, { name, input, signature }) => {
      const crypto = node.nodeCrypto();
      if (crypto === undefined) {
        const { subtle, imported } = await secretByWeb(key, name);
        return subtle.verify("HMAC", imported, signature as BufferSource, input as BufferSource);
      }
      const own = macByNode(crypto, name, key, input);
      return own.length === signature.length && crypto.timingSafeEqual(own, signature);
    },
    sign: async (_owner, name, input) => {
      const crypto = node.nodeCrypto();
      if (crypto !== undefined) return macByNode(crypto, name, key, input);
      const { subtle, imported } = await secretByWeb(key, name);
      return new Uint8Array(await subtle.sign("HMAC", imported, input as BufferSource));
    },
  };
}

/** For a runtime such as Workers, whose `node:crypto` is not used. */
async function secretByWeb(key: KeyObjectLike, name: Algorithm) {
  const subtle = requiredWebCrypto();
  const bytes = bytesOf((key.export as () => unknown)()) ?? new Uint8Array(0);
  try {
    const how = { name: "HMAC", hash: `SHA-${name.slice(2)}` };
    const imported = await subtle.importKey("raw", bytes as BufferSource, how, false, ["sign", "verify"]);
    return { subtle, imported };
  } finally {
    bytes.fill(0);
  }
}
