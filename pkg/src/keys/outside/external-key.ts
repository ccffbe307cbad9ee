import { invalidKey, isJwtError, JwtError } from "../../error.js";
import { verifyJws } from "../../jws.js";
import type { PrivateKey, PublicKey } from "../../key.js";
import { kindOf } from "../../kind.js";
import { within } from "../../remote/deadline.js";
import { RemoteError } from "../../remote/remote-error.js";
import { base64urlBytes } from "../../runtime/text.js";
import type { Signing } from "../../signing.js";
import type { Algorithm, PublicKeyAlgorithm, SignJwsOptions } from "../../types.js";
import { bytesOf } from "../bytes.js";
import { jwk } from "../jwk.js";
import { ECDSA_SIZES, joseOfDer } from "./der.js";
import { type ExternalKeyOptions, type ExternalSettings, readExternalOptions } from "./external-options.js";
import { type Computing, outsideKey } from "./outside-key.js";
import { type Members, privateStandIn, standInFor } from "./stand-in.js";

/** The size in bytes of a signature that is neither ECDSA's nor RSA's (RFC 8032 §5.1.6, §5.2.6, FIPS 204 §4). */
const SIZES: { readonly [algorithm: string]: number } = {
  EdDSA: 64,
  Ed25519: 64,
  Ed448: 114,
  "ML-DSA-44": 2420,
  "ML-DSA-65": 3309,
  "ML-DSA-87": 4627,
};

/** The greatest length that `verifyJws` accepts, because the signer has made no token longer. */
const ANY_LENGTH = 2 ** 31 - 1;

/**
 * Makes a private key of one that stays in a service or a device: a KMS, an HSM, a signing server or a smart card. Your
 * function `sign` gets the bytes and returns the signature. The key works with `sign`, `signJws` and everything of
 * `jwt-wasm/issuer`. Its public half verifies: `jwk(key.toPublicJwk())`.
 *
 * The functions without a promise, such as `signSync`, throw `sync_unavailable`. If the service fails, or does not
 * answer in time, `sign` throws `key_invalid` with the reason `signer_failed` or `signer_timeout`, and `cause` is the
 * service's error. A signature that is not one of the public half is `public_half_differs`, and no token is returned.
 * @throws {JwtError} `options_invalid`, `key_invalid`
 * @example
 * ```ts
 * const key = externalKey({
 *   alg: "ES256",
 *   publicKey: publicKey(publicPem, "ES256"),
 *   format: "der",
 *   sign: async (input, { signal }) => {
 *     const answer = await fetch("https://kms.example/sign", { method: "POST", body: input, signal });
 *     if (!answer.ok) throw new Error(`the KMS answered ${answer.status}`);
 *     return answer.arrayBuffer();
 *   },
 * });
 * const published = { keys: [key.toPublicJwk()] };
 * ```
 */
export function externalKey<A extends PublicKeyAlgorithm>(options: ExternalKeyOptions<A>): PrivateKey<A> {
  const settings = readExternalOptions(options);
  const { alg, kid, open } = settings;
  const members = privateStandIn(open ?? standInFor(alg));
  const check = checkOf(settings);
  return outsideKey<PrivateKey<A>>(alg, {
    jwk: { ...members, ...(kid === undefined ? {} : { kid }) },
    noPublicHalf:
      open === undefined
        ? "the key has no public half here; give externalKey the option publicKey"
        : undefined,
    instead: "use the function without Sync",
    computing: { sign: (_owner, name, input) => signed(settings, name, input), ...(check && { check }) },
  });
}

/** The signature of the service, in JOSE's form and of the right length. */
async function signed(settings: ExternalSettings, name: Algorithm, input: Uint8Array): Promise<Uint8Array> {
  const given = await asked(settings, input);
  // A copy, because the signer may use its buffer again.
  const bytes = bytesOf(given)?.slice();
  if (bytes === undefined) throw wrongResult(`must be the signature as bytes, but it is ${kindOf(given)}`);
  const { isDer, open } = settings;
  const size = ECDSA_SIZES[name];
  if (isDer) {
    const jose = joseOfDer(bytes, size as number);
    if (jose === undefined) throw wrongResult(`is not a signature of ${name} in DER`);
    return jose;
  }
  const { n } = open ?? ({} as Partial<Members>);
  const modulus = n === undefined ? undefined : base64urlBytes(n).length;
  const needed = size === undefined ? (SIZES[name] ?? modulus) : 2 * size;
  const isFit = needed === undefined ? bytes.length >= 256 && bytes.length <= 1024 : bytes.length === needed;
  if (isFit) return bytes;
  const advice =
    size !== undefined && bytes[0] === 0x30 ? '; if it is DER, give the option format: "der"' : "";
  throw wrongResult(`has ${bytes.length} bytes, but ${name} needs ${needed ?? "256 to 1024"}${advice}`, {
    expected: needed,
    actual: bytes.length,
  });
}

/** What the caller's function returns. */
async function asked({ sign, timeout }: ExternalSettings, input: Uint8Array): Promise<unknown> {
  try {
    const own = input as Uint8Array & { readonly buffer: ArrayBuffer };
    return await within([], async (signal) => sign(own, { signal }), timeout);
  } catch (thrown) {
    if (RemoteError.is(thrown)) {
      throw invalidKey(`the signer did not answer within ${timeout} s`, "signer_timeout", thrown.cause);
    }
    throw invalidKey("the signer failed; see cause", "signer_failed", thrown);
  }
}

function wrongResult(what: string, facts: { expected?: unknown; actual?: unknown } = {}): JwtError {
  return new JwtError(`the result of sign ${what}`, { code: "options_invalid", part: "sign", ...facts });
}

/**
 * The check of each token before the caller gets it. Without the public half, only the form of the signature is
 * checked, by a stand-in that accepts it; of RSA, the modulus would be needed.
 */
function checkOf({ alg, open }: ExternalSettings): Computing["check"] {
  if (open === undefined && /^[RP]S/.test(alg)) return undefined;
  const half = open ? jwk(open, alg) : standInHalf(alg);
  return async (token, { options, content }: Signing) => {
    const { detached: isDetached, b64 } = options as SignJwsOptions;
    const form = {
      maxTokenLength: ANY_LENGTH,
      ...(b64 === false ? { b64 } : {}),
      ...(isDetached ? { payload: content } : {}),
    };
    try {
      await verifyJws(token, half as PublicKey, form);
    } catch (thrown) {
      if (!isJwtError(thrown) || thrown.code !== "signature_invalid") throw thrown;
      if (open === undefined)
        throw wrongResult(`is not a signature of ${alg}: a number in it is out of range`);
      const message =
        "the signature is not one of the public key: the signer has another key or another hash";
      throw invalidKey(message, "public_half_differs");
    }
  };
}

function standInHalf(alg: Algorithm): PublicKey {
  return outsideKey(alg, {
    jwk: standInFor(alg),
    noPublicHalf: undefined,
    instead: "",
    computing: { verify: async () => true },
  });
}
