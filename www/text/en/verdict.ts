export const verdict = {
  title: "Verdict",
  empty: ["No token yet", "Paste one above, or try an example."],
  verified: "Signature verified",
  verifiedBy: {
    secret: "Every check has passed: a holder of this secret wrote exactly this token.",
    public: "Every check has passed: the holder of the private key wrote exactly this token.",
  },
  refused: "Signature verified, but the token is refused",
  mismatch: "Signature does not match",
  mismatchOf: {
    secret:
      "This secret did not sign this token: it is another one, or the token was changed after it was signed.",
    public:
      "This key’s private half did not sign this token: it is another one, or the token was changed after it was signed.",
  },
  graph:
    "The header has a nonce, as Microsoft’s access tokens for Graph have: Microsoft signs them so that Graph alone can verify them.",
  pending: ["Checking the signature…", "The browser computes it."],
  noSuchKey: "Not checked: no key of the set fits",
  unreadableSignature: "The signature cannot be read",
  malformed: "This is not a well-formed token",
  encrypted: [
    "Encrypted, not signed",
    "This is a JWE (RFC 7516): five parts, of which only the header can be read without the decryption key.",
  ],
  notSigned: [
    "Not signed at all",
    "The header says “alg: none”. Anybody can write such a token, so it is always refused.",
  ],
  otherAlgorithm: "Refused: the algorithm is not the key’s",
  headerRefused: "Refused because of its header",
  noKey: "Not checked: no key",
  noKeyDetail: {
    secret: "Nobody can tell yet who wrote this token. Enter the secret to check the signature.",
    public: "Nobody can tell yet who wrote this token. Enter the issuer’s public key to check the signature.",
  },
  unsupported: (alg: string) =>
    `Nobody can tell who wrote this token: jwt-wasm does not know ${alg}. What it says is shown all the same.`,
  weakKey: "Not checked: the secret is too short",
  badKey: {
    secret: "Not checked: the secret cannot be used",
    public: "Not checked: the key cannot be used",
  },
  weakPublicKey: "Not checked: the key is too short",
  anyhow: (why: string) => `No matter who wrote it, it would be refused: ${why}`,
  aswell: (why: string) => `It would be refused for another reason, too: ${why}`,
  enterKey: { secret: "Enter the secret", public: "Enter the public key" },
};
