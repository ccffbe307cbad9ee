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
