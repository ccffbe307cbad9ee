import type { Text } from "..";
import { number } from "../locale";

const characters = (count: number) => `${number(count)} Zeichen`;
const missing = (count: number) =>
  count === 1 ? "Am Ende fehlt 1 Zeichen" : `Am Ende fehlen ${characters(count)}`;

export const statements: Text["statements"] = {
  words: {
    white_space: (count) => [
      `Leerzeichen mitten im Token: ${characters(count)}`,
      "In einem Token stehen keine Leerzeichen, Zeilenumbrüche oder unsichtbaren Zeichen.",
    ],
    shortened: () => [
      "Das Token ist gekürzt",
      "Wo drei Punkte oder „…“ stehen, hat ein Programm bei der Anzeige etwas weggelassen. Kopieren Sie das ganze Token.",
    ],
    repeated: (copies) => [
      copies === 2 ? "Das Token steht hier doppelt" : `Das Token steht hier ${copies}-mal`,
      "Behalten Sie eines davon.",
    ],
    glued: () => ["Zwei Tokens ohne Lücke", "Das zweite beginnt da, wo die Signatur des ersten endet."],
    sd_jwt: (disclosures, isBound) => [
      "Ein SD-JWT, kein einfaches Token",
      `Nach dem „~“ ${disclosures === 1 ? "folgt 1 Disclosure" : `folgen ${disclosures} Disclosures`} (RFC 9901)` +
        `${isBound ? " und ein Key-Binding-JWT" : ""}. Signiert ist das Token vor dem ersten „~“.`,
    ],
    missing_start: (letters) => [`Der Anfang fehlt: „${letters}“`, "Damit ist der Header lesbar."],
    surplus_start: (count) => [`${characters(count)} zu viel am Anfang`, "Ohne sie ist der Header lesbar."],
    padded: (count) => [
      `Padding im Token: ${count}-mal „=“`,
      "Ein Token ist base64url ohne Padding (RFC 7515 §2). Hat der Aussteller es mit Padding signiert, wie es die Load-Balancer von AWS tun, dann prüfen Sie es mit allowPadding.",
    ],
    base64: (count) => [
      "Das Token ist base64, nicht base64url",
      `${characters(count)} darin gibt es in base64url nicht: Statt „+“ und „/“ stehen in einem Token „-“ und „_“.`,
    ],
    only_header: () => [
      "Nur der Header ist da",
      "Payload und Signatur fehlen. Kopieren Sie das ganze Token.",
    ],
    only_payload: () => [
      "Nur eine Payload ist da",
      "Header und Signatur fehlen. Kopieren Sie das ganze Token.",
    ],
    no_signature: () => [
      "Die Signatur fehlt",
      "Von drei Teilen sind zwei da. Ein solches Token kann jeder schreiben.",
    ],
    no_header: () => [
      "Der Header fehlt",
      "Der erste Teil ist eine Payload. Kopieren Sie das Token von seinem Anfang an.",
    ],
    no_payload: () => [
      "Die Payload fehlt",
      "Zwischen den Punkten steht nichts. So sieht ein JWS mit separater Payload aus; sie wird getrennt gesendet (RFC 7515, Anhang F).",
    ],
    cut_payload: () => [
      "Das Token endet mitten in seiner Payload",
      "Ein Teil von Payload und Signatur fehlt. Kopieren Sie das ganze Token.",
    ],
    four_parts: () => [
      "Vier Teile, so viele hat kein Token",
      "Ein signiertes Token hat drei, ein verschlüsseltes fünf. Ein signiertes Cookie hängt einen vierten an, oder das Ende eines verschlüsselten Tokens fehlt.",
    ],
    no_jwe: (isReadable) => [
      "Fünf Teile, aber kein verschlüsseltes Token",
      isReadable
        ? "Im Header eines verschlüsselten Tokens (JWE) steht enc, in diesem nicht. Wahrscheinlich sind zwei Texte zusammengeraten."
        : "Der Header ist nicht lesbar, also ist das kein verschlüsseltes Token (JWE).",
    ],
    too_many_parts: (count) => [
      `${count} Teile, so viele hat kein Token`,
      "Ein signiertes Token hat drei, ein verschlüsseltes fünf. Wahrscheinlich sind mehrere Texte zusammengeraten.",
    ],
    cut_jwe: (count) => [
      `Ein abgeschnittenes verschlüsseltes Token: ${count} von 5 Teilen`,
      "Im Header steht enc, also gehört er zu einem verschlüsselten Token (JWE) mit fünf Teilen.",
    ],
    swapped: () => [
      "Header und Payload sind vertauscht",
      "Der zweite Teil enthält alg, also ist er der Header.",
    ],
    empty_signature: (alg) => [
      "Die Signatur ist leer",
      `Im Header steht ${alg}, also muss es eine geben. Ein solches Token kann jeder schreiben.`,
    ],
    signed_none: (alg, count) => [
      "Nicht signiert, aber mit Signatur",
      `Im Header steht „alg: ${alg}“, das heißt: ohne Signatur. Trotzdem folgen ${characters(count)}. Ein solches Token wird immer abgelehnt.`,
    ],
    missing: (count, alg, length) => [
      missing(count),
      `Diese Signatur mit ${alg} müsste ${characters(length)} haben. Kopieren Sie das Token bis zum Ende.`,
    ],
    missing_rsa: (count, bits) => [
      missing(count),
      `Das gilt für einen Schlüssel mit ${number(bits)} Bit, weil eine RSA-Signatur so lang ist wie ihr Schlüssel. Kopieren Sie das Token bis zum Ende.`,
    ],
    surplus: (count, alg, length) => [
      `${characters(count)} zu viel am Ende`,
      `Diese Signatur mit ${alg} müsste ${characters(length)} haben.`,
    ],
    other_length: (alg, others, actual, length) => [
      `Die Signatur ist nicht so lang wie eine mit ${alg}`,
      `Sie hat ${characters(actual)} wie eine mit ${others.join(", ")}; mit ${alg} wären es ${characters(length)}.`,
    ],
    der_signature: (alg) => [
      "Die Signatur hat das Format DER",
      `In einem Token mit ${alg} stehen R und S nebeneinander (RFC 7518 §3.4). Das Programm, das signiert, muss sie umwandeln.`,
    ],
    hex_signature: (alg) => [
      "Die Signatur ist hexadezimal",
      `In einem Token mit ${alg} ist sie base64url. Das Programm, das signiert, muss die Bytes kodieren.`,
    ],
  },
  repairs: {
    remove_space: "Leerzeichen entfernen",
    keep_one: "Eines behalten",
    keep_first: "Das erste behalten",
    put_start: "Anfang ergänzen",
    remove_start: "Entfernen",
    as_base64url: "In base64url umschreiben",
    swap: "Zurücktauschen",
  },
  leftOver: {
    key: "Dieser Schlüssel ist vom vorigen Token",
    keyDetail: "Zu diesem passt er nicht; das sagt nichts über dieses Token.",
    removeKey: "Schlüssel entfernen",
    keepKey: "Schlüssel behalten",
    expected: (name) => `der erwartete Wert von ${name} ist vom vorigen Token.`,
    keepExpected: "Auch hier erwarten",
    leniency: "Toleranz und „Token ohne Ablauf akzeptieren“ stammen vom vorigen Token und gelten hier nicht.",
    keepLeniency: "Auch hier anwenden",
  },
};
