import type { Text } from "..";

const HALVES = {
  public: "öffentlicher Schlüssel",
  private: "privater Schlüssel",
  secret: "Secret",
} as const;

export const keyField: Text["keyField"] = {
  labels: {
    verify: "Secret, öffentlicher Schlüssel oder JWKS",
    sign: "Secret oder privater Schlüssel zum Signieren",
  },
  placeholders: {
    verify: "Secret, PEM-Datei, JWK, JWKS, Zertifikat oder SSH-Schlüssel einfügen oder hier ablegen",
    sign: "Secret, private PEM-Datei oder privaten JWK einfügen oder hier ablegen",
  },
  taken: {
    empty: "",
    secret: "Secret",
    pem: "Schlüsseldatei (PEM)",
    der: "Schlüsseldatei in base64, ohne PEM-Zeilen",
    jwk: "JSON Web Key",
    jwks: "JSON Web Key Set",
    certificates: "Zertifikate",
    ssh: "SSH-Schlüssel",
    discovery: "OpenID-Discovery-Dokument, kein Schlüssel",
    token: "Token, kein Schlüssel",
    address: "Adresse, kein Schlüssel",
  },
  reading: "Der Schlüssel wird gelesen …",
  secret: "Secret",
  secretOf: (bytes) => (bytes === 1 ? "Secret, 1 Byte" : `Secret, ${bytes} Bytes`),
  key: (name, half, bits) => `${name}, ${HALVES[half]}${bits > 0 ? ` mit ${bits} Bit` : ""}`,
  from: (what, source) => `${what}, ${source}`,
  sources: {
    pem: "aus einer PEM-Datei",
    jwk: "aus einem JWK",
    ssh: "aus einer SSH-Zeile",
    der: "aus base64 ohne PEM-Zeilen",
    certificate: "aus einem Zertifikat",
    chain: (count) => `aus dem ersten von ${count} Zertifikaten`,
  },
  set: (count, usable) =>
    `JWKS mit ${count === 1 ? "einem Schlüssel" : `${count} Schlüsseln`}${usable < count ? `, davon ${usable} verwendbar` : ""}`,
  address:
    "Das ist eine Adresse. Die Seite ruft keine Adresse ab: Öffnen Sie sie selbst und fügen Sie ein, was dort steht.",
  discovery:
    "Dieses Dokument sagt, wo die Schlüssel sind. Die Seite ruft sie nicht ab: Öffnen Sie die Adresse und fügen Sie ein, was dort steht.",
  foundAs: (name) => `Als ${name} gelesen, weil die Signatur so passt.`,
  trimmed: "Ohne die Leerzeichen und Zeilenumbrüche am Rand gelesen, weil die Signatur so passt.",
  noneMatches: (names) => `Versucht als ${names.join(", ")}: Die Signatur passt in keinem Fall.`,
};
