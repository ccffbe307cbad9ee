import type { Text } from "..";

export const exporting: Text["export"] = {
  title: "Zum Mitnehmen",
  forms: "Als was",
  names: { token: "Token", header: "Header-Zeile", curl: "curl", code: "Code", link: "Link" },
  copy: {
    token: "Token kopieren",
    header: "Header-Zeile kopieren",
    curl: "Befehl kopieren",
    code: "Code kopieren",
    link: "Link mit dem Token kopieren",
  },
  shown: "Was kopiert wird",
  copied: "Kopiert.",
  refused:
    "Der Browser lässt die Seite nicht in die Zwischenablage schreiben. Wählen Sie den Text aus und kopieren Sie ihn.",
  cannotBeSent:
    "Dieser Text darf nicht in einem HTTP-Header stehen: Er enthält Leerraum oder mehr als ASCII.",
  keyWarning: "Was Sie als Schlüssel eingegeben haben, steht in diesem Code.",
  linkWarning:
    "Wer diesen Link bekommt, hat das Token. Der Teil nach # geht an keinen Server, bleibt aber in Chats, Mails und Verläufen.",
};

export const make: Text["make"] = {
  title: "Ein Token machen oder ändern",
  intro:
    "Schreiben Sie Header und Payload, und signieren Sie mit Ihrem Schlüssel oder mit einem, der hier entsteht.",
  edit: "Dieses Token bearbeiten",
  fresh: "Ein neues beginnen",
  header: "Header",
  payload: "Payload",
  lifetime: "Jetzt ausstellen, für eine Stunde",
  live: "Beim Schreiben signieren",
  sign: "Signieren",
  signing: "Wird signiert …",
  close: "Schließen",
  back: "Zurück zum Token davor",
  keyTitle: "Schlüssel zum Signieren",
  newKey: (algorithm) => `Neuen Schlüssel für ${algorithm} erzeugen`,
  makingKey: "Schlüssel wird erzeugt …",
  cannotMakeKey: "Dieser Browser kann für diesen Algorithmus keinen Schlüssel erzeugen.",
  copyKey: "Schlüssel kopieren",
  keyIsSecret:
    "Wer diesen Schlüssel hat, kann in Ihrem Namen signieren. Er wird nirgends aufbewahrt: Kopieren Sie ihn, wenn Sie ihn wieder brauchen.",
  signed: "Signiert. Das Token steht oben, und was es prüft, steht unter „Schlüssel“.",
  signedOnly: "Signiert. Um es zu prüfen, geben Sie unter „Schlüssel“ den öffentlichen ein.",
  refused: (why) => `Es lässt sich nicht signieren: ${why}`,
  place: (line, column) => `Zeile ${line}, Spalte ${column}: `,
  show: "Zeigen",
  flaws: {
    unexpected: (found) => `„${found}“ darf hier nicht stehen.`,
    end: "der Text endet zu früh.",
    not_object: "es muss ein JSON-Objekt sein, von { bis }.",
    duplicate: (name) => `„${name}“ steht schon da. Zwei Leser könnten verschiedene nehmen.`,
    control: "ein Zeilenumbruch oder Steuerzeichen muss ausgeschrieben sein, als \\n.",
    escape: "nach dem Backslash steht nichts, was es gibt.",
    surrogate: "ein halbes Surrogatpaar ist kein Zeichen.",
    depth: "kein Token darf tiefer als 32 Ebenen verschachtelt sein.",
    inexact: (number) =>
      `JavaScript würde aus ${number} eine andere Zahl machen. Schreiben Sie sie als Text, in Anführungszeichen.`,
  },
  noAlg: "Der Header braucht ein alg, etwa HS256.",
  otherAlg: (alg) => `jwt-wasm signiert nicht mit dem alg ${alg}.`,
  typAdded: "Ohne typ wird „JWT“ geschrieben.",
  leftOut: (names) => `Nicht geschrieben, da ein Token damit abgelehnt würde: ${names}.`,
  noKey: "Geben Sie einen Schlüssel ein, oder erzeugen Sie einen.",
  otherKey: (own) => `Dieser Schlüssel ist für ${own}.`,
  useOwn: (own) => `${own} in den Header schreiben`,
};
