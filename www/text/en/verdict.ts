export const verdict = {
  title: "Verdict",
  empty: ["No token yet", "Paste a token, or try an example."],
  verified: "Signature verified",
  verifiedBy: {
    secret: "All checks passed. The token was signed with this secret and has not been changed since.",
    public:
      "All checks passed. The token was signed with the private key that belongs to this public key, and it has not been changed since.",
  },
  refused: "Signature verified, but the token is refused",
  mismatch: "Signature does not match",
  mismatchOf: {
    secret: "Wrong secret, or the token was changed after signing.",
    public: "Wrong key, or the token was changed after signing.",
  },
  graph:
    "The header has a nonce, which is typical of access tokens for Microsoft Graph. Microsoft signs them so that only Graph can verify them.",
  pending: ["Checking the signature…", "Your browser is computing the answer."],
  noSuchKey: "Not checked: no key in the set matches",
  unreadableSignature: "The signature cannot be decoded",
  malformed: "This is not a well-formed token",
  tooLong: "Longer than jwt-wasm allows",
  encrypted: [
    "Encrypted, not signed",
    "This is a JWE (RFC 7516). It has five parts; without the decryption key, only its header can be read.",
  ],
  notSigned: [
    "Not signed",
    "The header says “alg: none”. Anyone can write such a token, so it is always refused.",
  ],
  otherAlgorithm: "Refused: the key is for another algorithm",
  headerRefused: "Refused because of its header",
  noKey: "Not checked: no key",
  noKeyAnd: {
    expired: "Expired; not checked: no key",
    not_yet_valid: "Not valid yet; not checked: no key",
  },
  noKeyDetail: {
    secret: "Enter the secret to check who signed this token.",
    public: "Enter the issuer’s public key to check who signed this token.",
  },
  unsupported: (alg: string) =>
    `jwt-wasm does not support ${alg}, so it cannot check the signature. You can still read the token.`,
  weakKey: "Not checked: the secret is too short",
  badKey: {
    secret: "Not checked: the secret cannot be used",
    public: "Not checked: the key cannot be used",
  },
  weakPublicKey: "Not checked: the key is too short",
  anyhow: (why: string) => `It would be refused even with the right key: ${why}`,
  aswell: (why: string) => `It would also be refused for another reason: ${why}`,
  enterKey: { secret: "Enter the secret", public: "Enter the public key" },
};
