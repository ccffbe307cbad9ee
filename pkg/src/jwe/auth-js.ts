import { invalidKey, isJwtError } from "../error.js";
import { checkText } from "../keys/text.js";
import { unfit } from "../keys/unfit.js";
import { invalidOption, namedOptions, wrongOption } from "../read-options.js";
import { textEncoder } from "../runtime/text.js";
import { write } from "./door.js";
import { type EncryptionKey, keep } from "./key.js";

/** Which keys `authJsKey` derives from the secret. */
export interface AuthJsKeyOptions {
  /** The name of the cookie, which Auth.js 5 makes a part of the key, such as `__Secure-authjs.session-token`. */
  cookie?: string;
  /** The major version: 5 is Auth.js (`@auth/core`, `next-auth@5`), and 4 is `next-auth@4`. Default 5. */
  version?: 4 | 5;
}

/** Auth.js 5 accepts clocks that differ by so many seconds; `next-auth@4` too. */
const CLOCK_TOLERANCE = 15;

/**
 * Makes the key of the session cookies of Auth.js (NextAuth) from its secret, `AUTH_SECRET` or `NEXTAUTH_SECRET`. Of
 * several secrets, the first encrypts, and the token's `kid` chooses the one that decrypts. `decrypt` allows clocks to
 * differ by 15 seconds with it, as Auth.js does, unless its options say otherwise.
 * @throws {JwtError} `key_invalid` for an empty secret, `options_invalid`
 * @example
 * ```ts
 * const key = authJsKey("the AUTH_SECRET of the app", { cookie: "authjs.session-token" });
 * const token = await encrypt({ sub: "user-42" }, key, { expiresIn: 3600, jwtId: "random" });
 * const { payload } = await decrypt(token, key);
 * console.log(payload.sub); // user-42
 * ```
 */
export function authJsKey(secret: string | readonly string[], options: AuthJsKeyOptions = {}): EncryptionKey {
  const { cookie, version = 5 } = namedOptions(options, "options", ["cookie", "version"]);
  if (version !== 4 && version !== 5) throw wrongOption("version", "must be 4 or 5", version);
  if (version === 5 && (typeof cookie !== "string" || cookie === "")) {
    throw wrongOption("cookie", "must be the name of the cookie", cookie);
  }
  if (version === 4 && cookie !== undefined) {
    throw invalidOption("cookie", "is only for version 5; next-auth 4 has one key for all cookies");
  }
  const secrets = secretsIn(secret);
  if (secrets.length === 0) throw invalidKey("no secret was given", "secret_empty");
  if (version === 4 && secrets.length > 1)
    throw invalidKey("next-auth 4 has one secret", "several_algorithms");
  for (const one of secrets) {
    if (one === "") throw invalidKey("the key cannot be used: the secret is empty", "secret_empty");
    checkText(one, "the secret");
    if (one.includes("\0")) throw invalidKey("the secret has a character U+0000", "not_a_key");
  }
  const text = textEncoder().encode(secrets.map((one) => `\0${one}`).join(""));
  const name = textEncoder().encode((cookie as string | undefined) ?? "");
  try {
    return keep((exports) => {
      write(text, name);
      return exports.authJsKeys(text.length, name.length, Number(version === 4));
    }, CLOCK_TOLERANCE);
  } finally {
    text.fill(0);
  }
}

/** Item by item, so that the first hole of a sparse array fails: its length can be billions. */
function secretsIn(given: unknown): string[] {
  try {
    return Array.isArray(given) ? Array.from(given, text) : [text(given)];
  } catch (thrown) {
    // No `cause`: what a proxy throws could hold a secret.
    throw isJwtError(thrown) ? thrown : unfit(WANTED, given);
  }
}

const WANTED = "the secret must be a string";

function text(secret: unknown): string {
  if (typeof secret === "string") return secret;
  throw unfit(WANTED, secret);
}
