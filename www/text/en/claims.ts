export const claims = {
  none: "The object is empty.",
  select: (name: string) => `Select ${name} in the token`,
  repeated: "This name appears more than once, and programs disagree on which one counts.",
  verbs: {
    exp: ["expired", "expires"],
    nbf: ["valid since", "valid from"],
    iat: ["issued", "issued"],
    auth_time: ["logged in", "logged in"],
    updated_at: ["updated", "updated"],
    toe: ["happened", "happens"],
  },
  notATime: "This claim must be a number of seconds since 1970.",
  now: "just now",
  noCalendar: "This date is too far away to be shown.",
  milliseconds: "These look like milliseconds, but this claim counts seconds.",
  inFuture: "This is in the future. Check whether one of the clocks is wrong.",
};

/** Words for values that are codes. */
export const values = {
  quoted: (value: string) => `“${value}”`,
  algorithms: {
    HS: (bits: string) => `HMAC with SHA-${bits}: the same secret signs and verifies`,
    RS: (bits: string) =>
      `RSA (PKCS #1 v1.5) with SHA-${bits}: the private key signs, the public key verifies`,
    PS: (bits: string) => `RSA (PSS) with SHA-${bits}: the private key signs, the public key verifies`,
    ES: (curve: string) => `ECDSA on ${curve}: the private key signs, the public key verifies`,
    EdDSA: "EdDSA: the private key signs, the public key verifies",
    mlDsa: "ML-DSA, designed to resist quantum computers: the private key signs, the public key verifies",
    none: "No signature: anyone can write such a token",
    dir: "A shared key encrypts the content",
    keyWrap: "A shared key (AES) encrypts the key of the content",
    rsaEncryption: "The recipient’s public RSA key encrypts the key of the content",
    agreement: "The key of the content comes from a Diffie–Hellman key agreement",
    password: "A password encrypts the key of the content",
  },
  types: {
    jwt: "a JSON Web Token of no particular kind",
    "at+jwt": "an OAuth 2.0 access token (RFC 9068)",
    "logout+jwt": "an OpenID Connect logout token",
    "dpop+jwt": "a DPoP proof of possession (RFC 9449)",
    "secevent+jwt": "a security event (RFC 8417)",
    "token-introspection+jwt": "an answer to a token introspection (RFC 9701)",
    "oauth-authz-req+jwt": "an OAuth 2.0 authorization request (RFC 9101)",
    passport: "the identity of a caller, PASSporT (RFC 8225)",
    jose: "a JWS or JWE in compact form",
  } as Record<string, string>,
  count: (items: number, list: string) => `${items}: ${list}`,
};
