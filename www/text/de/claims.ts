import type { Text } from "..";

export const claims: Text["claims"] = {
  none: "Das Objekt ist leer.",
  select: (name) => `${name} im Token markieren`,
  repeated: "Dieser Name kommt mehrmals vor, und Programme sind sich uneinig, welcher Wert zählt.",
  verbs: {
    exp: ["abgelaufen am", "läuft ab am"],
    nbf: ["gültig seit", "gültig ab"],
    iat: ["ausgestellt am", "ausgestellt am"],
    auth_time: ["angemeldet am", "angemeldet am"],
    updated_at: ["geändert am", "geändert am"],
    toe: ["eingetreten am", "tritt ein am"],
  },
  notATime: "Dieser Claim muss eine Zahl sein: Sekunden seit 1970.",
  now: "gerade eben",
  noCalendar: "Dieses Datum ist zu weit entfernt und lässt sich nicht anzeigen.",
  milliseconds: "Das sieht nach Millisekunden aus, aber dieser Claim zählt Sekunden.",
  inFuture: "Das liegt in der Zukunft. Prüfen Sie, ob eine der Uhren falsch geht.",
};

export const values: Text["values"] = {
  quoted: (value) => `„${value}“`,
  algorithms: {
    HS: (bits) => `HMAC mit SHA-${bits}: Dasselbe Secret signiert und prüft`,
    RS: (bits) => `RSA (PKCS #1 v1.5) mit SHA-${bits}: Der private Schlüssel signiert, der öffentliche prüft`,
    PS: (bits) => `RSA (PSS) mit SHA-${bits}: Der private Schlüssel signiert, der öffentliche prüft`,
    ES: (curve) => `ECDSA auf ${curve}: Der private Schlüssel signiert, der öffentliche prüft`,
    EdDSA: "EdDSA: Der private Schlüssel signiert, der öffentliche prüft",
    mlDsa:
      "ML-DSA, entworfen gegen Angriffe mit Quantencomputern: Der private Schlüssel signiert, der öffentliche prüft",
    none: "Keine Signatur: Ein solches Token kann jeder schreiben",
    dir: "Ein gemeinsamer Schlüssel verschlüsselt den Inhalt",
    keyWrap: "Ein gemeinsamer Schlüssel (AES) verschlüsselt den Inhaltsschlüssel",
    rsaEncryption: "Der öffentliche RSA-Schlüssel des Empfängers verschlüsselt den Inhaltsschlüssel",
    agreement: "Der Inhaltsschlüssel kommt aus einem Diffie-Hellman-Key-Agreement",
    password: "Ein Passwort verschlüsselt den Inhaltsschlüssel",
  },
  types: {
    jwt: "ein JSON Web Token ohne nähere Angabe",
    "at+jwt": "ein OAuth-2.0-Access-Token (RFC 9068)",
    "logout+jwt": "ein Logout-Token von OpenID Connect",
    "dpop+jwt": "ein DPoP-Nachweis (RFC 9449)",
    "secevent+jwt": "ein Sicherheitsereignis (RFC 8417)",
    "token-introspection+jwt": "eine Antwort auf eine Token-Introspection (RFC 9701)",
    "oauth-authz-req+jwt": "ein Authorization-Request von OAuth 2.0 (RFC 9101)",
    passport: "die Identität eines Anrufers, PASSporT (RFC 8225)",
    jose: "ein JWS oder JWE in kompakter Form",
  },
  count: (items, list) => `${items}: ${list}`,
};
