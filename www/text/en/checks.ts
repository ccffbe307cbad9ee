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
    schema: "Schema",
    required_claims: "Required claims",
    claims: "Expected values",
    scope: "Scopes",
    profile: "Kind of token",
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
  malformed: {
    segments: "A signed token is three parts joined by two dots. Was it copied whole?",
    base64url:
      "Only A–Z, a–z, 0–9, “-” and “_” may stand here, and the last one must end on a whole byte. Look for a lost, added or changed character.",
    utf8: "The bytes are not text. Was the token changed or cut off?",
    json: "The text is not JSON. Was the token changed or cut off?",
    duplicate_name: "Two readers could take it for two different things.",
    not_object: "Header and payload must each be one JSON object.",
    depth: "No honest token nests this deep.",
    // Only of what is signed and need not be a JWT.
    detached: undefined,
    unencoded: undefined,
  },
  too_large: "The limit keeps a hostile token from making work; maxTokenLength changes it.",
  algorithm:
    "Choose the algorithm that the issuer really uses. If the header names another, the token is not from there.",
  signature: {
    secret: "Is the secret whole, and is it read the right way: as text, base64 or hexadecimal?",
    public: "Is it the issuer’s key of the time when the token was signed? Issuers change their keys.",
  },
  graph:
    "A token for Microsoft Graph is for Graph alone: do not verify it. Ask Entra for a token whose scope is your own API, as api://CLIENT_ID/.default.",
  keyNotFound:
    "Issuers change their keys: paste the set as it is now, or as it was when the token was signed.",
  typ: "Another type of token is not for the same use: an ID token is not an access token.",
  expectedClaim: "Take the expectation back, or ask the issuer for a token that has it.",
  expired: "Ask the issuer for a fresh one.",
  notYetValid: "Wait, or look whether one of the clocks is wrong.",
  noExpiry: "Let the issuer set exp, or tick “Accept a token that never expires” under “What you expect”.",
  audience:
    "If that is you, enter it as the audience under “What you expect”. If not, the token is not for you.",
};
