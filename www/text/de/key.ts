import type { Text } from "..";

export const key: Text["key"] = {
  title: "Schlüssel",
  show: "Anzeigen",
  hide: "Verbergen",
  showLabel: "Secret anzeigen",
  file: "Datei öffnen",
  empty: "Entfernen",
  tooLarge: "Diese Datei ist zu groß für einen Schlüssel. Die Seite liest Dateien bis 256 KB.",
  encoding: "Gelesen als",
  encodings: { utf8: "UTF-8-Text", base64: "base64", base64url: "base64url", hex: "hexadezimal" },
  algorithm: "Algorithmus des Schlüssels",
  differs: (alg, own) =>
    `Das Token verwendet ${alg}, Ihr Schlüssel ist für ${own}. Der Schlüssel entscheidet, deshalb wird das Token abgelehnt.`,
  unsupported: (alg) => `Das Token verwendet ${alg}. Diesen Algorithmus unterstützt jwt-wasm nicht.`,
  noKeysInSet:
    "Kein Schlüssel in diesem JWKS ist verwendbar. Es braucht einen öffentlichen Schlüssel für Signaturen, bei RSA mit mindestens 2048 Bit.",
  weak: (algorithm, actual, minimum) =>
    `Dieses Secret ist ${actual} Bytes lang; ${algorithm} braucht mindestens ${minimum} (RFC 7518 §3.2). ` +
    "Wer ein einziges Token hat, kann ein kurzes Secret erraten.",
  allowWeak: "Trotzdem verwenden",
  allowWeakOption: "allowWeakSecret",
  unreadable: {
    utf8: "Dieser Text lässt sich nicht als UTF-8 kodieren.",
    base64: "Das ist kein base64. Erlaubt sind nur A–Z, a–z, 0–9, „+“ und „/“.",
    base64url: "Das ist kein base64url. Erlaubt sind nur A–Z, a–z, 0–9, „-“ und „_“.",
    hex: "Das ist nicht hexadezimal. Schreiben Sie Paare aus 0–9 und a–f.",
    json: "Das ist kein JSON. Kopieren Sie den ganzen Text, von { bis }.",
  },
  private:
    "Das ist ein privater Schlüssel; damit werden Tokens signiert. Zum Prüfen genügt der öffentliche Teil, und den privaten Schlüssel sollte nur der Aussteller haben.",
  notLoaded:
    "Der Teil, der PEM und Zertifikate liest, wurde nicht geladen. Laden Sie die Seite neu, oder geben Sie den Schlüssel als JWK ein.",
  usePublic: "Öffentlichen Teil verwenden",
  looksLikeToken:
    "Das sieht nach einem Token aus, nicht nach einem Schlüssel. Fügen Sie es oben ins Token-Feld ein.",
  useAs: (name) => `Als ${name} lesen`,
  otherEncoding: (name) => `Die Signatur passt, wenn das Secret als ${name} gelesen wird.`,
  trimmed: "Die Signatur passt ohne die Leerzeichen und Zeilenumbrüche um das Secret.",
  trim: "Leerzeichen und Zeilenumbrüche entfernen",
};

export const remedies: Text["remedies"] = {
  expect: {
    audience: (value) => `„${value}“ erwarten`,
    issuer: (value) => `Aussteller „${value}“ erwarten`,
    subject: (value) => `Subject „${value}“ erwarten`,
    typ: (value) => `Typ „${value}“ erwarten`,
    bindingAudience: (value) => `„${value}“ erwarten`,
    bindingNonce: (value) => `Nonce „${value}“ erwarten`,
  },
  expectNothing: {
    audience: "Keinen Empfänger erwarten",
    issuer: "Keinen Aussteller erwarten",
    subject: "Kein Subject erwarten",
    typ: "Keinen Typ erwarten",
    bindingAudience: "Keinen Empfänger erwarten",
    bindingNonce: "Keine Nonce erwarten",
  },
  acceptNoExpiry: "Ohne exp akzeptieren",
  tolerate: (seconds) => `${seconds} Sekunden tolerieren`,
  useAlgorithm: (name) => `Schlüssel für ${name} verwenden`,
};
