export const key = {
  title: "Key",
  kind: "Kind of key",
  kinds: { secret: "Secret", pem: "PEM", jwk: "JWK", jwks: "JWKS" },
  intros: {
    verify: {
      secret: "The secret that issuer and receiver share, for HS256, HS384 and HS512.",
      pem: "The issuer’s public key, or a certificate that holds it.",
      jwk: "One JSON Web Key (RFC 7517): the issuer’s public key, or a shared secret.",
      jwks: "The issuer’s key set, as its /.well-known/jwks.json has it. It is never fetched: paste it.",
    },
    sign: {
      secret: "The secret to sign with.",
      pem: "The private key to sign with, not encrypted: PKCS#8, PKCS#1 or SEC 1.",
      jwk: "The private JSON Web Key to sign with, or a shared secret.",
      jwks: "",
    },
  },
  secret: "Secret",
  texts: { secret: "Secret", pem: "PEM text", jwk: "JWK text", jwks: "JWKS text" },
  placeholders: {
    secret: "",
    pem: "-----BEGIN PUBLIC KEY-----",
    jwk: '{ "kty": "EC", "crv": "P-256", … }',
    jwks: '{ "keys": [ … ] }',
  },
  show: "Show",
  hide: "Hide",
  showLabel: "Show the secret",
  file: "Open a file",
  drop: "or drop one here",
  empty: "Empty",
  tooLarge: "This file is too large to be a key.",
  encoding: "The secret is written as",
  encodings: { utf8: "UTF-8 text", base64: "base64", base64url: "base64url", hex: "hexadecimal" },
  algorithm: "Algorithm of the key",
  differs: (alg: string, own: string) =>
    `The header says ${alg}, your key is for ${own}. The key decides, never the token, so the token is refused.`,
  unsupported: (alg: string) => `The header says ${alg}, which jwt-wasm does not know.`,
  keysInSet: (count: number) =>
    count === 1
      ? "One key of the set can be used; the token’s kid and alg choose it."
      : `${count} keys of the set can be used; the token’s kid and alg choose one.`,
  noKeysInSet:
    "No key of this set can be used: it must have public keys of 2048 bits or more, for signatures.",
  weak: (algorithm: string, actual: number, minimum: number) =>
    `This secret is ${actual} bytes long; ${algorithm} needs at least ${minimum} (RFC 7518 §3.2). ` +
    "Anyone who holds one token can find a short secret by trying.",
  allowWeak: "Use it anyway",
  allowWeakOption: "allowWeakSecret",
  unreadable: {
    utf8: "This is not a text that UTF-8 can spell.",
    base64: "This is not base64: only A–Z, a–z, 0–9, “+” and “/” may stand in it.",
    base64url: "This is not base64url: only A–Z, a–z, 0–9, “-” and “_” may stand in it.",
    hex: "This is not hexadecimal: pairs of 0–9 and a–f.",
    json: "This is not JSON. Was it copied whole, from { to }?",
  },
  private:
    "This is a private key, which signs. To verify, its public half is enough, and nobody but the issuer should have the private one.",
  usePublic: "Use its public half",
  looksLike: (name: string) => `This looks like ${name}, and is read as something else here.`,
  looksLikeSecret: "This looks like a plain secret, not like a key of this kind.",
  looksLikeToken: "This looks like a token, not like a key. It belongs into the field above.",
  useAs: (name: string) => `Read it as ${name}`,
  otherEncoding: (name: string) => `The signature matches if the secret is read as ${name}.`,
  trimmed: "The signature matches without the white space around the secret.",
  trim: "Take it out",
};

export const expectations = {
  title: "What you expect",
  intro: "A signature shows who wrote a token, not whom it is for.",
  audience: "Audience",
  audienceHint: "your own name, as in aud",
  issuer: "Issuer",
  issuerHint: "the writer’s name, as in iss",
  typ: "Type",
  typHint: "as in typ, for example at+jwt",
  subject: "Subject",
  subjectHint: "as in sub",
  tolerance: "Clock tolerance",
  toleranceHint: "seconds by which clocks may differ",
  badTolerance: "This is not a whole number of seconds, so none are tolerated.",
  noExpiry: "Accept a token that never expires",
  noExpiryOption: "requireExpiry: false",
};

export const remedies = {
  expect: {
    audience: (value: string) => `Expect “${value}”`,
    issuer: (value: string) => `Expect issuer “${value}”`,
    subject: (value: string) => `Expect subject “${value}”`,
    typ: (value: string) => `Expect type “${value}”`,
  },
  expectNothing: {
    audience: "Expect no audience",
    issuer: "Expect no issuer",
    subject: "Expect no subject",
    typ: "Expect no type",
  },
  acceptNoExpiry: "Accept it without exp",
  tolerate: (seconds: number) => `Tolerate ${seconds} seconds`,
  useAlgorithm: (name: string) => `Use the key for ${name}`,
};
