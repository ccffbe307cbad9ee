import type { Text } from "..";
import { number } from "../locale";

export const token: Text["token"] = {
  title: "Token",
  label: "Fügen Sie unten ein JSON Web Token ein",
  placeholder: "eyJhbGciOi…",
  example: "Beispiel",
  paste: "Aus der Zwischenablage",
  sign: "Jetzt eines signieren",
  signing: "Wird signiert …",
  signWith: "Algorithmus zum Signieren",
  clear: "Alles löschen",
  leftOut: {
    bearer: "„Bearer“ am Anfang wurde weggelassen: Es gehört zum HTTP-Header, nicht zum Token.",
    authorization:
      "„Authorization: Bearer“ am Anfang wurde weggelassen: Das ist der HTTP-Header, nicht das Token.",
    space: "Leerraum um das Token herum wurde weggelassen.",
  },
  notes: {
    signed:
      "Dieses Token wurde eben erst auf dieser Seite signiert, mit einem neuen Schlüssel, der jetzt im Schlüsselfeld steht.",
    linked:
      "Dieses Token kam mit dem Link. Es wurde aus der Adresse genommen, damit es in keinem Verlauf bleibt.",
    cannotSign: "Dieser Browser kann für diesen Algorithmus keinen Schlüssel erzeugen.",
    noClipboard:
      "Der Browser lässt die Seite die Zwischenablage nicht lesen. Fügen Sie mit der Tastatur ein.",
    noFile: "Diese Datei ist zu groß für ein Token.",
  },
  tooLongToShow: "Dieser Text ist zu lang, um in Teilen gezeigt zu werden.",
  size: (letters) => `${number(letters)} Zeichen`,
};

export const parts: Text["parts"] = {
  names: {
    header: "Header",
    payload: "Payload",
    signature: "Signatur",
    encrypted_key: "Verschlüsselter Schlüssel",
    iv: "Initialisierungsvektor",
    ciphertext: "Geheimtext",
    tag: "Prüfwert",
  },
  purposes: {
    header: "wie es signiert wurde",
    payload: "was es behauptet",
    signature: "was es beweist",
  },
  decodedTitle: "Was es sagt",
  view: "Zeigen als",
  views: { table: "Erklärt", json: "JSON", raw: "Rohtext" },
  bytes: (count) => `${number(count)} ${count === 1 ? "Byte" : "Bytes"}`,
  signatureHex: "Die Bytes der Signatur, hexadezimal",
  cutOff: "Hier bricht der Text ab oder geht anders weiter, als JSON es tut.",
  empty: "Hier steht noch nichts.",
  notReadable: "Hier ist nichts lesbar.",
  notExact: "Dieser Teil ist beschädigt. Gezeigt wird, was sich lesen ließ.",
  refused: "Gezeigt, wie es dasteht, obwohl ein strenger Leser es ablehnt.",
  hidden: "Zeichen, die man nicht sehen könnte, sind ausgeschrieben, etwa als \\u202e.",
};
