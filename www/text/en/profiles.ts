export const profiles = {
  title: "What kind it is",
  summary: (met: number, all: number) => `${met} of ${all} rules met`,
  met: "met",
  unmet: "not met",
  encrypted: "Encrypted token (JWE)",
  encryptedSummary:
    "Its content can be read only with the decryption key. What stands in the header is not secret. It is not signed: unless the key is shared by two, or a signed token is inside, it does not tell who wrote it.",
  kinds: {
    simple_jwt: [
      "Token of Django REST framework SimpleJWT",
      "By its token_type and jti. An access token opens the API; a refresh token is for its token endpoint only, so check token_type.",
    ],
    id_token: [
      "ID token of OpenID Connect",
      "It tells the client who has logged in. It is for the client alone: an API must not accept it as an access token.",
    ],
    access_token: [
      "OAuth 2.0 access token",
      "It is for the API named in aud. The client that carries it should not look inside.",
    ],
    logout_token: [
      "Logout token of OpenID Connect",
      "By it the issuer tells a client that a session has ended. It is never proof of a login.",
    ],
    dpop_proof: [
      "DPoP proof",
      "By it a client proves, for one request, that it has the key that its access token is bound to.",
    ],
  },
  rules: {
    signed: "It is signed: alg is there and not none",
    iss: "iss names the issuer",
    https_iss: "iss is the issuer’s https address",
    sub: "sub names the subject",
    short_sub: "sub is there, in at most 255 characters",
    aud: "aud names the audience",
    exp: "exp is there, in seconds",
    iat: "iat is there, in seconds",
    jti: "jti is there",
    at_typ: "typ is at+jwt",
    client_id: "client_id names the client",
    logout_event: "events has the back-channel logout event",
    sub_or_sid: "sub or sid says whose session it is",
    no_nonce: "There is no nonce, so that it cannot pass for an ID token",
    dpop_typ: "typ is dpop+jwt",
    public_alg: "alg is one of public keys",
    public_jwk: "jwk holds the public key, and no private one",
    htm: "htm names the request’s method",
    htu: "htu is the request’s address, without query and fragment",
    token_type: "token_type distinguishes access from refresh",
    user_id: "user_id says whose it is (USER_ID_CLAIM can rename it)",
  },
};
