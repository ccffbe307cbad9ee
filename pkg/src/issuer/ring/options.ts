import type { PrivateKey } from "../../key.js";
import type { Jwk } from "../../keys/jwk.js";
import { ALGORITHMS } from "../../names.js";
import { invalidOption, namedOptions, orUnreadable, wrongOption, wrongValue } from "../../read-options.js";
import type { PublicKeyAlgorithm } from "../../types.js";
import type { FindSigner } from "./external.js";

/** The options of `keyRing`: when keys are published, sign and retire. */
export interface KeyRingOptions {
  /**
   * For how many whole seconds a new key is published before it signs. It must be longer than any verifier keeps the
   * published set, and longer than any of your processes keeps the stored keys. `jwksResponse` lets caches keep the set
   * for half of this time. Default 86400.
   */
  publishAhead?: number;
  /**
   * For how many whole seconds a key stays published after its last signature: at least the longest lifetime of its
   * tokens. There is no default, because only you know that lifetime.
   */
  retireAfter: number;
  /** The algorithm of the keys that `rotate` makes. Default: the newest key's algorithm, and `"ES256"` in an empty ring. */
  algorithm?: PublicKeyAlgorithm;
  /**
   * Finds the private key to a public JWK of the ring, whose private half is elsewhere, such as in a KMS: a key of
   * `externalKey` with the same `alg`, `kid` and public half. You free these keys. Without this option, a ring holds
   * only private JWKs.
   */
  signer?: (published: Jwk) => PrivateKey;
}

/** The options after their checks. */
export interface RingSettings {
  readonly publishAhead: number;
  readonly retireAfter: number;
  readonly algorithm: PublicKeyAlgorithm | undefined;
  readonly signer: FindSigner | undefined;
}

// Ten years. A longer time is a mistake, such as milliseconds.
const LONGEST = 315_360_000;
const DAY = 86_400;

/** @throws {JwtError} `options_invalid` */
export function readRingOptions(options: unknown): RingSettings {
  const read = namedOptions(options, "options", ["publishAhead", "retireAfter", "algorithm", "signer"]);
  return orUnreadable("options", () => {
    const { publishAhead = DAY, retireAfter, algorithm, signer } = read;
    if (retireAfter === undefined) {
      throw invalidOption("retireAfter", "is missing; give the longest lifetime of the tokens, in seconds");
    }
    if (signer !== undefined && typeof signer !== "function") {
      throw wrongOption("signer", "must be a function", signer);
    }
    return {
      publishAhead: seconds("publishAhead", publishAhead),
      retireAfter: seconds("retireAfter", retireAfter),
      algorithm: algorithm === undefined ? undefined : algorithmIn(algorithm),
      signer: signer as FindSigner | undefined,
    };
  });
}

function seconds(name: string, value: unknown): number {
  if (!Number.isInteger(value) || (value as number) < 0 || (value as number) > LONGEST) {
    throw wrongOption(name, `must be a whole number of seconds from 0 to ${LONGEST}`, value);
  }
  return value as number;
}

function algorithmIn(value: unknown): PublicKeyAlgorithm {
  const known = ALGORITHMS.find((name) => name === value);
  if (known === undefined || isSecret(known)) {
    throw wrongValue("algorithm", 'must be one with a key pair, such as "ES256"', value);
  }
  return known as PublicKeyAlgorithm;
}

/** Whether it is an HMAC algorithm, which a key ring cannot use, because a secret cannot be published. */
export function isSecret(algorithm: string): boolean {
  return algorithm.startsWith("HS");
}
