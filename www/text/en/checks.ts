export const checks = {
  title: "Checks",
  outcomes: { passed: "passed", failed: "failed", skipped: "skipped" },
  names: {
    form: "Form",
    header: "Header",
    typ: "Type",
    algorithm: "Algorithm",
    signature: "Signature",
    payload: "Payload",
    exp: "Expiry",
    nbf: "Not before",
    iat: "Issued at",
    iss: "Issuer",
    aud: "Audience",
    sub: "Subject",
    jti: "Token ID",
    schema: "Schema",
    required_claims: "Required claims",
    claims: "Claim values",
    scope: "Scopes",
    profile: "Profile",
  },
};

export const failures = {
  expired: (date: string, zone: string, distance: string) => `it expired on ${date} (${zone})${distance}.`,
  notYetValid: (claim: string, date: string, zone: string, distance: string) =>
    `its ${claim} is in the future: ${date} (${zone})${distance}.`,
  noExpiry: "it has no exp, so it would never expire.",
  claimMissing: (claim: string) => `it has no ${claim}, but you expect one.`,
  forNobody: (audience: string) => `it is meant for ${audience}, and you have not entered an audience.`,
  otherValue: (claim: string, actual: string, expected: string) =>
    `its ${claim} is ${actual}, but you expect ${expected}.`,
};

export const fixes = {
  malformed: {
    segments: "Copy the whole token, from its first letter to the end of the signature.",
    base64url:
      "Only A–Z, a–z, 0–9, “-” and “_” are allowed here, and the last character must complete a byte. Look for a character that was lost, added or changed.",
    utf8: "The bytes are not text. Either the issuer wrote them that way, or the token was changed or cut off.",
    json: "Either the issuer wrote it that way, or the token was changed or cut off.",
    duplicate_name: "Two programs could read two different values. Ask the issuer to write each name once.",
    not_object: "The header and the payload must each be one JSON object.",
    depth: "Real tokens are flat. Check where this one comes from.",
    // Only content that is signed without being a JWT has these two.
    detached: undefined,
    unencoded: undefined,
  },
  /** Of a payload that is not an object. */
  otherContent:
    "A JWT needs a JSON object. Signed content of another kind is a JWS (RFC 7515); verifyJws reads it.",
  too_large: "The limit protects a server from needless work. The option maxTokenLength changes it.",
  algorithm:
    "Choose the algorithm that the issuer uses. If the header names another one, the token is not from that issuer.",
  signature: {
    secret: "Check that the secret is complete and its encoding is right: text, base64 or hexadecimal.",
    public: "Check that this was the issuer’s key when the token was signed. Issuers change their keys.",
  },
  graph:
    "A token for Microsoft Graph is for Graph only, so do not verify it. Ask Entra for a token for your own API, with a scope such as api://CLIENT_ID/.default.",
  keyNotFound:
    "Issuers change their keys. Paste the current key set, or the one from when the token was signed.",
  typ: "Each type of token has its own use: an ID token is not an access token.",
  expectedClaim: "Remove the expected value, or ask the issuer to put the claim into the token.",
  expired: "Ask the issuer for a new token.",
  notYetValid: "Wait, or check whether one of the clocks is wrong.",
  noExpiry: "Ask the issuer to set exp, or tick “Accept a token that never expires” under “Expected values”.",
  audience:
    "If that is you, enter it as the audience under “Expected values”. If not, the token is not for you.",
};
