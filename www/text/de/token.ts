import type { Text } from "..";
import { number } from "../locale";

export const token: Text["token"] = {
  title: "Token",
  label: "JSON Web Token hier einfügen",
  placeholder: "eyJhbGciOi…",
  example: "Beispiel",
  undo: "Rückgängig",
  paste: "Einfügen",
  sign: "Neues Token signieren",
  signing: "Wird signiert …",
  signWith: "Signaturalgorithmus",
  clear: "Alles löschen",
  leftOut: {
    bearer: "„Bearer“ vor dem Token wurde ignoriert: Es gehört zum HTTP-Header.",
    authorization: "„Authorization: Bearer“ vor dem Token wurde ignoriert: Es gehört zum HTTP-Header.",
    space: "Leerzeichen und Zeilenumbrüche um das Token wurden ignoriert.",
  },
  notes: {
    signed:
      "Diese Seite hat das Token gerade signiert, mit einem neuen Schlüssel, der jetzt im Schlüsselfeld steht.",
    linked:
      "Das Token kam mit dem Link. Die Seite hat es aus der Adresse entfernt, damit es nicht im Verlauf bleibt.",
    cannotSign:
      "Dieser Browser kann für diesen Algorithmus keinen Schlüssel erzeugen. Wählen Sie einen anderen Algorithmus.",
    noClipboard:
      "Der Browser lässt diese Seite die Zwischenablage nicht lesen. Fügen Sie das Token mit der Tastatur ein.",
    nothingFound:
      "In diesem Text ist kein Token. Er ist zu lang, um ihn anzuzeigen; im Feld hat sich nichts geändert.",
    noClipboardText: "In der Zwischenablage ist kein Text.",
  },
  tooLongToShow:
    "Dieser Text ist länger als jedes Token, das jwt-wasm akzeptiert, und wird deshalb nicht dekodiert.",
  size: (letters) => `${number(letters)} Zeichen`,
};

export const parts: Text["parts"] = {
  names: {
    header: "Header",
    payload: "Payload",
    signature: "Signatur",
    encrypted_key: "Verschlüsselter Schlüssel",
    iv: "Initialisierungsvektor",
    ciphertext: "Chiffrat",
    tag: "Authentication-Tag",
  },
  purposes: {
    header: "wie es signiert wurde",
    encrypted: "wie es verschlüsselt wurde",
    payload: "was es aussagt",
    signature: "der Beweis dafür",
  },
  decodedTitle: "Dekodiert",
  view: "Ansicht",
  views: { table: "Erklärt", json: "JSON", raw: "Rohtext" },
  bytes: (count) => `${number(count)} ${count === 1 ? "Byte" : "Bytes"}`,
  signatureHex: "Signatur als Hexadezimalzahlen",
  cutOff: "Hier endet das JSON: Der Rest ist abgeschnitten oder beschädigt.",
  notReadable: "Dieser Teil lässt sich nicht dekodieren.",
  notExact: "Dieser Teil ist beschädigt. Sie sehen so viel, wie sich dekodieren lässt.",
  refused: "Sie sehen es so, wie es geschrieben wurde, aber jwt-wasm lehnt es ab.",
  hidden: "Unsichtbare Zeichen werden als Escape-Sequenzen angezeigt, zum Beispiel \\u202e.",
};
