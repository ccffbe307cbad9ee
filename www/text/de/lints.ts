import type { Text } from "..";

export const lints: Text["lints"] = {
  title: "Warnungen",
  none: "Es gibt nichts, wovor zu warnen wäre.",
  levels: { danger: "Gefahr", warning: "Warnung", hint: "Hinweis" },
  counts: {
    danger: (count) => (count === 1 ? "1 Gefahr" : `${count} Gefahren`),
    warning: (count) => (count === 1 ? "1 Warnung" : `${count} Warnungen`),
    hint: (count) => (count === 1 ? "1 Hinweis" : `${count} Hinweise`),
  },
  nested: "Darin steht ein weiteres Token",
  nestedPayload: "Die Payload ist selbst ein Token.",
  nestedClaim: (path) => `Der Claim ${path} ist ein Token.`,
  open: "Öffnen",
  openClaim: (path) => `Das Token in ${path} öffnen`,
  opened: "Dieses Token stand in einem anderen.",
  back: "Zurück zum äußeren Token",
  rules: {
    known_secret: (secret) => [
      `Signiert mit einem Geheimnis, das jeder kennt: „${secret}“`,
      "Wer Anleitungen liest, kann solche Tokens fälschen. Ersetzen Sie es durch zufällige Bytes, mindestens so viele, wie der Hash hat.",
    ],
    alg_none: () => [
      "Nicht signiert",
      "alg ist none: So ein Token kann jeder schreiben, mit beliebigen Claims. Nehmen Sie es nie an.",
    ],
    short_rsa: (bits) => [
      `Ein RSA-Schlüssel von ${bits} Bit`,
      "Das verrät die Länge der Signatur. Schlüssel unter 2048 Bit sind nicht erlaubt: Sie lassen sich brechen.",
    ],
    embedded_key: (names) => [
      `Der Header bringt seinen eigenen Schlüssel mit: ${names}`,
      "Wer ein Token fälscht, legt den passenden Schlüssel dazu. Nehmen Sie Schlüssel nur von dort, woher Sie sie kennen.",
    ],
    odd_kid: (kid) => [
      `Ein kid, das nach einem Angriff aussieht: „${kid}“`,
      "Es ist Text des Absenders. Suchen Sie ihn in einer Liste von Schlüsseln; setzen Sie ihn nie in einen Pfad oder eine Abfrage ein.",
    ],
    no_typ: () => [
      "Kein typ im Header",
      "Ein typ wie at+jwt verhindert, dass eine Art von Token für eine andere gehalten wird.",
    ],
    rsa1_5: () => [
      "Mit RSA1_5 verschlüsselt",
      "Dieses Padding verrät den Inhalt dem, der oft genug fragen kann. Nehmen Sie RSA-OAEP-256 oder eine Vereinbarung auf elliptischen Kurven.",
    ],
    compressed: () => [
      "Vor dem Verschlüsseln komprimiert",
      "Die Länge des Ergebnisses verrät etwas vom Inhalt. Lassen Sie zip weg.",
    ],
    secret_inside: (paths) => [
      `Ein Geheimnis darin: ${paths}`,
      "Ein signiertes Token verbirgt nichts: Wer es hat, und jedes Protokoll, in dem es steht, kann das lesen. Nehmen Sie es heraus, und ändern Sie das Geheimnis.",
    ],
    card_number: (paths) => [
      `Was wie eine Kartennummer aussieht: ${paths}`,
      "Die Prüfziffer stimmt. Ein signiertes Token verbirgt nichts vor dem, der es hat.",
    ],
    sensitive: (paths) => [
      `Heikle Daten einer Person: ${paths}`,
      "Ein signiertes Token verbirgt nichts vor dem, der es hat. Setzen Sie stattdessen eine Kennung ein, oder verschlüsseln Sie das Token.",
    ],
    personal: (paths) => [
      `Daten einer Person: ${paths}`,
      "Ein signiertes Token verbirgt nichts vor dem, der es hat. Wird jedes davon gebraucht?",
    ],
    milliseconds: (names) => [
      `Millisekunden statt Sekunden: ${names}`,
      "Zeiten zählen Sekunden. In JavaScript: Math.floor(Date.now() / 1000).",
    ],
    no_exp: () => [
      "Es läuft nie ab",
      "Es gibt kein exp: Wer es stiehlt, kann es für immer benutzen. Bearer-Tokens sollten höchstens eine Stunde leben.",
    ],
    long_life: (duration) => [
      `Es lebt lange: ${duration}`,
      "Wer es stiehlt, kann es so lange benutzen. Bearer-Tokens sollten höchstens eine Stunde leben.",
    ],
    never_valid: () => [
      "Es läuft ab, bevor es beginnt",
      "exp liegt nicht nach nbf und iat; es gibt keinen Augenblick, in dem es gültig ist.",
    ],
    from_future: () => ["In der Zukunft ausgestellt", "iat liegt noch vor uns: Geht eine der Uhren falsch?"],
    repeated: (names) => [
      `Ein Name steht zweimal da: ${names}`,
      "Leser sind sich uneins, welcher zählt; so kann einer prüfen, was der andere nicht verwendet.",
    ],
    no_iss: () => [
      "Kein Aussteller (iss)",
      "Der Empfänger weiß nicht, wessen Schlüssel er nehmen soll, und kann die Nutzer zweier Aussteller nicht unterscheiden.",
    ],
    no_aud: () => [
      "Kein Empfänger (aud)",
      "Ein Token für einen Dienst gilt bei jedem anderen, der demselben Schlüssel traut.",
    ],
    no_jti: () => [
      "Keine Kennung (jti)",
      "Es lässt sich nicht einzeln widerrufen, und niemand merkt, wenn es zweimal verwendet wird.",
    ],
    long_token: () => [
      "Länger als 4.096 Zeichen",
      "Es passt nicht überall in ein Cookie, und manche Server lehnen Header von 8 KB ab.",
    ],
  },
};
