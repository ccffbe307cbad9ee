import { invalidOptions } from "../error.js";
import type { SecretKey } from "../key.js";
import { generateSecret, secretKey } from "../keys/secret.js";
import { signText } from "../sign.js";
import type { JwtClaims, Verified, Verifier, VerifierOptions } from "../types.js";
import { checkOptions } from "../verifier/kept.js";
import { readOptions } from "../verifier/options.js";
import { createVerifier } from "../verifier.js";
import { WrongAnswer } from "./answer.js";
import type { IntrospectionSettings } from "./options.js";

type Demands = Omit<VerifierOptions, "key">;

/**
 * What the gate demands of a token's claims, for claims that are in no token. They are put into one that never leaves this
 * place, so that the core's own checks judge them, with the same codes and messages.
 */
export class ClaimsCheck {
  readonly #demands: Demands;
  readonly #typ: string;
  /** Random bytes are not to be had everywhere where a gate is made. */
  #made: { readonly key: SecretKey; readonly verifier: Verifier } | undefined;

  /** @throws {JwtError} `options_invalid` */
  constructor(settings: IntrospectionSettings, demands: Demands) {
    this.#demands = demandsOf(settings, demands);
    const { typ = demands.profile === "access_token" ? "at+jwt" : "JWT" } = demands;
    this.#typ = typ;
    checkOptions(readOptions(this.#demands));
  }

  /** @throws {WrongAnswer} for claims that can be in no token, such as an `exp` that is not a number */
  async signed(claims: string): Promise<string> {
    try {
      return await signText(claims, this.#parts().key, { typ: this.#typ, issuedAt: false });
    } catch (error) {
      throw new WrongAnswer("what it says of the token cannot be the claims of one", { cause: error });
    }
  }

  /** @throws {JwtError} as `verify` */
  async verified(signed: string): Promise<JwtClaims> {
    const { payload }: Verified = await this.#parts().verifier.verify(signed);
    return payload;
  }

  #parts() {
    if (this.#made === undefined) {
      const key = secretKey(generateSecret("HS256"), "HS256");
      this.#made = { key, verifier: createVerifier({ ...this.#demands, key }) };
    }
    return this.#made;
  }
}

// Of a header, a signature or the form of a token, of which there is none.
const OF_TOKENS = ["algorithms", "allowPadding", "cache", "engine", "maxTokenLength"] as const;

function demandsOf({ audience, maxBytes }: IntrospectionSettings, demands: Demands): Demands {
  const { profile } = demands;
  if (profile !== undefined && profile !== "access_token") {
    throw invalidOptions(`options.introspection is for access tokens, and options.profile is ${profile}`);
  }
  const rest: Demands = { ...demands };
  for (const name of OF_TOKENS) delete rest[name];
  return {
    ...rest,
    ...(audience === undefined ? {} : { audience }),
    // The server has just said that the token is active, or did within the cache's time (RFC 7662 §2.2: `exp` is optional).
    ...(profile === undefined ? { requireExpiry: false } : {}),
    // Base64url of what the answer may be, and the other parts.
    maxTokenLength: 2 * maxBytes + 1000,
  };
}
