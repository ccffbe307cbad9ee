import type { Text } from "..";

export const verdict: Text["verdict"] = {
  title: "Urteil",
  empty: ["Noch kein Token", "Fügen Sie oben eines ein, oder nehmen Sie ein Beispiel."],
  verified: "Signatur geprüft: sie stimmt",
  verifiedBy: {
    secret:
      "Alle Prüfungen sind bestanden: Jemand, der dieses Geheimnis hat, hat genau dieses Token geschrieben.",
    public:
      "Alle Prüfungen sind bestanden: Wer den privaten Schlüssel hat, hat genau dieses Token geschrieben.",
  },
  refused: "Die Signatur stimmt, aber das Token wird abgelehnt",
  mismatch: "Die Signatur passt nicht",
  mismatchOf: {
    secret:
      "Dieses Geheimnis hat dieses Token nicht signiert: Es ist ein anderes, oder das Token wurde nach dem Signieren verändert.",
    public:
      "Die private Hälfte dieses Schlüssels hat dieses Token nicht signiert: Es ist ein anderer, oder das Token wurde nach dem Signieren verändert.",
  },
  graph:
    "Der Header hat ein nonce, wie die Access-Tokens, die Microsoft für Graph ausstellt: Microsoft signiert sie so, dass nur Graph sie prüfen kann.",
  pending: ["Die Signatur wird geprüft …", "Der Browser rechnet."],
  noSuchKey: "Nicht geprüft: Kein Schlüssel des Satzes passt",
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
  noKeyDetail: {
    secret:
      "Noch kann niemand sagen, wer dieses Token geschrieben hat. Geben Sie das Geheimnis ein, um die Signatur zu prüfen.",
    public:
      "Noch kann niemand sagen, wer dieses Token geschrieben hat. Geben Sie den öffentlichen Schlüssel des Ausstellers ein, um die Signatur zu prüfen.",
  },
  unsupported: (alg) =>
    `Niemand kann sagen, wer dieses Token geschrieben hat: jwt-wasm kennt ${alg} nicht. Was es sagt, wird trotzdem gezeigt.`,
  weakKey: "Nicht geprüft: Das Geheimnis ist zu kurz",
  badKey: {
    secret: "Nicht geprüft: Das Geheimnis ist nicht zu gebrauchen",
    public: "Nicht geprüft: Der Schlüssel ist nicht zu gebrauchen",
  },
  weakPublicKey: "Nicht geprüft: Der Schlüssel ist zu kurz",
  anyhow: (why) => `Wer auch immer es geschrieben hat, es würde abgelehnt: ${why}`,
  aswell: (why) => `Es würde auch aus einem anderen Grund abgelehnt: ${why}`,
  enterKey: { secret: "Geheimnis eingeben", public: "Öffentlichen Schlüssel eingeben" },
};
