import type { JwtError, MalformedReason, Surroundings, TokenPart } from "jwt-wasm";

/** By what stands around the token, where that is the cause; else by the form that a part breaks. */
export function malformed({ reason, part, expected, actual }: JwtError): string {
  const around = AROUND[actual as Surroundings];
  if (around !== undefined) return `das Token ist fehlerhaft: ${around}`;
  const [subject, pronoun] = PARTS[part as TokenPart];
  if (actual === "padding") {
    return `${subject} ist fehlerhaft: ${pronoun} ist mit = aufgefüllt, was base64url in Tokens nicht ist; allowPadding nimmt Aufgefülltes an`;
  }
  if (expected === "padding") {
    return `${subject} ist fehlerhaft: ${pronoun} ist kein kanonisches base64url mit genau seiner Auffüllung, wie allowPadding es will`;
  }
  return `${subject} ist fehlerhaft: ${FORMS[reason as MalformedReason](pronoun)}`;
}

const PARTS: Readonly<Record<TokenPart, readonly [subject: string, pronoun: string]>> = {
  token: ["das Token", "es"],
  header: ["der Header", "er"],
  payload: ["der Payload", "er"],
  signature: ["die Signatur", "sie"],
};

const FORMS: Readonly<Record<MalformedReason, (pronoun: string) => string>> = {
  segments: () => "es sind nicht drei Teile, verbunden durch zwei Punkte",
  base64url: (pronoun) => `${pronoun} ist kein kanonisches base64url ohne Auffüllung`,
  utf8: (pronoun) => `${pronoun} ist kein UTF-8`,
  json: (pronoun) => `${pronoun} ist kein striktes JSON`,
  duplicate_name: () => "in einem Objekt steht derselbe Name zweimal",
  not_object: (pronoun) => `${pronoun} ist kein JSON-Objekt`,
  depth: (pronoun) => `${pronoun} ist tiefer als 32 Ebenen verschachtelt`,
  detached: (pronoun) => `${pronoun} steht im Token und wird daneben noch einmal gegeben`,
  unencoded: (pronoun) =>
    `${pronoun} ist nicht kodiert und hat ein Zeichen, das in keinem kompakten Token stehen kann`,
};

const AROUND: Readonly<Record<Surroundings, string>> = {
  scheme: "ein Wort wie Bearer steht davor; geben Sie, was auf den Leerraum folgt",
  name: "ein Name und ein Gleichheitszeichen stehen davor; geben Sie, was darauf folgt",
  quotes: "ein Anführungszeichen steht davor oder dahinter; nehmen Sie es weg",
  json: "es ist ein JSON-Text; geben Sie das kompakte Token, das eine Zeichenkette darin ist",
  percent_encoding: "es ist prozentkodiert; dekodieren Sie es zuerst",
  white_space: "Leerraum oder ein Zeilenumbruch steht davor oder dahinter; nehmen Sie ihn weg",
  white_space_inside: "Leerraum oder ein Zeilenumbruch steht darin; nehmen Sie ihn heraus",
  invisible: "ein unsichtbares oder fremdes Zeichen steht davor oder dahinter; nehmen Sie es weg",
};
