import type { Text } from "..";

export const profiles: Text["profiles"] = {
  title: "Was für eines es ist",
  summary: (met, all) => `${met} von ${all} Regeln erfüllt`,
  met: "erfüllt",
  unmet: "nicht erfüllt",
  encrypted: "Verschlüsseltes Token (JWE)",
  encryptedSummary:
    "Den Inhalt kann nur lesen, wer den Schlüssel zum Entschlüsseln hat. Was im Header steht, ist nicht geheim. Signiert ist es nicht: Außer wenn genau zwei den Schlüssel teilen oder ein signiertes Token darin steckt, sagt es nicht, wer es geschrieben hat.",
  kinds: {
    simple_jwt: [
      "Token von Django REST framework SimpleJWT",
      "Erkannt an token_type und jti. Ein Access-Token öffnet die API; ein Refresh-Token ist nur für deren Token-Endpunkt. Prüfen Sie also token_type.",
    ],
    id_token: [
      "ID-Token von OpenID Connect",
      "Es sagt dem Client, wer sich angemeldet hat. Es ist nur für den Client: Eine API darf es nicht als Access-Token annehmen.",
    ],
    access_token: [
      "Access-Token von OAuth 2.0",
      "Es ist für die API bestimmt, die in aud steht. Der Client, der es trägt, sollte nicht hineinsehen.",
    ],
    logout_token: [
      "Logout-Token von OpenID Connect",
      "Damit sagt der Aussteller einem Client, dass eine Sitzung zu Ende ist. Es beweist nie eine Anmeldung.",
    ],
    dpop_proof: [
      "DPoP-Nachweis",
      "Damit beweist ein Client für eine einzelne Anfrage, dass er den Schlüssel hat, an den sein Access-Token gebunden ist.",
    ],
  },
  rules: {
    signed: "Es ist signiert: alg ist da und nicht none",
    iss: "iss nennt den Aussteller",
    sub: "sub nennt das Subject",
    aud: "aud nennt den Empfänger",
    exp: "exp ist da, in Sekunden",
    iat: "iat ist da, in Sekunden",
    jti: "jti ist da",
    at_typ: "typ ist at+jwt",
    other_typ: "typ nennt keine andere Art von Token",
    logout_typ: "typ ist, wenn es da ist, logout+jwt",
    azp: "azp nennt den Client, wenn es mehrere Empfänger gibt",
    client_id: "client_id nennt den Client",
    logout_event: "events enthält das Ereignis der Back-Channel-Abmeldung",
    sub_or_sid: "sub oder sid sagt, um wessen Sitzung es geht",
    https_iss: "iss ist eine https-Adresse",
    short_sub: "sub hat höchstens 255 Zeichen",
    no_nonce: "Es gibt kein nonce, damit es nicht als ID-Token durchgeht",
    no_events: "Es gibt kein events, wie es ein Logout-Token hat",
    dpop_typ: "typ ist dpop+jwt",
    public_alg: "alg ist einer mit öffentlichem Schlüssel",
    public_jwk: "jwk enthält den öffentlichen Schlüssel und keinen privaten",
    htm: "htm nennt die Methode der Anfrage",
    htu: "htu ist die Adresse der Anfrage, ohne Query und Fragment",
    token_type: "token_type unterscheidet access von refresh",
    user_id: "user_id sagt, wessen es ist (USER_ID_CLAIM kann es umbenennen)",
  },
};
