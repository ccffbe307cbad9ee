import { sign as signInCore } from "../generated/jwt.js";
import { JwtError } from "./error.js";
import { toJwtError } from "./exchange.js";
import { handleOf, type Key } from "./key.js";
import { plain, plainOptions } from "./plain.js";
import type { JwtClaims, SignOptions } from "./types.js";

/** As {@link signSync}, as a promise. */
export async function sign(claims: JwtClaims, key: Key, options: SignOptions = {}): Promise<string> {
  return signSync(claims, key, options);
}

/**
 * Makes a signed token of the claims, which must be JSON values: `undefined`, `NaN`, dates and the like are errors.
 * @throws {JwtError} `claim_invalid` if a claim cannot be put into a token; `malformed` if the claims are no object;
 *   `options_invalid`, also if an option sets a claim that is there already; `key_invalid`.
 */
export function signSync(claims: JwtClaims, key: Key, options: SignOptions = {}): string {
  const handle = handleOf(key);
  const json = JSON.stringify(plain(claims, "claims", invalidClaims));
  const read = plainOptions(options);
  try {
    return signInCore(json, handle, read, Date.now() / 1000);
  } catch (thrown) {
    throw toJwtError(thrown);
  }
}

function invalidClaims(message: string, cause?: unknown): JwtError {
  const [, claim = ""] = /^claims\.([^.[ ]+)/.exec(message) ?? [];
  return new JwtError(message, { code: "claim_invalid", claim }, cause === undefined ? undefined : { cause });
}
