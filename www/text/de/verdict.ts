import type { Text } from "..";

export const verdict: Text["verdict"] = {
  title: "Urteil",
  empty: ["Noch kein Token", "Fügen Sie oben eines ein, oder nehmen Sie ein Beispiel."],
  verified: [
    "Signatur geprüft: sie stimmt",
    "Alle Prüfungen sind bestanden: Wer dieses Geheimnis hat, hat genau dieses Token geschrieben.",
  ],
  refused: "Die Signatur stimmt, aber das Token wird abgelehnt",
  mismatch: [
    "Die Signatur passt nicht",
    "Dieses Geheimnis hat dieses Token nicht signiert: Es ist ein anderes, oder das Token wurde nach dem Signieren verändert.",
  ],
  unreadableSignature: "Die Signatur ist nicht lesbar",
  malformed: "Das ist kein wohlgeformtes Token",
  encrypted: [
    "Verschlüsselt, nicht signiert",
    "Das ist ein JWE (RFC 7516): fünf Teile, von denen ohne den Schlüssel zum Entschlüsseln nur der Header lesbar ist.",
  ],
  notSigned: [
    "Überhaupt nicht signiert",
    "Der Header sagt „alg: none“. So ein Token kann jeder schreiben, deshalb wird es immer abgelehnt.",
  ],
  otherAlgorithm: "Abgelehnt: Der Algorithmus ist nicht der des Schlüssels",
  headerRefused: "Abgelehnt wegen des Headers",
  noKey: "Nicht geprüft: kein Schlüssel",
  noKeyDetail:
    "Noch kann niemand sagen, wer dieses Token geschrieben hat. Geben Sie das Geheimnis ein, um die Signatur zu prüfen.",
  unsupported: (alg) =>
    `Noch kann niemand sagen, wer dieses Token geschrieben hat. Diese Seite prüft bisher HS256, HS384 und HS512, nicht ${alg}.`,
  weakKey: "Nicht geprüft: Das Geheimnis ist zu kurz",
  badKey: "Nicht geprüft: Das Geheimnis ist nicht zu gebrauchen",
  anyhow: (why) => `Wer auch immer es geschrieben hat, es würde abgelehnt: ${why}`,
  aswell: (why) => `Es würde auch aus einem anderen Grund abgelehnt: ${why}`,
  enterSecret: "Geheimnis eingeben",
};
