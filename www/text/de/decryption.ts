import type { Text } from "..";

export const decryption: Text["decryption"] = {
  title: "Entschlüsselung",
  decrypted: "Entschlüsselt",
  decryptedButRefused: "Entschlüsselt, aber das Token wird abgelehnt",
  decryptedNested: "Entschlüsselt: Darin steckt ein Token",
  failed: "Nicht entschlüsselt: Der Schlüssel passt nicht",
  refused: "Abgelehnt: Ein solches Token entschlüsselt diese Seite nicht",
  noKey: "Verschlüsselt, nicht signiert",
  badKey: "Nicht entschlüsselt: Der Schlüssel ist nicht verwendbar",
  needs: {
    secret:
      "Das ist ein JWE (RFC 7516). Geben Sie das Secret ein, das es entschlüsselt; ohne das Secret lässt sich nur der Header lesen.",
    private:
      "Das ist ein JWE (RFC 7516). Geben Sie den privaten Schlüssel ein, der es entschlüsselt; ohne ihn lässt sich nur der Header lesen.",
  },
  unfit: {
    secret: (size) =>
      size === undefined
        ? "Zu alg und enc im Header gehört kein Secret."
        : `Zu alg und enc im Header gehört ein Secret von ${size} Bytes, als Text, Base64 oder hexadezimal, oder als JWK.`,
    private: "Geben Sie den privaten Schlüssel ein, als PEM-Datei, JWK oder JWKS.",
  },
  unfitSession: "Ein Secret von anderer Länge kann zu Auth.js gehören: Geben Sie den Namen des Cookies ein.",
  wrongKey:
    "Der Schlüssel gehört zu einem anderen Token, oder das Token wurde geändert. Welches von beiden es ist, zeigt ein verschlüsseltes Token nicht.",
  wrongSecret:
    "Weder das Secret selbst noch der Schlüssel, den Auth.js mit diesem Cookie-Namen daraus macht, entschlüsselt das Token. Ob das Secret, der Name oder das Token falsch ist, zeigt ein verschlüsseltes Token nicht.",
  by: {
    secret: "Mit diesem Secret entschlüsselt.",
    private: "Mit diesem privaten Schlüssel entschlüsselt.",
    session: (cookie) => `Mit diesem Secret von Auth.js 5 entschlüsselt, für das Cookie ${cookie}.`,
    older: "Mit diesem Secret von next-auth 4 entschlüsselt.",
  },
  origin: {
    secret:
      "Wer es geschrieben hat, zeigt das nicht: Jeder, der das Secret hat, kann ein solches Token machen. Seitdem wurde es nicht geändert.",
    session:
      "Wer sie geschrieben hat, zeigt das nicht: Jedes Programm mit dem Secret der App kann eine solche Sitzung machen. Seitdem wurde sie nicht geändert.",
    private:
      "Wer es geschrieben hat, zeigt das nicht: Jeder, der den öffentlichen Schlüssel hat, kann ein solches Token machen. Nur ein signiertes Token darin würde das zeigen.",
    nested:
      "Ob das Token darin echt ist, zeigt nur dessen eigene Signatur. Öffnen Sie es, und geben Sie den Schlüssel ein, der sie prüft.",
  },
  claims: "Seine Claims gelten in diesem Moment.",
  cookie: "Name des Cookies von Auth.js",
  cookieHint:
    "nur für eine Sitzung von Auth.js 5, deren Schlüssel davon abhängt; ist das Feld leer, werden die üblichen Namen probiert",
  content: "Entschlüsselter Inhalt",
  contentName: "den entschlüsselten Inhalt",
  notText: "Der Inhalt ist kein Text. Für Bytes, die nicht UTF-8 sind, steht �.",
  open: "Das Token darin öffnen",
  parts: {
    encrypted_key: "verschlüsselte Schlüssel",
    iv: "Initialisierungsvektor",
    ciphertext: "Geheimtext",
    tag: "Authentifizierungscode",
  },
  malformed: {
    segments: () => "Es hat nicht fünf Teile.",
    base64url: (part) => `Der ${part} ist kein base64url ohne Padding.`,
    length: (part, expected, actual) =>
      `Der ${part} hat ${actual} Bytes, zu alg und enc im Header gehören aber ${expected}.`,
    not_empty: (part) => `Der ${part} ist da, aber zum alg im Header gehört keiner.`,
  },
  keys: {
    wrong_kind: "Der Schlüssel ist nicht von der Art, die der alg im Header braucht.",
    wrong_length: "Der Schlüssel hat nicht die Länge, die alg und enc im Header brauchen.",
    member_value: "Im JWK steht ein Wert, der dort nicht erlaubt ist.",
    no_enc: "Der Schlüssel muss an einen enc gebunden sein.",
    other_algorithm: "Der Schlüssel ist an einen anderen alg gebunden als den im Header.",
  },
  rules: {
    rsa1_5:
      "alg ist RSA1_5. Mit dessen Padding konnten Angreifer immer wieder Tokens entschlüsseln (RFC 8725 §3.2).",
    pbes2:
      "alg ist eine Form von PBES2: Der Schlüssel ist ein Passwort, und das Token bestimmt, wie viel Arbeit jeder Versuch kostet.",
    none: "alg ist none, und das verschlüsselt nicht.",
    unknown_alg: "alg ist kein Name, den jwt-wasm für die Verschlüsselung kennt.",
    unknown_enc: "enc ist kein Name, den jwt-wasm kennt.",
    zip: "Der Inhalt ist komprimiert (zip). So könnte aus einem kleinen Token ein großes werden.",
    crit: "Im Header steht crit mit einer Erweiterung, die man verstehen müsste.",
    alg: "Der alg im Header ist nicht der, an den der Schlüssel gebunden ist.",
    enc: "Der enc im Header ist keiner, an den der Schlüssel gebunden ist.",
    apu: "apu im Header ist nicht lesbar oder zu lang.",
    apv: "apv im Header ist nicht lesbar oder zu lang.",
    iv: "iv im Header, mit dem der Schlüssel verpackt ist, ist nicht lesbar.",
    tag: "tag im Header, mit dem der Schlüssel verpackt ist, ist nicht lesbar.",
    epk: "Der Schlüssel des Absenders in epk ist nicht verwendbar: Er ist privat, auf einer anderen Kurve oder nicht auf seiner Kurve.",
  },
};
