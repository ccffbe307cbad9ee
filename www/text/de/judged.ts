import type { Text } from "..";

export const judged: Text["judged"] = {
  unaskedChecks: (count) => `${count} nicht gefragt`,
  unasked: "nicht gefragt",
  noAnswer: (audience) =>
    `Das Token ist für ${audience}. Sind Sie das? Solange Sie das nicht sagen, wird der Empfänger nicht geprüft.`,
  noKey: {
    secret: "Ohne das Secret weiß niemand, wer dieses Token geschrieben hat.",
    public: "Ohne den öffentlichen Schlüssel des Ausstellers weiß niemand, wer dieses Token geschrieben hat.",
  },
  open: {
    typ: "Sie erwarten keinen bestimmten Typ.",
    iss: "Sie erwarten keinen bestimmten Aussteller.",
    sub: "Sie erwarten kein bestimmtes Subject.",
  },
  audienceIs: (name) => `aud ${name}: das sind Sie`,
  differs: (alg, own) => `Das Token verwendet ${alg}, Ihr Schlüssel ist für ${own}.`,
  useOwnKey: "Seinen jwk verwenden",
  noKeyOwn: "Prüfen Sie die Signatur mit dem mitgebrachten jwk.",
  ownKeyOffered:
    "Ein DPoP-Nachweis bringt seinen Schlüssel mit, in jwk. Das zeigt, dass der Absender den privaten Schlüssel hat, aber nicht, wer er ist.",
  ownKeyUsed:
    "Der Schlüssel kam mit dem Token selbst. Der Absender hat also den privaten Schlüssel dazu, aber einen solchen Schlüssel kann jeder erzeugen.",
  ownKeyTitle: "Signatur passt zum Schlüssel, den das Token mitbringt",
  demands: {
    "dpop+jwt": "Ein DPoP-Nachweis hat kein exp; sein iat darf höchstens 5 Minuten alt sein.",
    "kb+jwt": "Ein Key-Binding-JWT hat kein exp; sein iat darf höchstens 5 Minuten alt sein.",
    "secevent+jwt": "Ein Security-Event-Token braucht kein exp.",
    "token-introspection+jwt": "Eine Introspection-Antwort braucht kein exp.",
  },
  tooOld: (claim, date, zone, distance, seconds) =>
    `sein ${claim} ist ${date} (${zone})${distance}; es darf höchstens ${seconds} alt sein.`,
  refusedBy: {
    exp: "Signatur gültig, aber kein Ablauf",
    aud: "Signatur gültig, anderer Empfänger",
    iss: "Signatur gültig, anderer Aussteller",
    sub: "Signatur gültig, anderes Subject",
    typ: "Signatur gültig, anderer Typ",
  },
};
