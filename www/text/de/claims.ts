import type { Text } from "..";

export const claims: Text["claims"] = {
  title: "Registrierte Claims",
  columns: { name: "Claim und Bedeutung", value: "Wert" },
  none: "Die Payload hat keinen der Claims, die RFC 7519 registriert.",
  unreadable: "Die Payload ist kein JSON-Objekt, also gibt es keine Claims.",
  refused: "Die Claims sind nicht aufgezählt, weil die Payload abgelehnt wird.",
  absent: (names) => `Nicht da: ${names}.`,
  others: (names) => `Andere, deren Bedeutung Aussteller und Empfänger vereinbaren: ${names}.`,
  meanings: {
    iss: "Issuer, Aussteller: wer das Token geschrieben hat",
    sub: "Subject: von wem oder was es handelt",
    aud: "Audience, Empfänger: für wen es ist; niemand sonst darf es annehmen",
    exp: "Expiry, Ablauf: ab dann darf es nicht mehr angenommen werden",
    nbf: "Not before: bis dahin darf es nicht angenommen werden",
    iat: "Issued at: wann es ausgestellt wurde",
    jti: "Token-Kennung: unterscheidet es von allen anderen",
  },
  sections: { iss: 1, sub: 2, aud: 3, exp: 4, nbf: 5, iat: 6, jti: 7 },
  verbs: {
    exp: ["abgelaufen am", "läuft ab am"],
    nbf: ["gültig seit", "gültig ab"],
    iat: ["ausgestellt am", "ausgestellt am"],
  },
  notATime: "Das ist keine Zeit in Sekunden; das muss der Claim aber sein.",
  now: "eben jetzt",
  noCalendar: "So weit reicht kein Kalender.",
  milliseconds:
    "So fern in der Zukunft, dass es wohl Millisekunden sind; der Claim wird in Sekunden angegeben.",
  inFuture: "Das liegt in der Zukunft: Geht eine der Uhren falsch?",
};
