export const verdict = {
  title: "Verdict",
  empty: ["No token yet", "Paste one above, or try an example."],
  verified: [
    "Signature verified",
    "Every check has passed: the holder of this secret wrote exactly this token.",
  ],
  refused: "Signature verified, but the token is refused",
  mismatch: [
    "Signature does not match",
    "This secret did not sign this token: it is another one, or the token was changed after it was signed.",
  ],
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
  noKeyDetail: "Nobody can tell yet who wrote this token. Enter the secret to check the signature.",
  unsupported: (alg: string) =>
    `Nobody can tell yet who wrote this token. This page checks HS256, HS384 and HS512 so far, not ${alg}.`,
  weakKey: "Not checked: the secret is too short",
  badKey: "Not checked: the secret cannot be used",
  anyhow: (why: string) => `Whoever wrote it, it would be refused: ${why}`,
  aswell: (why: string) => `It would be refused for another reason, too: ${why}`,
  enterSecret: "Enter the secret",
};
