import { cloneJson } from "../../clone-json.js";
import { invalidKey, invalidOptions } from "../../error.js";
import type { PublicKey } from "../../key.js";
import { invalidOption, namedOptions, orUnreadable, wrongOption, wrongValue } from "../../read-options.js";
import type { Algorithm, PublicKeyAlgorithm } from "../../types.js";
import { checkAlgorithm } from "../algorithm-list.js";
import { checkAllowed } from "../allowed.js";
import { handleOf } from "../handle.js";
import { ECDSA_SIZES } from "./der.js";
import { numbersOf } from "./public-numbers.js";
import type { Members } from "./stand-in.js";

/** The options of `externalKey`. Every option is checked. */
export interface ExternalKeyOptions<A extends PublicKeyAlgorithm = PublicKeyAlgorithm> {
  /** The algorithm that the service signs with. */
  alg: A;
  /**
   * Signs the bytes: it hashes them as the algorithm says, or has them hashed. `signal` is aborted when the time limit
   * is reached, so pass it to `fetch`.
   */
  sign: (
    input: Uint8Array & { readonly buffer: ArrayBuffer },
    context: SigningContext,
  ) => Uint8Array | ArrayBuffer | PromiseLike<Uint8Array | ArrayBuffer>;
  /**
   * The public half, made by `publicKey` or `jwk`. Every signature is verified with it before a token is returned, and
   * `toPublicJwk` returns it. Without it, only the signature's form is checked.
   */
  publicKey?: PublicKey;
  /** The key's identifier, for the header and for the published set. Default: the one of `publicKey`, if it has one. */
  kid?: string;
  /**
   * How the service writes an ECDSA signature: `"jose"` is r and s side by side (RFC 7518 §3.4), and `"der"` is what
   * OpenSSL and most services write. Default `"jose"`; the other algorithms have only this one form.
   */
  format?: "jose" | "der";
  /** How many seconds a signature may take. Default 5. */
  timeout?: number;
}

/** What a signer gets with the bytes. */
export interface SigningContext {
  /** It is aborted when the time limit is reached. */
  readonly signal: AbortSignal;
}

const NAMES = [
  "alg",
  "sign",
  "publicKey",
  "kid",
  "format",
  "timeout",
] as const satisfies (keyof ExternalKeyOptions)[];

// In seconds. A timer of 2^31 or more milliseconds fires at once.
const LONGEST_TIMER = 2_147_483;

/** The options after their checks. */
export interface ExternalSettings {
  readonly alg: PublicKeyAlgorithm;
  readonly kid: string | undefined;
  /** The public half's numbers. */
  readonly open: (Members & { kty: string }) | undefined;
  readonly sign: ExternalKeyOptions["sign"];
  readonly isDer: boolean;
  readonly timeout: number;
}

/** @throws {JwtError} `options_invalid`, `key_invalid` */
export function readExternalOptions(options: unknown): ExternalSettings {
  const read = namedOptions(options, "options", NAMES);
  return orUnreadable("options", () => check(read));
}

function check(read: { readonly [name in keyof ExternalKeyOptions]?: unknown }): ExternalSettings {
  const { alg, kid, publicKey, sign, format = "jose", timeout = 5 } = read;
  if (alg === undefined)
    throw invalidOption("alg", "is missing; give the algorithm that the service signs with");
  checkAlgorithm(alg);
  if (alg.startsWith("HS")) throw wrongValue("alg", 'must be one with a key pair, such as "ES256"', alg);
  if (kid !== undefined && (typeof kid !== "string" || kid === "")) {
    throw wrongOption("kid", "must be a string that is not empty", kid);
  }
  if (typeof sign !== "function")
    throw wrongOption("sign", "must be a function that returns the signature", sign);
  if (format !== "jose" && format !== "der") throw wrongValue("format", 'must be "jose" or "der"', format);
  if (format === "der" && ECDSA_SIZES[alg] === undefined) {
    throw invalidOption("format", `"der" is only for ECDSA; a signature of ${alg} has one form`);
  }
  if (typeof timeout !== "number" || !(timeout > 0 && timeout <= LONGEST_TIMER)) {
    throw wrongOption("timeout", `must be a number of seconds above 0 and at most ${LONGEST_TIMER}`, timeout);
  }
  const half = publicKey === undefined ? undefined : publicHalf(publicKey, alg);
  return {
    alg: alg as PublicKeyAlgorithm,
    kid: kid === undefined ? half?.kid : cloneJson(kid as string, "options.kid", invalidOptions),
    open: half && (numbersOf(half.toPublicJwk() as JsonWebKey) as Members & { kty: string }),
    sign: sign as ExternalSettings["sign"],
    isDer: format === "der",
    timeout,
  };
}

function publicHalf(given: unknown, alg: Algorithm): PublicKey {
  const { role, algorithms } = handleOf(given);
  if (role !== "public") {
    const reason = role === "set" ? "key_set" : role === "private" ? "private_key" : "shared_secret";
    throw invalidKey(`the option publicKey must be a public key, but it is a ${role} key`, reason);
  }
  checkAllowed(algorithms, [alg], "alg");
  return given as PublicKey;
}
