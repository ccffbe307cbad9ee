import type { Text } from "..";

export const key: Text["key"] = {
  title: "Schlüssel",
  kind: "Art des Schlüssels",
  kinds: { secret: "Geheimnis", pem: "PEM", jwk: "JWK", jwks: "JWKS" },
  intros: {
    verify: {
      secret: "Das Geheimnis, das Aussteller und Empfänger teilen, für HS256, HS384 und HS512.",
      pem: "Der öffentliche Schlüssel des Ausstellers, oder ein Zertifikat, in dem er steht.",
      jwk: "Ein JSON Web Key (RFC 7517): der öffentliche Schlüssel des Ausstellers, oder ein geteiltes Geheimnis.",
      jwks: "Der Schlüsselsatz des Ausstellers, etwa aus /.well-known/jwks.json. Er wird nie geholt: Fügen Sie ihn ein.",
    },
    sign: {
      secret: "Das Geheimnis, mit dem signiert wird.",
      pem: "Der private Schlüssel, mit dem signiert wird, unverschlüsselt: PKCS#8, PKCS#1 oder SEC 1.",
      jwk: "Der private JSON Web Key, mit dem signiert wird, oder ein geteiltes Geheimnis.",
      jwks: "",
    },
  },
  secret: "Geheimnis",
  texts: { secret: "Geheimnis", pem: "PEM-Text", jwk: "JWK-Text", jwks: "JWKS-Text" },
  placeholders: {
    secret: "",
    pem: "-----BEGIN PUBLIC KEY-----",
    jwk: '{ "kty": "EC", "crv": "P-256", … }',
    jwks: '{ "keys": [ … ] }',
  },
  show: "Zeigen",
  hide: "Verbergen",
  showLabel: "Geheimnis zeigen",
  file: "Datei öffnen",
  drop: "oder hier ablegen",
  empty: "Leeren",
  tooLarge: "Diese Datei ist zu groß für einen Schlüssel.",
  encoding: "Das Geheimnis ist geschrieben als",
  encodings: { utf8: "UTF-8-Text", base64: "base64", base64url: "base64url", hex: "hexadezimal" },
  algorithm: "Algorithmus des Schlüssels",
  differs: (alg, own) =>
    `Der Header sagt ${alg}, Ihr Schlüssel ist für ${own}. Der Schlüssel entscheidet, nie das Token; also wird es abgelehnt.`,
  unsupported: (alg) => `Der Header sagt ${alg}; das kennt jwt-wasm nicht.`,
  keysInSet: (count) =>
    count === 1
      ? "Ein Schlüssel des Satzes ist zu gebrauchen; kid und alg des Tokens wählen ihn."
      : `${count} Schlüssel des Satzes sind zu gebrauchen; kid und alg des Tokens wählen einen.`,
  noKeysInSet:
    "Kein Schlüssel dieses Satzes ist zu gebrauchen: Es müssen öffentliche sein, für Signaturen, RSA ab 2048 Bit.",
  weak: (algorithm, actual, minimum) =>
    `Dieses Geheimnis ist ${actual} Bytes lang; ${algorithm} braucht mindestens ${minimum} (RFC 7518 §3.2). ` +
    "Wer ein Token hat, kann ein kurzes Geheimnis durch Probieren finden.",
  allowWeak: "Trotzdem verwenden",
  allowWeakOption: "allowWeakSecret",
  unreadable: {
    utf8: "Das ist kein Text, den UTF-8 schreiben kann.",
    base64: "Das ist kein base64: Darin dürfen nur A–Z, a–z, 0–9, „+“ und „/“ stehen.",
    base64url: "Das ist kein base64url: Darin dürfen nur A–Z, a–z, 0–9, „-“ und „_“ stehen.",
    hex: "Das ist nicht hexadezimal: Paare aus 0–9 und a–f.",
    json: "Das ist kein JSON. Wurde es ganz kopiert, von { bis }?",
  },
  private:
    "Das ist ein privater Schlüssel; er signiert. Zum Prüfen genügt seine öffentliche Hälfte, und außer dem Aussteller sollte niemand die private haben.",
  usePublic: "Seine öffentliche Hälfte nehmen",
  looksLike: (name) => `Das sieht nach ${name} aus und wird hier als etwas anderes gelesen.`,
  looksLikeSecret: "Das sieht nach einem einfachen Geheimnis aus, nicht nach einem Schlüssel dieser Art.",
  looksLikeToken: "Das sieht nach einem Token aus, nicht nach einem Schlüssel. Es gehört in das Feld oben.",
  useAs: (name) => `Als ${name} lesen`,
  otherEncoding: (name) => `Die Signatur passt, wenn das Geheimnis als ${name} gelesen wird.`,
  trimmed: "Die Signatur passt ohne den Leerraum um das Geheimnis.",
  trim: "Leerraum entfernen",
};

export const expectations: Text["expectations"] = {
  title: "Was Sie erwarten",
  intro: "Eine Signatur sagt, wer ein Token geschrieben hat, nicht für wen es ist.",
  audience: "Empfänger",
  audienceHint: "Ihr eigener Name, wie in aud",
  issuer: "Aussteller",
  issuerHint: "der Name des Schreibers, wie in iss",
  typ: "Art",
  typHint: "wie in typ, zum Beispiel at+jwt",
  subject: "Subject",
  subjectHint: "wie in sub",
  tolerance: "Uhrentoleranz",
  toleranceHint: "Sekunden, um die Uhren abweichen dürfen",
  badTolerance: "Das ist keine ganze Zahl von Sekunden; also wird keine Abweichung geduldet.",
  noExpiry: "Ein Token annehmen, das nie abläuft",
  noExpiryOption: "requireExpiry: false",
};

export const remedies: Text["remedies"] = {
  expect: {
    audience: (value) => `„${value}“ erwarten`,
    issuer: (value) => `Aussteller „${value}“ erwarten`,
    subject: (value) => `Subject „${value}“ erwarten`,
    typ: (value) => `Art „${value}“ erwarten`,
  },
  expectNothing: {
    audience: "Keinen Empfänger erwarten",
    issuer: "Keinen Aussteller erwarten",
    subject: "Kein Subject erwarten",
    typ: "Keine Art erwarten",
  },
  acceptNoExpiry: "Ohne exp annehmen",
  tolerate: (seconds) => `${seconds} Sekunden dulden`,
  useAlgorithm: (name) => `Schlüssel für ${name} verwenden`,
};
