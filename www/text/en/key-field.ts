type Half = "public" | "private" | "secret";

const HALVES: Readonly<Record<Half, string>> = {
  public: "public key",
  private: "private key",
  secret: "secret",
};

export const keyField = {
  labels: {
    verify: "Secret, public key or key set",
    sign: "Secret or private key to sign with",
  },
  placeholders: {
    verify: "Paste or drop a secret, a PEM file, a JWK, a key set, a certificate or an SSH key",
    sign: "Paste or drop a secret, a private PEM file or a private JWK",
  },
  /** What the text was taken for, where the key itself says no more. */
  taken: {
    empty: "",
    secret: "Secret",
    pem: "Key file (PEM)",
    der: "Key file in base64, without its PEM lines",
    jwk: "JSON Web Key",
    jwks: "JSON Web Key set",
    certificates: "Certificates",
    ssh: "SSH key",
    discovery: "OpenID discovery document, not a key",
    token: "Token, not a key",
    address: "Address, not a key",
  },
  reading: "Reading the key…",
  secret: "Secret",
  secretOf: (bytes: number) => (bytes === 1 ? "Secret, 1 byte" : `Secret, ${bytes} bytes`),
  key: (name: string, half: Half, bits: number) =>
    `${name} ${HALVES[half]}${bits > 0 ? `, ${bits} bit` : ""}`,
  from: (what: string, source: string) => `${what}, ${source}`,
  sources: {
    pem: "from a PEM file",
    jwk: "from a JWK",
    ssh: "from an SSH line",
    der: "from base64 without PEM lines",
    certificate: "from a certificate",
    chain: (count: number) => `from the first of ${count} certificates`,
  },
  set: (count: number, usable: number) => {
    const keys = count === 1 ? "1 key" : `${count} keys`;
    return `JWK set with ${keys}${usable < count ? `, ${usable} usable` : ""}`;
  },
  address: "This is an address. The page never opens an address: open it yourself and paste what it shows.",
  discovery:
    "This document says where the keys are. The page never requests them: open the address and paste what it shows.",
  foundAs: (name: string) => `Read as ${name}, because the signature matches that way.`,
  trimmed: "Read without the white space around it, because the signature matches that way.",
  noneMatches: (names: readonly string[]) =>
    `Tried as ${names.join(", ")}: none of them matches the signature.`,
};
