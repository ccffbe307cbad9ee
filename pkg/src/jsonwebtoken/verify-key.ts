import { isJwtError, type JwtErrorFacts } from "../error.js";
import { orUnreadable } from "../read-options.js";
import type { Algorithm } from "../types.js";
import { JsonWebTokenError } from "./errors.js";
import type { MadeKey } from "./kept.js";
import { keyFor } from "./keys.js";
import { type Material, materialOf } from "./material.js";
import { isOtherFamily } from "./mismatch.js";
import type { Jwt } from "./types.js";
import type { Demands } from "./verify-options.js";

/** How many bytes a secret needs at least (RFC 7518 §3.2). */
const SECRETS: { readonly [algorithm: string]: number } = { HS256: 32, HS384: 48, HS512: 64 };
const ASYMMETRIC = "RS256 RS384 RS512 PS256 PS384 PS512 ES256 ES384 ES512".split(" ");

/**
 * Makes the key for the algorithm that the token names, if the caller allows this algorithm.
 * @throws {JsonWebTokenError} if the token is refused, or the key is of the wrong kind
 * @throws {JwtError} `key_too_weak` if no token could pass with this key
 */
export function verifyingKey({ header, signature }: Jwt, given: unknown, demands: Demands): MadeKey {
  if (signature === "") throw new JsonWebTokenError("jwt signature is required");
  if (!given) throw new JsonWebTokenError("secret or public key must be provided");
  const material = withTheirMessage(() => orUnreadable("the key", () => materialOf(given)));
  if (material === undefined) throw new JsonWebTokenError(INVALID);
  const isSecret = material.kind === "secret";
  const allowed = demands.algorithms ?? (isSecret ? Object.keys(SECRETS) : ASYMMETRIC);
  const { alg } = header;
  if (!allowed.includes(alg)) throw new JsonWebTokenError("invalid algorithm");
  if (Object.hasOwn(SECRETS, alg)) {
    if (!isSecret) throw needs("a symmetric", alg);
  } else if (!ASYMMETRIC.includes(alg)) {
    throw new JsonWebTokenError("invalid algorithm");
  } else if (isSecret || (material.kind === "private" && "keyObject" in material)) {
    throw needs("an asymmetric", alg);
  }
  return made(material, alg as Algorithm, allowed, demands);
}

const INVALID = "secretOrPublicKey is not valid key material";

function needs(kind: string, alg: string): JsonWebTokenError {
  return new JsonWebTokenError(`secretOrPublicKey must be ${kind} key when using ${alg}`);
}

function made(material: Material, alg: Algorithm, allowed: readonly string[], demands: Demands): MadeKey {
  try {
    return withTheirMessage(() => keyFor(material, alg as never, "verify", demands.words));
  } catch (thrown) {
    const { inner = thrown } = thrown as { readonly inner?: unknown };
    if (!isJwtError(inner)) throw thrown;
    // If the key is good for another allowed algorithm, the token is at fault and not the program.
    const isUsable = isSecretFor(inner, allowed);
    const isOthers = demands.algorithms === undefined && isOtherFamily(inner);
    throw isUsable || isOthers ? new JsonWebTokenError("invalid algorithm", inner) : thrown;
  }
}

function isSecretFor({ code, reason, actual }: JwtErrorFacts, allowed: readonly string[]): boolean {
  if (code !== "key_too_weak" || reason !== "secret") return false;
  return allowed.some((name) => (SECRETS[name] ?? Number.POSITIVE_INFINITY) <= Number(actual));
}

/** Uses jsonwebtoken's message, which programs look for. The exact error is in `inner`. */
function withTheirMessage<T>(make: () => T): T {
  try {
    return make();
  } catch (thrown) {
    if (!isJwtError(thrown) || thrown.code !== "key_invalid") throw thrown;
    const message = thrown.reason === "wrong_kind" ? thrown.message : INVALID;
    throw new JsonWebTokenError(message, thrown);
  }
}
