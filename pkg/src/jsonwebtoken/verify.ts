import { loadEngine } from "../engines/load-engine.js";
import { invalidOptions } from "../error.js";
import { verifyJws, verifyJwsSync } from "../jws.js";
import { kindOf } from "../kind.js";
import type { Algorithm } from "../types.js";
import { unavailableAtOnce } from "./at-once.js";
import { isThenable, needsPromise, settle } from "./callback.js";
import { checkClaims } from "./claims.js";
import { JsonWebTokenError, refused } from "./errors.js";
import type { MadeKey } from "./kept.js";
import { limitFor, readToken } from "./token.js";
import type {
  GetPublicKeyOrSecret,
  Jwt,
  JwtPayload,
  PublicKey,
  Secret,
  VerifyCallback,
  VerifyOptions,
} from "./types.js";
import { verifyingKey } from "./verify-key.js";
import { type Demands, readVerifyOptions } from "./verify-options.js";

type Result = Jwt | JwtPayload | string;
type Callback = (error: Error | null, decoded?: Result) => void;

/**
 * Verifies a token: its signature, `exp`, `nbf`, and what the options ask for. Without a callback, it returns the
 * payload or throws. With one, it calls back, and the key can be a function that finds the key.
 * @throws {JsonWebTokenError} if the token is refused, or the key is not a key
 * @throws {JwtError} for a wrong call: `options_invalid`, `key_too_weak`; `sync_unavailable` without a callback, if the
 *   runtime verifies only as a promise
 * @example
 * ```ts
 * const payload = verify(token, publicPem, { algorithms: ["ES256"], audience: "api" });
 * ```
 */
export function verify(
  token: string,
  key: Secret | PublicKey,
  options: VerifyOptions & { complete: true },
): Jwt;
export function verify(
  token: string,
  key: Secret | PublicKey,
  options?: VerifyOptions & { complete?: false | undefined },
): JwtPayload | string;
export function verify(token: string, key: Secret | PublicKey, options?: VerifyOptions): Result;
export function verify(
  token: string,
  key: Secret | PublicKey | GetPublicKeyOrSecret,
  callback?: VerifyCallback<JwtPayload | string>,
): void;
export function verify(
  token: string,
  key: Secret | PublicKey | GetPublicKeyOrSecret,
  options: VerifyOptions & { complete: true },
  callback?: VerifyCallback<Jwt>,
): void;
export function verify(
  token: string,
  key: Secret | PublicKey | GetPublicKeyOrSecret,
  options?: VerifyOptions & { complete?: false | undefined },
  callback?: VerifyCallback<JwtPayload | string>,
): void;
export function verify(
  token: string,
  key: Secret | PublicKey | GetPublicKeyOrSecret,
  options?: VerifyOptions,
  callback?: VerifyCallback,
): void;
export function verify(token: unknown, key: unknown, second?: unknown, third?: unknown): unknown {
  const [options, callback] = typeof second === "function" && !third ? [undefined, second] : [second, third];
  if (callback === undefined || callback === null) return now(token, key, options);
  if (typeof callback !== "function") {
    throw invalidOptions(`the callback must be a function, but it is ${kindOf(callback)}`);
  }
  calling(token, key, options, callback as Callback);
}

/** A token that was read and not verified. */
interface Unverified {
  readonly text: string;
  readonly token: Jwt;
  readonly demands: Demands;
}

function read(text: unknown, options: unknown): Unverified {
  const demands = readVerifyOptions(options);
  if (!text) throw new JsonWebTokenError("jwt must be provided");
  if (typeof text !== "string") throw new JsonWebTokenError("jwt must be a string");
  if (text.split(".", 4).length !== 3) throw new JsonWebTokenError("jwt malformed");
  try {
    return { text, token: readToken(text, limitFor(demands.words)), demands };
  } catch (thrown) {
    throw refused("invalid token", thrown, UNREADABLE);
  }
}

const UNREADABLE = ["malformed", "too_large", "encrypted", "header_rejected"] as const;

function now(text: unknown, key: unknown, options: unknown): Result {
  const unverified = read(text, options);
  if (typeof key === "function") {
    throw new JsonWebTokenError(
      "verify must be called asynchronous if secret or public key is provided as a callback",
    );
  }
  try {
    return verified(unverified, key);
  } catch (thrown) {
    throw unavailableAtOnce(thrown, unverified.token.header.alg as Algorithm, "verify");
  }
}

/** Calls back synchronously if it can, as jsonwebtoken does. */
function calling(text: unknown, key: unknown, options: unknown, callback: Callback): void {
  let unverified: Unverified;
  try {
    unverified = read(text, options);
  } catch (thrown) {
    callback(thrown as Error);
    return;
  }
  if (typeof key === "function") found(key as GetPublicKeyOrSecret, unverified, callback);
  else answer(unverified, key, callback);
}

/** Asks the caller's function for the key. It may return a promise of the key instead of calling back. */
function found(find: GetPublicKeyOrSecret, unverified: Unverified, callback: Callback): void {
  let isCalled = false;
  const once = (error: unknown, key?: unknown): void => {
    if (isCalled) return;
    isCalled = true;
    if (!error) {
      answer(unverified, key, callback);
      return;
    }
    const { message, cause } = toldBy(error);
    callback(new JsonWebTokenError(`error in secret or public key callback: ${message}`, cause));
  };
  const given: unknown = find({ ...unverified.token.header }, once);
  if (isThenable(given)) {
    settle(Promise.resolve(given), (error, key) => {
      if (error || key !== undefined) once(error, key);
    });
  }
}

/** The message of an error from the caller's function. Reading it can run the caller's code, which may throw. */
function toldBy(error: unknown): { readonly message: string; readonly cause?: Error } {
  try {
    if (!(error instanceof Error)) {
      const { message = error } = Object(error) as { message?: unknown };
      return { message: `${message}` };
    }
    return { message: `${error.message}`, cause: error };
  } catch {
    return { message: "it cannot be read" };
  }
}

function answer(unverified: Unverified, key: unknown, callback: Callback): void {
  let result: Result;
  try {
    result = verified(unverified, key);
  } catch (thrown) {
    if (needsPromise(thrown)) settle(verifiedAsync(unverified, key), callback);
    else callback(thrown as Error);
    return;
  }
  callback(null, result);
}

function verified(unverified: Unverified, given: unknown): Result {
  const { text, token, demands } = unverified;
  const made = verifyingKey(token, given, demands);
  try {
    verifyJwsSync(text, made.key, { maxTokenLength: limitFor(demands.words) });
  } catch (thrown) {
    throw signatureRefused(thrown);
  } finally {
    made.done();
  }
  return result(unverified);
}

async function verifiedAsync(unverified: Unverified, given: unknown): Promise<Result> {
  const { text, token, demands } = unverified;
  let made: MadeKey;
  try {
    made = verifyingKey(token, given, demands);
  } catch (thrown) {
    // An EC private key without its public half needs the engine to compute it.
    if (!needsPromise(thrown)) throw thrown;
    await loadEngine(token.header.alg as Algorithm);
    made = verifyingKey(token, given, demands);
  }
  try {
    await verifyJws(text, made.key, { maxTokenLength: limitFor(demands.words) });
  } catch (thrown) {
    throw signatureRefused(thrown);
  } finally {
    made.done();
  }
  return result(unverified);
}

function signatureRefused(thrown: unknown): unknown {
  return refused("invalid signature", refused("invalid token", thrown, UNREADABLE), ["signature_invalid"]);
}

function result({ token, demands }: Unverified): Result {
  checkClaims(token.payload, demands);
  const { header, payload, signature } = token;
  return demands.isComplete ? { header, payload, signature } : payload;
}
