import { invalidOptions } from "../error.js";
import { bytesOf } from "../keys/bytes.js";
import { isObject } from "../kind.js";
import { namedOptions, orUnreadable, wrongOption } from "../read-options.js";
import { now } from "../remote/clock.js";
import { base64urlOf, textEncoder } from "../runtime/text.js";
import { subtle } from "./hash.js";

/** Bytes of a secret, or a text in UTF-8. */
type Secret = string | Uint8Array | ArrayBuffer;

export interface DpopNonceOptions<Env = unknown> {
  /**
   * At least 32 bytes, which all servers behind one address must share, or a function that finds it in the bindings of a request.
   * Default: a random secret of this process. With several processes, each refuses the nonces of the others.
   */
  secret?: Secret | ((env: Env) => Secret);
  /** Seconds after which the nonce changes. The previous one stays valid for as long again. 1 to 86400, default 300. */
  lifetime?: number;
}

declare const envOf: unique symbol;

/**
 * Nonces of a server (RFC 9449 §8). Nothing is stored: each nonce is an HMAC of the time.
 */
export interface DpopNonces<Env = unknown> {
  readonly [envOf]: (env: Env) => void;
  /** The nonce to give to clients now, as the header `DPoP-Nonce`. */
  issue(env?: Env): Promise<string>;
  /** Whether the server gave it recently. */
  isGood(nonce: string, env?: Env): Promise<boolean>;
}

const SHORTEST_SECRET = 32;

/**
 * Nonces for the option `nonce` of the gate's `dpop`, and of `verifyDpopProof`.
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
      throw wrongOption("options.lifetime must be a whole number of seconds, 1 to 86400", lifetime);
    }
    return new Nonces(secretFrom(secret), lifetime as number) as unknown as DpopNonces<Env>;
  });
}

/** @throws {JwtError} `options_invalid` */
export function noncesOf<Env>(given: unknown, name: string): DpopNonces<Env> {
  if (isNonces(given)) return given as DpopNonces<Env>;
  throw wrongOption(`${name} must be made by dpopNonces`, given);
}

let isNonces: (given: unknown) => boolean;

class Nonces {
  readonly #secretIn: (env: unknown) => Uint8Array;
  readonly #lifetime: number;
  #key: CryptoKey | undefined;
  /** The last ones, by their number. */
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
    // Anybody can get a nonce, so the comparison need not take constant time.
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
  // At the first use, because Workers have no random numbers at global scope.
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
  if (bytes === undefined) throw wrongOption("the secret of dpopNonces must be a string or bytes", given);
  if (bytes.length < SHORTEST_SECRET) {
    throw invalidOptions(
      `the secret of dpopNonces has ${bytes.length} bytes, it must have ${SHORTEST_SECRET} or more`,
    );
  }
  return bytes;
}
