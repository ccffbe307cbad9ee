import type { JweMalformedReason, JwePart } from "jwt-wasm";

type Part = Exclude<JwePart, "header">;
type Needs = "secret" | "private";

export const decryption = {
  title: "Decryption",
  decrypted: "Decrypted",
  decryptedButRefused: "Decrypted, but the token is refused",
  decryptedNested: "Decrypted: a token is inside",
  failed: "Not decrypted: the key does not fit",
  refused: "Refused: this page does not decrypt such a token",
  noKey: "Encrypted, not signed",
  badKey: "Not decrypted: the key cannot be used",
  needs: {
    secret:
      "This is a JWE (RFC 7516). Enter the secret that decrypts it; without it, only the header can be read.",
    private:
      "This is a JWE (RFC 7516). Enter the private key that decrypts it; without it, only the header can be read.",
  } satisfies Record<Needs, string>,
  unfit: {
    secret: (size: number | undefined) =>
      size === undefined
        ? "The header’s alg and enc do not take a secret."
        : `The header’s alg and enc take a secret of ${size} bytes, as text, base64 or hexadecimal, or as a JWK.`,
    private: "Enter the private key, as a PEM file, a JWK or a JWKS.",
  },
  unfitSession: "A secret of another length can belong to Auth.js: enter the name of its cookie.",
  wrongKey: "The key is for another token, or the token was changed. An encrypted token does not show which.",
  wrongSecret:
    "Neither the secret itself nor the key that Auth.js makes of it for this cookie name decrypts the token. An encrypted token does not show whether the secret, the name or the token is wrong.",
  by: {
    secret: "Decrypted with this secret.",
    private: "Decrypted with this private key.",
    session: (cookie: string) => `Decrypted with this secret of Auth.js 5, for the cookie ${cookie}.`,
    older: "Decrypted with this secret of next-auth 4.",
  },
  origin: {
    secret:
      "That does not show who wrote it: everyone who has the secret can make such a token. It has not been changed since.",
    session:
      "That does not show who wrote it: every program that has the app’s secret can make such a session. It has not been changed since.",
    private:
      "That does not show who wrote it: everyone who has the public key can make such a token. Only a signed token inside would show it.",
    nested:
      "Only its own signature shows whether the token inside is genuine. Open it, and enter the key that verifies it.",
  },
  claims: "Its claims hold at this moment.",
  cookie: "Name of the Auth.js cookie",
  cookieHint:
    "only for a session of Auth.js 5, whose key depends on it; if the field is empty, the usual names are tried",
  content: "Decrypted content",
  contentName: "the decrypted content",
  notText: "The content is not text. Bytes that are not UTF-8 are shown as �.",
  open: "Open the token inside",
  parts: {
    encrypted_key: "encrypted key",
    iv: "initialization vector",
    ciphertext: "ciphertext",
    tag: "authentication tag",
  } satisfies Record<Part, string>,
  malformed: {
    segments: () => "It does not have five parts.",
    base64url: (part: string) => `The ${part} is not base64url without padding.`,
    length: (part: string, expected: unknown, actual: unknown) =>
      `The ${part} has ${actual} bytes, but the header’s alg and enc need ${expected}.`,
    not_empty: (part: string) => `There is an ${part}, but the header’s alg has none.`,
  } satisfies Record<JweMalformedReason, (part: string, expected: unknown, actual: unknown) => string>,
  keys: {
    wrong_kind: "The key is not of the kind that the header’s alg needs.",
    wrong_length: "The key does not have the length that the header’s alg and enc need.",
    member_value: "A member of the JWK has a value that is not allowed there.",
    no_enc: "The key must be bound to an enc.",
    other_algorithm: "The key is bound to an alg that is not the header’s.",
  } as Readonly<Record<string, string>>,
  rules: {
    rsa1_5: "alg is RSA1_5. Its padding has let attackers decrypt tokens again and again (RFC 8725 §3.2).",
    pbes2:
      "alg is a form of PBES2: the key is a password, and the token decides how much work each attempt is.",
    none: "alg is none, which does not encrypt.",
    unknown_alg: "alg is not a name that jwt-wasm knows for encryption.",
    unknown_enc: "enc is not a name that jwt-wasm knows.",
    zip: "The content is compressed (zip), so a small token could become a large one.",
    crit: "The header has crit, with an extension that must be understood.",
    alg: "The header’s alg is not the one that the key is bound to.",
    enc: "The header’s enc is not one that the key is bound to.",
    apu: "apu in the header cannot be read, or is too long.",
    apv: "apv in the header cannot be read, or is too long.",
    iv: "iv in the header, with which the key is wrapped, cannot be read.",
    tag: "tag in the header, with which the key is wrapped, cannot be read.",
    epk: "The sender’s key in epk cannot be used: it is private, on another curve, or not on its curve.",
  } as Readonly<Record<string, string>>,
};
