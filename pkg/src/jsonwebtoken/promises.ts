import { promised } from "./callback.js";
import { sign as signing } from "./sign.js";
import type {
  GetPublicKeyOrSecret,
  Jwt,
  JwtPayload,
  PrivateKey,
  PublicKey,
  Secret,
  SignOptions,
  VerifyOptions,
} from "./types.js";
import { verify as verifying } from "./verify.js";

type Result = Jwt | JwtPayload | string;

function verify(
  token: string,
  key: Secret | PublicKey | GetPublicKeyOrSecret,
  options: VerifyOptions & { complete: true },
): Promise<Jwt>;
function verify(
  token: string,
  key: Secret | PublicKey | GetPublicKeyOrSecret,
  options?: VerifyOptions & { complete?: false | undefined },
): Promise<JwtPayload | string>;
function verify(
  token: string,
  key: Secret | PublicKey | GetPublicKeyOrSecret,
  options?: VerifyOptions,
): Promise<Result>;
function verify(
  token: string,
  key: Secret | PublicKey | GetPublicKeyOrSecret,
  options?: VerifyOptions,
): Promise<Result> {
  return promised<Result>((callback) => verifying(token, key, options, callback as never));
}

function sign(
  payload: string | Uint8Array | object,
  key: Secret | PrivateKey,
  options: SignOptions = {},
): Promise<string> {
  return promised<string>((callback) => signing(payload, key, options, callback));
}

/**
 * `verify` and `sign` as promises, for runtimes that compute signatures only as promises.
 * @example
 * ```ts
 * const payload = await promises.verify(token, publicPem, { algorithms: ["ES256"] });
 * ```
 */
export const promises = {
  /**
   * As `sign`, but returns a promise of the token.
   * @throws {JwtError} as `sign`, except `sync_unavailable`
   */
  sign,
  /**
   * As `verify`, but returns a promise. The key can be a function that finds the key.
   * @throws {JsonWebTokenError} as `verify`
   */
  verify,
};
