export const key = {
  title: "Key",
  show: "Show",
  hide: "Hide",
  showLabel: "Show the secret",
  file: "Open a file",
  empty: "Remove",
  tooLarge: "This file is too large to be a key. The page reads files up to 256 KB.",
  encoding: "Read as",
  encodings: { utf8: "UTF-8 text", base64: "base64", base64url: "base64url", hex: "hexadecimal" },
  algorithm: "Algorithm of the key",
  differs: (alg: string, own: string) =>
    `The token uses ${alg}; your key is for ${own}. The key decides, so the token is refused.`,
  unsupported: (alg: string) => `The token uses ${alg}, which jwt-wasm does not support.`,
  noKeysInSet:
    "No key in this set can be used. It needs a public key for signatures; RSA keys need at least 2048 bits.",
  weak: (algorithm: string, actual: number, minimum: number) =>
    `This secret is ${actual} bytes long; ${algorithm} needs at least ${minimum} (RFC 7518 §3.2). ` +
    "Anyone who has one token can find a short secret by guessing.",
  allowWeak: "Use it anyway",
  allowWeakOption: "allowWeakSecret",
  unreadable: {
    utf8: "This text cannot be encoded as UTF-8.",
    base64: "This is not base64. Only A–Z, a–z, 0–9, “+” and “/” are allowed.",
    base64url: "This is not base64url. Only A–Z, a–z, 0–9, “-” and “_” are allowed.",
    hex: "This is not hexadecimal. Write pairs of 0–9 and a–f.",
    json: "This is not JSON. Copy the whole text, from { to }.",
  },
  private:
    "This is a private key, which signs tokens. To verify, its public half is enough, and only the issuer should have the private key.",
  usePublic: "Use its public half",
  looksLikeToken: "This looks like a token, not like a key. Paste it into the token field above.",
  useAs: (name: string) => `Read it as ${name}`,
  otherEncoding: (name: string) => `The signature matches if the secret is read as ${name}.`,
  trimmed: "The signature matches without the white space around the secret.",
  trim: "Remove the white space",
};

export const expectations = {
  title: "Expected values",
  intro: "A signature shows who signed a token, not who the token is for.",
  audience: "Audience",
  audienceHint: "your own name, as in aud",
  issuer: "Issuer",
  issuerHint: "the issuer’s name, as in iss",
  typ: "Type",
  typHint: "as in typ, for example at+jwt",
  subject: "Subject",
  subjectHint: "as in sub",
  tolerance: "Clock tolerance",
  toleranceHint: "seconds by which clocks may differ",
  badTolerance: "This is not a whole number of seconds, so no tolerance applies.",
  noExpiry: "Accept a token that never expires",
  noExpiryOption: "requireExpiry: false",
};

export const remedies = {
  expect: {
    audience: (value: string) => `Expect “${value}”`,
    issuer: (value: string) => `Expect issuer “${value}”`,
    subject: (value: string) => `Expect subject “${value}”`,
    typ: (value: string) => `Expect type “${value}”`,
    bindingAudience: (value: string) => `Expect “${value}”`,
    bindingNonce: (value: string) => `Expect nonce “${value}”`,
  },
  expectNothing: {
    audience: "Expect no audience",
    issuer: "Expect no issuer",
    subject: "Expect no subject",
    typ: "Expect no type",
    bindingAudience: "Expect no audience",
    bindingNonce: "Expect no nonce",
  },
  acceptNoExpiry: "Accept it without exp",
  tolerate: (seconds: number) => `Tolerate ${seconds} seconds`,
  useAlgorithm: (name: string) => `Use the key for ${name}`,
};
