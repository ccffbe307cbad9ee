import type { Text } from "..";
import { afterColon } from "./sentence";

export const verdict: Text["verdict"] = {
  title: "Ergebnis",
  empty: ["Noch kein Token", "Fügen Sie ein Token ein, oder probieren Sie das Beispiel aus."],
  verified: "Signatur ist gültig",
  verifiedBy: {
    secret:
      "Alle Prüfungen bestanden. Das Token wurde mit diesem Secret signiert und seitdem nicht verändert.",
    public:
      "Alle Prüfungen bestanden. Das Token wurde mit dem privaten Schlüssel zu diesem öffentlichen Schlüssel signiert und seitdem nicht verändert.",
  },
  refused: "Signatur ist gültig, aber das Token wird abgelehnt",
  mismatch: "Signatur passt nicht",
  mismatchOf: {
    secret: "Falsches Secret, oder das Token wurde nach dem Signieren verändert.",
    public: "Falscher Schlüssel, oder das Token wurde nach dem Signieren verändert.",
  },
  graph:
    "Der Header enthält ein nonce; das ist typisch für Access-Tokens für Microsoft Graph. Microsoft signiert sie so, dass nur Graph sie prüfen kann.",
  pending: ["Signatur wird geprüft …", "Ihr Browser berechnet das Ergebnis."],
  noSuchKey: "Nicht geprüft: Kein Schlüssel im JWKS passt",
  unreadableSignature: "Die Signatur lässt sich nicht dekodieren",
  malformed: "Das Token hat kein gültiges Format",
  tooLong: "Länger, als jwt-wasm erlaubt",
  encrypted: [
    "Verschlüsselt, nicht signiert",
    "Das ist ein JWE (RFC 7516). Es hat fünf Teile; ohne den Schlüssel zum Entschlüsseln lässt sich nur der Header lesen.",
  ],
  notSigned: [
    "Nicht signiert",
    "Im Header steht „alg: none“. Ein solches Token kann jeder schreiben, deshalb wird es immer abgelehnt.",
  ],
  otherAlgorithm: "Abgelehnt: Der Schlüssel ist für einen anderen Algorithmus",
  headerRefused: "Abgelehnt wegen des Headers",
  noKey: "Nicht geprüft: kein Schlüssel",
  noKeyAnd: {
    expired: "Abgelaufen; Schlüssel fehlt",
    not_yet_valid: "Noch nicht gültig; Schlüssel fehlt",
  },
  noKeyDetail: {
    secret: "Geben Sie das Secret ein, um zu prüfen, wer dieses Token signiert hat.",
    public:
      "Geben Sie den öffentlichen Schlüssel des Ausstellers ein, um zu prüfen, wer dieses Token signiert hat.",
  },
  unsupported: (alg) =>
    `jwt-wasm unterstützt ${alg} nicht und kann die Signatur deshalb nicht prüfen. Lesen können Sie das Token trotzdem.`,
  weakKey: "Nicht geprüft: Das Secret ist zu kurz",
  badKey: {
    secret: "Nicht geprüft: Das Secret kann nicht verwendet werden",
    public: "Nicht geprüft: Der Schlüssel kann nicht verwendet werden",
  },
  weakPublicKey: "Nicht geprüft: Der Schlüssel ist zu kurz",
  anyhow: (why) => `Es würde auch mit dem richtigen Schlüssel abgelehnt: ${afterColon(why)}`,
  aswell: (why) => `Es würde auch aus einem anderen Grund abgelehnt: ${afterColon(why)}`,
  enterKey: { secret: "Secret eingeben", public: "Öffentlichen Schlüssel eingeben" },
};
