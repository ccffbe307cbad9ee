import { bytesOf } from "../keys/bytes.js";
import { isObject } from "../kind.js";
import { invalidOption, namedOptions, orUnreadable, wrongOption } from "../read-options.js";
import { now } from "../remote/clock.js";
import { base64urlOf, textEncoder } from "../runtime/text.js";
import { subtle } from "./hash.js";

/** A secret as bytes, or as text that counts as its UTF-8 bytes. */
type Secret = string | Uint8Array | ArrayBuffer;

/** The options of `dpopNonces`. Every option is checked. */
export interface DpopNonceOptions<Env = unknown> {
  /**
   * A secret of at least 32 bytes, or a function that finds it in the bindings of a request. All servers behind one
   * address must share it. Default: a random secret of this process, so that other processes refuse its nonces.
   */
  secret?: Secret | ((env: Env) => Secret);
  /** Seconds after which the nonce changes. The previous nonce stays valid for as long again. 1 to 86400, default 300. */
  lifetime?: number;
}

declare const envOf: unique symbol;

/** A server's nonces (RFC 9449 §8), made by `dpopNonces`. Nothing is stored: each nonce is an HMAC of the time. */
export interface DpopNonces<Env = unknown> {
  /** @hidden */
  readonly [envOf]: (env: Env) => void;
  /**
   * The nonce to send to clients now, in the header `DPoP-Nonce`.
   * @throws {JwtError} `options_invalid` for a wrong secret, `sync_unavailable` if the runtime has no WebCrypto
   */
  issue(env?: Env): Promise<string>;
  /**
   * Whether the server sent this nonce recently.
   * @throws {JwtError} as {@link issue}
   */
  isGood(nonce: string, env?: Env): Promise<boolean>;
}

const SHORTEST_SECRET = 32;

/**
 * Makes nonces for the option `nonce` of the gate's `dpop` and of `verifyDpopProof`.
 * @throws {JwtError} `options_invalid`
 * @example
 * ```ts
 * const nonces = dpopNonces({ secret: "for the examples only: 32 bytes or more" });
 * console.log(await nonces.isGood(await nonces.issue())); // true
 * ```
 */
export function dpopNonces<Env = unknown>(options: DpopNonceOptions<Env> = {}): DpopNonces<Env> {
  return orUnreadable("options", () => {
    const { secret, lifetime = 300 } = namedOptions(options, "options", ["secret", "lifetime"]);
    if (!Number.isInteger(lifetime) || (lifetime as number) < 1 || (lifetime as number) > 86_400) {
      throw wrongOption("lifetime", "must be a whole number of seconds from 1 to 86400", lifetime);
    }
    return new Nonces(secretFrom(secret), lifetime as number) as unknown as DpopNonces<Env>;
  });
}

/** @throws {JwtError} `options_invalid` */
export function noncesOf<Env>(given: unknown, name: string): DpopNonces<Env> {
  if (isNonces(given)) return given as DpopNonces<Env>;
  throw wrongOption(name, "must be made by dpopNonces", given);
}

let isNonces: (given: unknown) => boolean;

class Nonces {
  readonly #secretIn: (env: unknown) => Uint8Array;
  readonly #lifetime: number;
  #key: CryptoKey | undefined;
  /** The last nonces, by the number of their time window. */
  readonly #known = new Map<number, string>();

  constructor(secretIn: (env: unknown) => Uint8Array, lifetime: number) {
    this.#secretIn = secretIn;
    this.#lifetime = lifetime;
  }

  static {
    isNonces = (given) => isObject(given) && #lifetime in given;
  }

  issue(env?: unknown): Promise<string> {
    return this.#nonce(this.#window(), env);
  }

  async isGood(nonce: string, env?: unknown): Promise<boolean> {
    const window = this.#window();
    // A nonce is not secret, so the comparison need not take constant time.
    return nonce === (await this.#nonce(window, env)) || nonce === (await this.#nonce(window - 1, env));
  }

  #window(): number {
    return Math.floor(now() / this.#lifetime);
  }

  async #nonce(window: number, env: unknown): Promise<string> {
    const known = this.#known.get(window);
    if (known !== undefined) return known;
    const text = textEncoder().encode(`jwt-wasm DPoP nonce ${this.#lifetime} ${window}`);
    const mac = await subtle().sign("HMAC", await this.#keyFor(env), text as BufferSource);
    const nonce = base64urlOf(new Uint8Array(mac));
    for (const old of this.#known.keys()) if (Math.abs(window - old) > 1) this.#known.delete(old);
    this.#known.set(window, nonce);
    return nonce;
  }

  async #keyFor(env: unknown): Promise<CryptoKey> {
    if (this.#key !== undefined) return this.#key;
    const secret = this.#secretIn(env) as BufferSource;
    const hmac = { name: "HMAC", hash: "SHA-256" };
    const key = await subtle().importKey("raw", secret, hmac, false, ["sign"]);
    this.#key ??= key;
    return this.#key;
  }
}

function secretFrom(given: unknown): (env: unknown) => Uint8Array {
  // Made at the first use, because Workers have no random numbers at global scope.
  if (given === undefined) {
    let random: Uint8Array | undefined;
    return () => {
      random ??= crypto.getRandomValues(new Uint8Array(SHORTEST_SECRET));
      return random;
    };
  }
  if (typeof given === "function")
    return (env) => orUnreadable("the secret of dpopNonces", () => secretBytes(given(env)));
  const bytes = secretBytes(given);
  return () => bytes;
}

function secretBytes(given: unknown): Uint8Array {
  const bytes = typeof given === "string" ? textEncoder().encode(given) : bytesOf(given)?.slice();
  if (bytes === undefined) throw wrongOption("secret", "must be a string or bytes", given);
  if (bytes.length < SHORTEST_SECRET) {
    throw invalidOption("secret", `has ${bytes.length} bytes, but needs at least ${SHORTEST_SECRET}`);
  }
  return bytes;
}
