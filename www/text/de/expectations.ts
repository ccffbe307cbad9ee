import type { Text } from "..";

export const expectations: Text["expectations"] = {
  title: "Erwartete Werte",
  intro: "Eine Signatur zeigt, wer ein Token signiert hat, aber nicht, für wen es ist.",
  audience: "Empfänger",
  audienceHint: "Ihr eigener Name, wie in aud",
  issuer: "Aussteller",
  issuerHint: "der Name des Ausstellers, wie in iss",
  typ: "Typ",
  typHint: "wie in typ, zum Beispiel at+jwt",
  subject: "Subject",
  subjectHint: "wie in sub",
  tolerance: "Zeittoleranz",
  toleranceHint: "so viele Sekunden dürfen die Uhren abweichen",
  badTolerance: "Das ist keine ganze Zahl von Sekunden, deshalb gilt keine Toleranz.",
  noExpiry: "Token ohne Ablauf akzeptieren",
  noExpiryOption: "requireExpiry: false",
};
