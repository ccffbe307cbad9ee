import type { Text } from "..";

export const checks: Text["checks"] = {
  title: "Prüfungen",
  outcomes: { passed: "bestanden", failed: "nicht bestanden", skipped: "übersprungen" },
  names: {
    form: "Form",
    header: "Header",
    typ: "Typ",
    algorithm: "Algorithmus",
    signature: "Signatur",
    payload: "Payload",
    exp: "Ablauf",
    nbf: "Nicht vor",
    iat: "Ausgestellt am",
    iss: "Aussteller",
    aud: "Empfänger",
    sub: "Subject",
    jti: "Token-ID",
    schema: "Schema",
    required_claims: "Verlangte Claims",
    claims: "Werte der Claims",
    scope: "Scopes",
    profile: "Profil",
  },
};

export const failures: Text["failures"] = {
  expired: (date, zone, distance) => `es ist am ${date} (${zone}) abgelaufen${distance}.`,
  notYetValid: (claim, date, zone, distance) =>
    `sein ${claim} liegt in der Zukunft: ${date} (${zone})${distance}.`,
  noExpiry: "es hat kein exp und würde nie ablaufen.",
  claimMissing: (claim) => `es hat kein ${claim}, aber Sie erwarten eines.`,
  forNobody: (audience) => `es ist für ${audience} bestimmt, und Sie haben keinen Empfänger eingegeben.`,
  otherValue: (claim, actual, expected) => `sein ${claim} ist ${actual}, aber Sie erwarten ${expected}.`,
};

export const fixes: Text["fixes"] = {
  malformed: {
    segments: "Kopieren Sie das ganze Token, vom ersten Zeichen bis zum Ende der Signatur.",
    base64url:
      "Hier sind nur A–Z, a–z, 0–9, „-“ und „_“ erlaubt, und das letzte Zeichen muss ein Byte abschließen. Suchen Sie nach einem Zeichen, das fehlt, zu viel ist oder geändert wurde.",
    utf8: "Die Bytes sind kein Text. Entweder hat der Aussteller sie so geschrieben, oder das Token wurde verändert oder abgeschnitten.",
    json: "Entweder hat der Aussteller es so geschrieben, oder das Token wurde verändert oder abgeschnitten.",
    duplicate_name:
      "Zwei Programme könnten zwei verschiedene Werte lesen. Der Aussteller darf jeden Namen nur einmal schreiben.",
    not_object: "Header und Payload müssen jeweils ein JSON-Objekt sein.",
    depth: "Echte Tokens sind flach. Prüfen Sie, woher dieses kommt.",
    // Only content that is signed without being a JWT has these two.
    detached: undefined,
    unencoded: undefined,
  },
  otherContent:
    "Ein JWT braucht ein JSON-Objekt. Anderer signierter Inhalt ist ein JWS (RFC 7515); verifyJws liest ihn.",
  too_large: "Die Grenze schützt einen Server vor unnötiger Arbeit. Die Option maxTokenLength ändert sie.",
  algorithm:
    "Wählen Sie den Algorithmus, den der Aussteller verwendet. Wenn im Header ein anderer steht, ist das Token nicht von diesem Aussteller.",
  signature: {
    secret:
      "Prüfen Sie, ob das Secret vollständig ist und die Kodierung stimmt: Text, base64 oder hexadezimal.",
    public:
      "Prüfen Sie, ob der Aussteller beim Signieren diesen Schlüssel hatte. Aussteller wechseln ihre Schlüssel.",
  },
  graph:
    "Ein Token für Microsoft Graph ist nur für Graph bestimmt; prüfen Sie es nicht selbst. Holen Sie sich von Entra ein Token für Ihre eigene API, mit einem Scope wie api://CLIENT_ID/.default.",
  keyNotFound:
    "Aussteller wechseln ihre Schlüssel. Fügen Sie das aktuelle JWKS ein, oder das von damals, als das Token signiert wurde.",
  typ: "Jeder Typ von Token hat seinen eigenen Zweck: Ein ID-Token ist kein Access-Token.",
  expectedClaim:
    "Entfernen Sie den erwarteten Wert, oder lassen Sie den Aussteller den Claim ins Token schreiben.",
  expired: "Holen Sie sich vom Aussteller ein neues Token.",
  notYetValid: "Warten Sie, oder prüfen Sie, ob eine der Uhren falsch geht.",
  noExpiry:
    "Bitten Sie den Aussteller, exp zu setzen, oder haken Sie unter „Erwartete Werte“ die Option „Token ohne Ablauf akzeptieren“ an.",
  audience:
    "Wenn Sie das sind, tragen Sie es unter „Erwartete Werte“ als Empfänger ein. Wenn nicht, ist das Token nicht für Sie.",
};
