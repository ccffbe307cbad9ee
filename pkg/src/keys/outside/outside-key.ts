import { core } from "../../../generated/core.js";
import { algorithmBits } from "../../algorithm-bits.js";
import { DONE, made, readText, writeBytes } from "../../core/door.js";
import type { Importing } from "../../engines/keys.js";
import { keep, type SignatureRequest } from "../../engines/request.js";
import type { Verifying } from "../../engines/verifying.js";
import { invalidKey, isJwtError, type JwtError, unavailableHere } from "../../error.js";
import type { Key } from "../../key.js";
import { base64urlOf, textEncoder } from "../../runtime/text.js";
import { begin, finish, request, type Signing } from "../../signing.js";
import type { Algorithm, Engine, SignJwsOptions } from "../../types.js";
import type { Outside } from "../handle.js";
import type { Jwk } from "../jwk.js";
import { CoreKey } from "../make.js";
import { withBytes } from "../text.js";

/** Computes with a key that the core does not have. A public key has only `verify`, and a private key only `sign`. */
export interface Computing {
  verify?(engine: Engine, owner: Importing, signed: SignatureRequest): Promise<boolean>;
  sign?(owner: Importing, name: Algorithm, input: Uint8Array): Promise<Uint8Array>;
  /** Checks the whole token before the caller gets it. */
  check?(token: string, signing: Signing): Promise<unknown>;
}

/** What a key outside of the core is made of. */
interface About {
  /** The JWK that the core gets: the public key, or a stand-in. */
  readonly jwk: object;
  /** Why there is no public half, if there is none. */
  readonly noPublicHalf: string | undefined;
  /** What the caller should do instead of calling a function without a promise. */
  readonly instead: string;
  readonly computing: Computing;
}

const OutsideKey = class Key extends CoreKey {
  readonly #noPublicHalf: string | undefined;

  constructor(number: number, { noPublicHalf }: About, verifying: Verifying, outside: Outside) {
    super(number, verifying, outside);
    this.#noPublicHalf = noPublicHalf;
  }

  override toPublicJwk(): Jwk {
    if (this.#noPublicHalf !== undefined) throw invalidKey(this.#noPublicHalf, "public_half_missing");
    return super.toPublicJwk();
  }
};

/** @throws {JwtError} `key_invalid`, `key_too_weak` */
export function outsideKey<K extends Key>(algorithm: Algorithm, about: About): K {
  const { jwk, computing, instead } = about;
  const unavailable = (): JwtError => unavailableHere(`this key is used only as a promise: ${instead}`);
  const verifying: Verifying = {
    verifySync: () => {
      throw unavailable();
    },
    verifyAsync(engine, owner, _slot, signed) {
      keep(signed);
      return byRuntime(async () => (await computing.verify?.(engine, owner, signed)) === true);
    },
  };
  const number = withBytes(JSON.stringify(jwk), (bytes) =>
    made(() => {
      writeBytes(bytes);
      return core.jwk(bytes.length, algorithmBits([algorithm]));
    }, true),
  );
  const outside: Outside = { sign: (signing) => sign(signing, computing), unavailable };
  return new OutsideKey(number, about, verifying, outside) as unknown as K;
}

async function sign(signing: Signing, computing: Computing): Promise<string> {
  const slot = begin(signing);
  const compute = (name: Algorithm, input: Uint8Array) =>
    byRuntime(async () => (await computing.sign?.(signing.handle, name, input)) as Uint8Array);
  if (slot === DONE) return withMac(readText(), signing, compute);
  const { name, input } = request();
  let signature: Uint8Array;
  try {
    signature = await compute(name, input);
  } catch (thrown) {
    core.dropSlot(slot);
    throw thrown;
  }
  const token = finish(slot, () => signature);
  await computing.check?.(token, signing);
  return token;
}

/** The token that the core has made with the stand-in of a secret, with the MAC of the secret itself. */
async function withMac(
  token: string,
  signing: Signing,
  compute: (name: Algorithm, input: Uint8Array) => Promise<Uint8Array>,
): Promise<string> {
  const shown = token.slice(0, token.lastIndexOf("."));
  const mac = await compute(signing.handle.algorithms[0] as Algorithm, inputOf(shown, signing));
  return `${shown}.${base64urlOf(mac)}`;
}

/** What a MAC covers. `shown` lacks a detached payload (RFC 7515 appendix F, RFC 7797 §5.1). */
function inputOf(shown: string, signing: Signing): Uint8Array {
  const { detached: isDetached, b64 } = signing.options as SignJwsOptions;
  if (!isDetached) return textEncoder().encode(shown);
  if (b64 === false) {
    const header = textEncoder().encode(shown);
    const input = new Uint8Array(header.length + signing.content.length);
    input.set(header);
    input.set(signing.content, header.length);
    return input;
  }
  begin({ ...signing, options: { ...signing.options, detached: false } });
  const whole = readText();
  return textEncoder().encode(whole.slice(0, whole.lastIndexOf(".")));
}

/** The result of what the runtime computes. Whatever else it throws becomes a {@link JwtError}. */
async function byRuntime<T>(compute: () => Promise<T>): Promise<T> {
  try {
    return await compute();
  } catch (thrown) {
    if (isJwtError(thrown)) throw thrown;
    throw invalidKey("this runtime's cryptography refuses the key", "engine_refused", thrown);
  }
}
