/** Every word of the page, so that another language is another module like this one. */

export const LOCALE = "en-GB";

export const NOW = "just now";

export const page = {
  name: "jwt-wasm",
  title: "Token inspector",
  purpose:
    "See what a JSON Web Token says, whether its signature is good, and exactly why it would be refused.",
  private: "Nothing you paste leaves this page",
  privateDetail:
    "The page may open no connection at all: its content security policy forbids it. It stores nothing and puts nothing into the address.",
  broken: (why: string) => `The inspector cannot run here: ${why}. It needs a browser with WebAssembly.`,
  footer:
    "The answers come from jwt-wasm, the same WebAssembly core that servers and edge workers use. Reading a token is not trusting it: only a verified one says who wrote it.",
};

export const token = {
  title: "Token",
  label: "Paste a JSON Web Token below",
  placeholder: "eyJhbGciOi…",
  example: "Example",
  sign: "Sign one now",
  clear: "Clear everything",
  leftOut: {
    bearer: "Left out “Bearer” in front: it belongs to the HTTP header, not to the token.",
    authorization: "Left out “Authorization: Bearer” in front: it is the HTTP header, not the token.",
    space: "Left out the white space around the token.",
  },
  signed:
    "This token was signed a moment ago, in this page, with a random secret that is now in the key field.",
  tooLongToShow: "This text is too long to be shown in parts.",
  size: (letters: number) =>
    `${letters.toLocaleString(LOCALE)} ${letters === 1 ? "character" : "characters"}`,
};

export const parts = {
  names: { header: "Header", payload: "Payload", signature: "Signature" },
  purposes: {
    header: "how it was signed",
    payload: "what it claims",
    signature: "what proves it",
  },
  decodedTitle: "What it says",
  raw: "Raw text",
  rawOf: { header: "of the header", payload: "of the payload" },
  empty: "Nothing here yet.",
  notReadable: "Nothing here can be read.",
  notExact: "This part is damaged. Shown is as much as could be read.",
  refused: "Shown as it stands, though a strict reader refuses it.",
  hidden: "Characters that you could not see are spelled out, as in \\u202e.",
};

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

export const key = {
  title: "Key",
  intro: "The secret that issuer and receiver share.",
  secret: "Secret",
  show: "Show",
  hide: "Hide",
  showLabel: "Show the secret",
  encoding: "The secret is written as",
  encodings: { utf8: "UTF-8 text", base64url: "base64url" },
  algorithm: "Algorithm of the key",
  differs: (alg: string, own: string) =>
    `The header says ${alg}, your key is for ${own}. The key decides, never the token, so the token is refused.`,
  unsupported: (alg: string) => `The header says ${alg}, which this page cannot check yet.`,
  weak: (algorithm: string, actual: number, minimum: number) =>
    `This secret is ${actual} bytes long; ${algorithm} needs at least ${minimum} (RFC 7518 §3.2). ` +
    "Whoever holds one token can find a short secret by trying.",
  allowWeak: "Check anyway",
  allowWeakOption: "allowWeakSecret",
  notBase64url: "This is not base64url: only A–Z, a–z, 0–9, “-” and “_” may stand in it.",
};

export const expectations = {
  title: "What you expect",
  intro: "A signature tells who wrote a token, not whom it is for.",
  audience: "Audience",
  audienceHint: "your own name, as in aud",
  issuer: "Issuer",
  issuerHint: "the writer’s name, as in iss",
  noExpiry: "Accept a token that never expires",
  noExpiryOption: "requireExpiry: false",
};

export const claims = {
  title: "Registered claims",
  columns: { name: "Claim and its meaning", value: "Value" },
  none: "The payload has none of the claims that RFC 7519 registers.",
  unreadable: "The payload is no JSON object, so there are no claims.",
  refused: "The claims are not listed, because the payload is refused.",
  absent: (names: string) => `Not there: ${names}.`,
  others: (names: string) => `Others, whose meaning is between issuer and receiver: ${names}.`,
  meanings: {
    iss: "Issuer: who wrote the token",
    sub: "Subject: whom or what it is about",
    aud: "Audience: whom it is for; nobody else may take it",
    exp: "Expiry: from then on it must not be taken",
    nbf: "Not before: until then it must not be taken",
    iat: "Issued at: when it was made",
    jti: "Token identifier: tells it apart from all others",
  },
  sections: { iss: 1, sub: 2, aud: 3, exp: 4, nbf: 5, iat: 6, jti: 7 },
  verbs: { exp: ["expired", "expires"], nbf: ["valid since", "valid from"], iat: ["issued", "issued"] },
  notATime: "This is no time in seconds, which the claim must be.",
  noCalendar: "No calendar goes this far.",
  milliseconds: "So far in the future that these are likely milliseconds; the claim is in seconds.",
  inFuture: "This is in the future: is one of the clocks wrong?",
};

export const checks = {
  title: "Checks",
  outcomes: { passed: "passed", failed: "failed", skipped: "not made" },
  skippedTitle: "Not made, because there was no need or no way",
  summary: (passed: number, failed: number, skipped: number) =>
    `${passed} passed, ${failed} failed, ${skipped} not made`,
  names: {
    form: "Form",
    header: "Header",
    typ: "Type of token",
    algorithm: "Algorithm",
    signature: "Signature",
    payload: "Payload",
    exp: "Expiry",
    nbf: "Not before",
    iat: "Issued at",
    iss: "Issuer",
    aud: "Audience",
    sub: "Subject",
    jti: "Token identifier",
    required_claims: "Required claims",
    claims: "Expected values",
  },
};

export const failures = {
  expired: (date: string, zone: string, distance: string) => `it expired on ${date} (${zone})${distance}.`,
  notYetValid: (claim: string, date: string, zone: string, distance: string) =>
    `its ${claim} is ${date} (${zone})${distance}.`,
  noExpiry: "it has no exp, so it would be good for ever.",
  claimMissing: (claim: string) => `it has no ${claim}, and you expect one.`,
  forNobody: (audience: string) => `it is meant for ${audience}, and you have not said who you are.`,
  otherValue: (claim: string, actual: string, expected: string) =>
    `its ${claim} is ${actual}, you expect ${expected}.`,
};

export const fixes = {
  segments: "A signed token is three parts joined by two dots. Was it copied whole?",
  base64url:
    "Only A–Z, a–z, 0–9, “-” and “_” may stand here, and the last one must end on a whole byte. Look for a lost, added or changed character.",
  whiteSpace: "There is white space inside the token: take it out.",
  utf8: "The bytes are no text. Was the token changed or cut off?",
  json: "The text is no JSON. Was the token changed or cut off?",
  duplicate_name: "Two readers could take it for two different things.",
  not_object: "Header and payload must each be one JSON object.",
  depth: "No honest token nests this deep.",
  too_large: "The limit keeps a hostile token from making work; maxTokenLength changes it.",
  algorithm:
    "Choose the algorithm that the issuer really uses. If the header names another, the token is not from there.",
  signature: "Is the secret whole, and is it text or base64url?",
  expired: "Ask the issuer for a fresh one.",
  notYetValid: "Wait, or look whether one of the clocks is wrong.",
  noExpiry: "Let the issuer set exp, or tick “Accept a token that never expires” under “What you expect”.",
  audience:
    "If that is you, enter it as the audience under “What you expect”. If not, the token is not for you.",
};
