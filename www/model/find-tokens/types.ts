/** What was pasted beside the tokens, in one word, so that the page can say what it ignored. */
export type Surroundings =
  | "nothing"
  | "white_space"
  | "quotes"
  /** `Bearer`, `DPoP` or `Authorization:`. */
  | "authorization"
  | "headers"
  | "cookies"
  | "curl"
  | "url"
  | "json"
  | "har"
  | "text";

/** What was undone to get the token out of the text. */
export type Repair =
  | "percent_encoding"
  | "escapes"
  | "invisible_characters"
  | "line_breaks"
  /** Several cookies that hold one token in pieces. */
  | "cookie_chunks"
  /** base64 with `+`, `/` or `=` in place of base64url. */
  | "base64"
  /** The whole token, or a text that holds it, was base64. */
  | "base64_text";

export interface FoundToken {
  /** As it must be verified: nothing but its own characters. */
  readonly token: string;
  readonly kind: "jws" | "jwe" | "sd_jwt";
  /** The name beside it, such as `access_token`, `Authorization` or a cookie's. */
  readonly label: string | undefined;
  readonly repairs: readonly Repair[];
  /** How often the text holds it. */
  readonly count: number;
}

/** Something that a person may take for a JWT. */
export type OtherKind =
  | "api_key"
  | "basic_credentials"
  | "fernet"
  | "github_token"
  | "key"
  | "macaroon"
  | "opaque"
  | "paseto"
  | "private_key"
  /** A sentence, a page or other text that has nothing of a token. */
  | "prose"
  | "saml"
  | "signed_session";

export interface Other {
  readonly kind: OtherKind;
  /** The product whose keys look like this, such as `Stripe`, or the version of PASETO. */
  readonly name: string | undefined;
}

export interface Findings {
  /** In the order of the text, each token once. */
  readonly tokens: readonly FoundToken[];
  readonly surroundings: Surroundings;
  /** Set only if there is no token. */
  readonly other: Other | undefined;
}
