import type { SecretKey } from "../key.js";
import { generateSecret, secretKey } from "../keys/secret.js";
import { invalidOption } from "../read-options.js";
import { signText } from "../sign.js";
import type { JwtClaims, Verified, Verifier, VerifierOptions } from "../types.js";
import { checkOptions } from "../verifier/kept.js";
import { readOptions } from "../verifier/options.js";
import { createVerifier } from "../verifier.js";
import { WrongAnswer } from "./answer.js";
import type { IntrospectionSettings } from "./options.js";

type Demands = Omit<VerifierOptions, "key">;

/**
 * Checks claims that did not come in a token. They are put into an internal token, which never leaves this module, so
 * that the core checks them with the same codes and messages as those of other tokens.
 */
export class ClaimsCheck {
  readonly #demands: Demands;
  readonly #typ: string;
  /** Made when it is first needed, because Workers have no random bytes at global scope. */
  #made: { readonly key: SecretKey; readonly verifier: Verifier } | undefined;

  /** @throws {JwtError} `options_invalid` */
  constructor(settings: IntrospectionSettings, demands: Demands) {
    this.#demands = demandsOf(settings, demands);
    const { typ = demands.profile === "access_token" ? "at+jwt" : "JWT" } = demands;
    this.#typ = typ;
    checkOptions(readOptions(this.#demands));
  }

  /** @throws {WrongAnswer} for claims that no token can have, such as an `exp` that is not a number */
  async signed(claims: string): Promise<string> {
    try {
      return await signText(claims, this.#parts().key, { typ: this.#typ, issuedAt: false });
    } catch (error) {
      throw new WrongAnswer("the answer has claims that no token can have", { cause: error });
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

// Options about a token's header, signature or form, which an opaque token does not have.
const OF_TOKENS = ["algorithms", "allowPadding", "cache", "engine", "maxTokenLength"] as const;

function demandsOf({ audience, maxBytes }: IntrospectionSettings, demands: Demands): Demands {
  const { profile } = demands;
  if (profile !== undefined && profile !== "access_token") {
    throw invalidOption("introspection", `is for access tokens, but the option profile is ${profile}`);
  }
  const rest: Demands = { ...demands };
  for (const name of OF_TOKENS) delete rest[name];
  return {
    ...rest,
    ...(audience === undefined ? {} : { audience }),
    // `exp` is optional (RFC 7662 §2.2). The server has said now, or within the cache's time, that the token is active.
    ...(profile === undefined ? { requireExpiry: false } : {}),
    // The largest answer as base64url, and the other parts of the internal token.
    maxTokenLength: 2 * maxBytes + 1000,
  };
}
