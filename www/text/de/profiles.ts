import type { Text } from "..";

export const profiles: Text["profiles"] = {
  title: "Token-Typ",
  summary: (met, all) => `${met} von ${all} Regeln erfüllt`,
  notHeld: "Das ändert am Ergebnis nichts. Ein Programm, das diesen Typ erwartet, lehnt das Token ab.",
  metRules: "Erfüllte Regeln",
  met: "erfüllt",
  unmet: "nicht erfüllt",
  encrypted: "Verschlüsseltes Token (JWE)",
  encryptedSummary:
    "Den Inhalt öffnet nur der Schlüssel zum Entschlüsseln; den Header kann jeder lesen. Es ist nicht signiert. Wer es geschrieben hat, beweist es nur, wenn nur zwei den Schlüssel kennen oder wenn ein signiertes Token darin steckt.",
  kinds: {
    simple_jwt: [
      "Token von Django REST framework SimpleJWT",
      "Das zeigen token_type und jti. Ein Access-Token öffnet die API; ein Refresh-Token ist nur für den Token-Endpunkt. Prüfen Sie deshalb token_type.",
    ],
    id_token: [
      "ID-Token von OpenID Connect",
      "Es sagt, wer sich angemeldet hat, und ist nur für den Client bestimmt: Eine API darf es nicht als Access-Token akzeptieren.",
    ],
    access_token: [
      "OAuth-2.0-Access-Token",
      "Es ist für die API bestimmt, die in aud steht. Der Client, der es mitschickt, sollte nicht hineinschauen.",
    ],
    logout_token: [
      "Logout-Token von OpenID Connect",
      "Damit meldet der Aussteller, dass eine Sitzung beendet ist. Es beweist nie eine Anmeldung.",
    ],
    client_assertion: [
      "Client-Assertion",
      "Damit weist sich ein OAuth-Client beim Autorisierungsserver aus. Für eine API ist sie nicht bestimmt.",
    ],
    dpop_proof: [
      "DPoP-Nachweis",
      "Damit beweist ein Client bei einem Request, dass er den Schlüssel hat, an den sein Access-Token gebunden ist.",
    ],
  },
  rules: {
    iss: "iss nennt den Aussteller",
    sub: "sub nennt das Subject",
    aud: "aud nennt den Empfänger",
    exp: "exp ist vorhanden, in Sekunden",
    iat: "iat ist vorhanden, in Sekunden",
    jti: "jti ist vorhanden",
    at_typ: "typ ist at+jwt",
    other_typ: "typ nennt keine andere Art von Token",
    logout_typ: "typ ist, falls vorhanden, logout+jwt",
    azp: "azp nennt den Client, wenn es mehrere Empfänger gibt",
    client_id: "client_id nennt den Client",
    logout_event: "events enthält das Back-Channel-Logout-Ereignis",
    sub_or_sid: "sub oder sid sagt, um wessen Sitzung es geht",
    https_iss: "iss ist die https-Adresse des Ausstellers",
    short_sub: "sub hat höchstens 255 Zeichen",
    no_nonce: "nonce fehlt, damit das Token nicht als ID-Token durchgeht",
    no_events: "events fehlt; das hat nur ein Logout-Token",
    own_sub: "sub nennt wie iss den Client",
    dpop_typ: "typ ist dpop+jwt",
    public_alg: "alg verwendet einen öffentlichen Schlüssel",
    public_jwk: "jwk enthält den öffentlichen Schlüssel und keinen privaten",
    htm: "htm nennt die Methode des Requests",
    htu: "htu ist die Adresse des Requests, ohne Query und Fragment",
    token_type: "token_type sagt access oder refresh",
    user_id: "user_id sagt, wem das Token gehört (USER_ID_CLAIM kann es umbenennen)",
  },
};
