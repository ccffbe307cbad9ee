import { invalidKey } from "../error.js";
import type { PrivateKey } from "../key.js";
import { handleOf, ringIn } from "../keys/handle.js";
import { namedOptions, orUnreadable, wrongOption } from "../read-options.js";
import { sign } from "../sign.js";
import type { KeyRing } from "./ring/ring.js";

/** The options of {@link signClientAssertion}. Every option is checked. */
export interface ClientAssertionOptions {
  /** The client's private key, or a key ring, whose current key signs. */
  key: PrivateKey | KeyRing;
  /** The client's identifier at the authorization server: `iss` and `sub` of the assertion. */
  clientId: string;
  /**
   * The issuer identifier of the authorization server: `issuer` in its metadata, and nothing else. If another server
   * could choose the audience, it could use the assertion at yours (CVE-2025-27370).
   */
  audience: string;
  /** Lifetime in whole seconds, 1 to 3600. Default 60: an assertion is for one request. */
  expiresIn?: number;
  /**
   * The header's `typ`. Default `"client-authentication+jwt"`, from the draft that updates RFC 7523. Set `"JWT"` for a server
   * that accepts nothing else.
   */
  typ?: string;
}

const NAMES = [
  "key",
  "clientId",
  "audience",
  "expiresIn",
  "typ",
] as const satisfies (keyof ClientAssertionOptions)[];

const LONGEST = 3600;

/** The value of `client_assertion_type` in a request with an assertion (RFC 7523 §2.2). */
export const CLIENT_ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/**
 * Makes a token with which a client proves its identity to an authorization server: `private_key_jwt` (RFC 7523 §3,
 * OpenID Connect Core §9). Send it as `client_assertion`, and make a new one for each request.
 * @throws {JwtError} `options_invalid`, `key_invalid`
 * @example
 * ```ts
 * const assertion = await signClientAssertion({
 *   key: privateKey(privatePem, "ES256"),
 *   clientId: "client-1",
 *   audience: "https://issuer.example",
 * });
 * const body = new URLSearchParams({
 *   grant_type: "client_credentials",
 *   client_id: "client-1",
 *   client_assertion_type: CLIENT_ASSERTION_TYPE,
 *   client_assertion: assertion,
 * });
 * ```
 */
export async function signClientAssertion(options: ClientAssertionOptions): Promise<string> {
  const { key, clientId, audience, expiresIn, typ } = readAssertionOptions(options);
  const signer = ringIn(key)?.signingKey() ?? (key as PrivateKey);
  const claims = { iss: clientId, sub: clientId, aud: audience };
  return sign(claims, signer, { typ, expiresIn, jwtId: "random" });
}

/** @throws {JwtError} `options_invalid`, `key_invalid` */
export function readAssertionOptions(options: unknown): Required<ClientAssertionOptions> {
  const read = namedOptions(options, "options", NAMES);
  return orUnreadable("options", () => {
    const { key, clientId, audience, expiresIn = 60, typ = "client-authentication+jwt" } = read;
    if (ringIn(key) === undefined && handleOf(key).role !== "private") {
      throw invalidKey(
        "the option key must be a private key or a key ring, which signs the assertion",
        "public_key",
      );
    }
    for (const [name, value] of Object.entries({ clientId, audience, typ })) {
      if (typeof value !== "string" || value === "") {
        throw wrongOption(name, "must be a string that is not empty", value);
      }
    }
    if (!Number.isInteger(expiresIn) || (expiresIn as number) < 1 || (expiresIn as number) > LONGEST) {
      throw wrongOption("expiresIn", `must be a whole number of seconds from 1 to ${LONGEST}`, expiresIn);
    }
    return { key, clientId, audience, expiresIn, typ } as Required<ClientAssertionOptions>;
  });
}
