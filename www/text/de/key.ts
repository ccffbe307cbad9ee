import type { Text } from "..";

export const key: Text["key"] = {
  title: "Schlüssel",
  intro: "Das Geheimnis, das Aussteller und Empfänger teilen.",
  secret: "Geheimnis",
  show: "Zeigen",
  hide: "Verbergen",
  showLabel: "Geheimnis zeigen",
  encoding: "Das Geheimnis ist geschrieben als",
  encodings: { utf8: "UTF-8-Text", base64url: "base64url" },
  algorithm: "Algorithmus des Schlüssels",
  differs: (alg, own) =>
    `Der Header sagt ${alg}, Ihr Schlüssel ist für ${own}. Der Schlüssel entscheidet, nie das Token; also wird es abgelehnt.`,
  unsupported: (alg) => `Der Header sagt ${alg}; das kann diese Seite noch nicht prüfen.`,
  weak: (algorithm, actual, minimum) =>
    `Dieses Geheimnis ist ${actual} Bytes lang; ${algorithm} braucht mindestens ${minimum} (RFC 7518 §3.2). ` +
    "Wer ein Token hat, kann ein kurzes Geheimnis durch Probieren finden.",
  allowWeak: "Trotzdem prüfen",
  allowWeakOption: "allowWeakSecret",
  notBase64url: "Das ist kein base64url: Darin dürfen nur A–Z, a–z, 0–9, „-“ und „_“ stehen.",
};

export const expectations: Text["expectations"] = {
  title: "Was Sie erwarten",
  intro: "Eine Signatur sagt, wer ein Token geschrieben hat, nicht für wen es ist.",
  audience: "Empfänger",
  audienceHint: "Ihr eigener Name, wie in aud",
  issuer: "Aussteller",
  issuerHint: "der Name des Schreibers, wie in iss",
  noExpiry: "Ein Token annehmen, das nie abläuft",
  noExpiryOption: "requireExpiry: false",
};
