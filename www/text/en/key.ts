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
  notLoaded:
    "The part that reads PEM and certificates did not load. Reload the page, or enter the key as a JWK.",
  usePublic: "Use its public half",
  looksLikeToken: "This looks like a token, not like a key. Paste it into the token field above.",
  useAs: (name: string) => `Read it as ${name}`,
  otherEncoding: (name: string) => `The signature matches if the secret is read as ${name}.`,
  trimmed: "The signature matches without the white space around the secret.",
  trim: "Remove the white space",
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
