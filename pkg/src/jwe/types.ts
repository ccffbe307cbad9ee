import type { ContentEncryption, KeyManagement } from "../names.js";
import type { JwtClaims, JwtHeader, VerificationKey, Verified, VerifyOptions } from "../types.js";

/** The header of an encrypted token (RFC 7516 §4), after its checks. Other members are kept unchanged. */
export interface JweHeader extends JwtHeader {
  /** How the content's key was encrypted or agreed on. */
  alg: KeyManagement;
  /** How the content is encrypted. */
  enc: ContentEncryption;
  /** What is inside: `JWT` if it is a signed token (RFC 7519 §5.2). */
  cty?: string;
}

/** The key that decrypted a token. */
export interface DecryptionKey {
  /** The `alg` that the key is bound to. */
  readonly alg: KeyManagement;
  /** The `enc` of the token, which the key is bound to. */
  readonly enc: ContentEncryption;
  /** The `kid` of the key, which need not be the token's; missing if the key has none. */
  readonly kid?: string;
}

/** A token that was decrypted and has passed every check. */
export interface Decrypted<P = JwtClaims> {
  /** The header of the encrypted token. */
  header: JweHeader;
  /** The claims: those of the signed token, if one was inside. */
  payload: P;
  /** The key that decrypted it. */
  key: DecryptionKey;
  /**
   * The signed token that was inside, verified; only with the option `nested`. Without it, everyone who has the secret
   * or the public key can have written the claims.
   */
  signed?: Verified<P>;
}

/** How the signed token inside is verified: its key, and the options of `verify`. */
export interface NestedOptions extends VerifyOptions {
  /** What verifies the signed token. */
  key: VerificationKey;
}

/** What an encrypted token must fulfil: the options of `verify` about claims, or `nested` for a signed token inside. */
export interface DecryptOptions
  extends Pick<
    VerifyOptions,
    | "audience"
    | "claims"
    | "clockTolerance"
    | "ignoreExpiry"
    | "issuer"
    | "jwtId"
    | "maxAge"
    | "maxTokenLength"
    | "now"
    | "requireExpiry"
    | "requiredClaims"
    | "scope"
    | "stackTraces"
    | "subject"
    | "typ"
  > {
  /**
   * Verifies the signed token that is inside (RFC 7519 §11.2) with its own key and options, which are about its claims.
   * Besides it, only `typ`, `maxTokenLength` and `stackTraces` are allowed here: they are about the encrypted token.
   */
  nested?: NestedOptions;
}
