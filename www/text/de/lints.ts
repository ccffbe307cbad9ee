import type { Text } from "..";

export const lints: Text["lints"] = {
  title: "Warnungen",
  none: "Keine Warnungen.",
  levels: { danger: "Gefahr", warning: "Warnung", hint: "Hinweis" },
  hints: (count) => (count === 1 ? "1 Hinweis" : `${count} Hinweise`),
  nested: "Darin steckt noch ein Token",
  nestedPayload: "Die Payload ist selbst ein Token.",
  nestedClaim: (path) => `Der Claim ${path} ist ein Token.`,
  open: "Öffnen",
  openClaim: (path) => `Das Token in ${path} öffnen`,
  rules: {
    known_secret: (secret) => [
      `Mit einem allgemein bekannten Secret signiert: „${secret}“`,
      "Solche Tokens kann jeder fälschen. Ersetzen Sie das Secret durch zufällige Bytes, mindestens so viele, wie der Hash hat.",
    ],
    alg_none: () => [
      "Nicht signiert",
      "alg ist none: Ein solches Token kann jeder schreiben, mit beliebigen Claims. Akzeptieren Sie es nie.",
    ],
    short_rsa: (bits) => [
      `Ein RSA-Schlüssel mit nur ${bits} Bit`,
      "Das zeigt die Länge der Signatur. RSA-Schlüssel unter 2048 Bit lassen sich brechen; nehmen Sie einen längeren.",
    ],
    embedded_key: (names) => [
      `Der Header bringt seinen eigenen Schlüssel mit: ${names}`,
      "Ein Angreifer kann dort einen passenden Schlüssel hinterlegen. Nehmen Sie Schlüssel nur aus einer Quelle, der Sie vertrauen.",
    ],
    odd_kid: (kid) => [
      `Eine kid, die nach einem Angriff aussieht: „${kid}“`,
      "Diesen Text hat der Absender geschrieben. Schlagen Sie ihn in einer Liste von Schlüsseln nach; setzen Sie ihn nie in einen Pfad oder eine Datenbankabfrage ein.",
    ],
    no_typ: () => [
      "Kein typ im Header",
      "Ein typ wie at+jwt verhindert, dass ein Token für einen anderen Zweck verwendet wird.",
    ],
    rsa1_5: () => [
      "Mit RSA1_5 verschlüsselt",
      "Ein Angreifer, der viele Tokens schicken kann, kann den Inhalt ermitteln. Nehmen Sie RSA-OAEP-256 oder ECDH-ES.",
    ],
    compressed: () => [
      "Vor dem Verschlüsseln komprimiert",
      "Die Länge des Ergebnisses verrät etwas über den Inhalt. Lassen Sie zip weg.",
    ],
    secret_inside: (paths) => [
      `Enthält ein Secret: ${paths}`,
      "Ein signiertes Token verbirgt nichts: Wer es hat, kann es lesen, auch in jedem Log. Entfernen Sie das Secret aus dem Token und ersetzen Sie es durch ein neues.",
    ],
    card_number: (paths) => [
      `Sieht nach einer Kartennummer aus: ${paths}`,
      "Die Prüfziffer stimmt. Ein signiertes Token verbirgt nichts vor jemandem, der es hat.",
    ],
    sensitive: (paths) => [
      `Sensible personenbezogene Daten: ${paths}`,
      "Ein signiertes Token verbirgt nichts vor jemandem, der es hat. Verwenden Sie stattdessen eine ID, oder verschlüsseln Sie das Token.",
    ],
    personal: (paths) => [
      `Personenbezogene Daten: ${paths}`,
      "Ein signiertes Token verbirgt nichts vor jemandem, der es hat. Prüfen Sie, ob Sie jede dieser Angaben brauchen.",
    ],
    milliseconds: (names) => [
      `Millisekunden statt Sekunden: ${names}`,
      "Diese Claims zählen Sekunden. In JavaScript: Math.floor(Date.now() / 1000).",
    ],
    no_exp: () => [
      "Es läuft nie ab",
      "Es hat kein exp; wer es stiehlt, kann es für immer verwenden. Bearer-Tokens sollten höchstens eine Stunde gelten.",
    ],
    long_life: (duration) => [
      `Lange Lebensdauer: ${duration}`,
      "Wer es stiehlt, kann es so lange verwenden. Bearer-Tokens sollten höchstens eine Stunde gelten.",
    ],
    never_valid: () => [
      "Es läuft ab, bevor es gültig wird",
      "exp liegt nicht nach nbf und iat; das Token ist also nie gültig.",
    ],
    from_future: () => [
      "In der Zukunft ausgestellt",
      "iat liegt in der Zukunft. Prüfen Sie, ob eine der Uhren falsch geht.",
    ],
    repeated: (names) => [
      `Ein Name kommt doppelt vor: ${names}`,
      "Programme sind sich uneinig, welcher Wert zählt. So prüft vielleicht eines einen Wert, den das andere gar nicht verwendet.",
    ],
    no_iss: () => [
      "Kein Aussteller (iss)",
      "Der Empfänger weiß nicht, wessen Schlüssel er nehmen soll, und kann die Nutzer zweier Aussteller nicht unterscheiden.",
    ],
    no_aud: () => [
      "Kein Empfänger (aud)",
      "Ein Token für einen Dienst gilt auch bei jedem anderen Dienst, der demselben Schlüssel vertraut.",
    ],
    no_jti: () => [
      "Keine Token-ID (jti)",
      "Es lässt sich nicht einzeln widerrufen, und niemand merkt, wenn es zweimal verwendet wird.",
    ],
    long_token: () => [
      "Länger als 4.096 Zeichen",
      "Es passt nicht in jedes Cookie, und manche Server lehnen Header mit 8 KB ab.",
    ],
  },
};
