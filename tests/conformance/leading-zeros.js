// Keys that begin with zero bytes. WebKitGTK refuses the PKCS#8 file of such an Ed25519 key.

/** The private JWK of an Ed25519 key whose seed begins with a zero byte. It was made for these tests and protects nothing. */
export const ED25519_ZERO_JWK = {
  kty: "OKP",
  crv: "Ed25519",
  x: "d1v2PtR6TkZm0Fn_Q0aX-3YGb-7K4m2zwKZ96mO4Iyo",
  d: "AMNE2775lv-DsTOeOjYffTqcaqfAbtP8qKc9Dbq6Aik",
};
