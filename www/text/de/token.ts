import type { Text } from "..";
import { number } from "../locale";

export const token: Text["token"] = {
  title: "Token",
  label: "Fügen Sie unten ein JSON Web Token ein",
  placeholder: "eyJhbGciOi…",
  example: "Beispiel",
  sign: "Jetzt eines signieren",
  clear: "Alles löschen",
  leftOut: {
    bearer: "„Bearer“ am Anfang wurde weggelassen: Es gehört zum HTTP-Header, nicht zum Token.",
    authorization:
      "„Authorization: Bearer“ am Anfang wurde weggelassen: Das ist der HTTP-Header, nicht das Token.",
    space: "Leerraum um das Token herum wurde weggelassen.",
  },
  signed:
    "Dieses Token wurde eben erst auf dieser Seite signiert, mit einem zufälligen Geheimnis, das jetzt im Schlüsselfeld steht.",
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
