import type { Text } from "..";

export const checks: Text["checks"] = {
  title: "Prüfungen",
  outcomes: { passed: "bestanden", failed: "nicht bestanden", skipped: "nicht gemacht" },
  skippedTitle: "Nicht gemacht, weil es nicht nötig oder nicht möglich war",
  summary: (passed, failed, skipped) =>
    `${passed} bestanden, ${failed} nicht bestanden, ${skipped} nicht gemacht`,
  names: {
    form: "Form",
    header: "Header",
    typ: "Art des Tokens",
    algorithm: "Algorithmus",
    signature: "Signatur",
    payload: "Payload",
    exp: "Ablauf",
    nbf: "Nicht vor",
    iat: "Ausgestellt am",
    iss: "Aussteller",
    aud: "Empfänger",
    sub: "Subject",
    jti: "Token-Kennung",
    schema: "Schema",
    required_claims: "Verlangte Claims",
    claims: "Erwartete Werte",
    scope: "Scopes",
    profile: "Art des Tokens",
  },
};

export const failures: Text["failures"] = {
  expired: (date, zone, distance) => `es ist am ${date} (${zone}) abgelaufen${distance}.`,
  notYetValid: (claim, date, zone, distance) => `sein ${claim} ist ${date} (${zone})${distance}.`,
  noExpiry: "es hat kein exp und wäre für immer gültig.",
  claimMissing: (claim) => `es hat kein ${claim}, und Sie erwarten eines.`,
  forNobody: (audience) => `es ist für ${audience} bestimmt, und Sie haben nicht gesagt, wer Sie sind.`,
  otherValue: (claim, actual, expected) => `sein ${claim} ist ${actual}, Sie erwarten ${expected}.`,
};

export const fixes: Text["fixes"] = {
  malformed: {
    segments:
      "Ein signiertes Token besteht aus drei Teilen, verbunden durch zwei Punkte. Wurde es ganz kopiert?",
    base64url:
      "Hier dürfen nur A–Z, a–z, 0–9, „-“ und „_“ stehen, und das letzte muss mit einem ganzen Byte enden. Suchen Sie ein verlorenes, hinzugekommenes oder geändertes Zeichen.",
    utf8: "Die Bytes sind kein Text. Wurde das Token verändert oder abgeschnitten?",
    json: "Der Text ist kein JSON. Wurde das Token verändert oder abgeschnitten?",
    duplicate_name: "Zwei Leser könnten es für zwei verschiedene Dinge halten.",
    not_object: "Header und Payload müssen je ein JSON-Objekt sein.",
    depth: "Kein ehrliches Token ist so tief verschachtelt.",
    // Only of what is signed and need not be a JWT.
    detached: undefined,
    unencoded: undefined,
  },
  too_large: "Die Grenze verhindert, dass ein feindliches Token Arbeit macht; maxTokenLength verschiebt sie.",
  algorithm:
    "Wählen Sie den Algorithmus, den der Aussteller wirklich verwendet. Nennt der Header einen anderen, so ist das Token nicht von dort.",
  signature: {
    secret: "Ist das Geheimnis vollständig, und wird es richtig gelesen: als Text, base64 oder hexadezimal?",
    public:
      "Ist es der Schlüssel, den der Aussteller beim Signieren hatte? Aussteller wechseln ihre Schlüssel.",
  },
  graph:
    "Ein Token für Microsoft Graph ist nur für Graph: Prüfen Sie es nicht. Bitten Sie Entra um ein Token, dessen Scope Ihre eigene API ist, wie api://CLIENT_ID/.default.",
  keyNotFound:
    "Aussteller wechseln ihre Schlüssel: Fügen Sie den Satz ein, wie er jetzt ist oder wie er beim Signieren war.",
  typ: "Eine andere Art von Token dient nicht demselben Zweck: Ein ID-Token ist kein Access-Token.",
  expectedClaim: "Nehmen Sie die Erwartung zurück, oder bitten Sie den Aussteller um ein Token, das es hat.",
  expired: "Bitten Sie den Aussteller um ein frisches.",
  notYetValid: "Warten Sie, oder sehen Sie nach, ob eine der Uhren falsch geht.",
  noExpiry:
    "Der Aussteller sollte exp setzen; oder haken Sie „Ein Token annehmen, das nie abläuft“ unter „Was Sie erwarten“ an.",
  audience:
    "Wenn Sie das sind, tragen Sie es unter „Was Sie erwarten“ als Empfänger ein. Wenn nicht, ist das Token nicht für Sie.",
};
