import type { JwtError, MalformedReason, Surroundings, TokenPart } from "jwt-wasm";
import { afterColon } from "./sentence";

/** Text around the token is the better explanation; otherwise, it is the form of a part. */
export function malformed({ reason, part, expected, actual }: JwtError): string {
  const around = AROUND[actual as Surroundings];
  if (around !== undefined) return `das Token ist fehlerhaft: ${afterColon(around)}`;
  const [subject, pronoun] = PARTS[part as TokenPart];
  if (actual === "padding") {
    return `${subject} ist fehlerhaft: ${afterColon(pronoun)} endet mit =, und das ist in Tokens nicht erlaubt; mit der Option allowPadding schon`;
  }
  if (expected === "padding") {
    return `${subject} ist fehlerhaft: ${afterColon(pronoun)} ist kein kanonisches base64url mit dem Padding, das allowPadding verlangt`;
  }
  return `${subject} ist fehlerhaft: ${afterColon(FORMS[reason as MalformedReason](pronoun))}`;
}

const PARTS: Readonly<Record<TokenPart, readonly [subject: string, pronoun: string]>> = {
  token: ["das Token", "es"],
  header: ["der Header", "er"],
  payload: ["die Payload", "sie"],
  signature: ["die Signatur", "sie"],
};

const FORMS: Readonly<Record<MalformedReason, (pronoun: string) => string>> = {
  segments: () => "es besteht nicht aus drei Teilen mit zwei Punkten dazwischen",
  base64url: (pronoun) => `${pronoun} ist kein kanonisches base64url ohne Padding`,
  utf8: (pronoun) => `${pronoun} ist kein UTF-8`,
  json: (pronoun) => `${pronoun} ist kein striktes JSON`,
  duplicate_name: () => "in einem Objekt steht derselbe Name zweimal",
  not_object: (pronoun) => `${pronoun} ist kein JSON-Objekt`,
  depth: (pronoun) => `${pronoun} ist tiefer als 32 Ebenen verschachtelt`,
  detached: (pronoun) => `${pronoun} steht im Token und wurde zusätzlich übergeben`,
  unencoded: (pronoun) =>
    `${pronoun} ist nicht kodiert und enthält ein Zeichen, das in einem kompakten Token nicht erlaubt ist`,
};

const AROUND: Readonly<Record<Surroundings, string>> = {
  scheme: "davor steht ein Wort wie Bearer; entfernen Sie es",
  name: "davor stehen ein Name und ein Gleichheitszeichen; entfernen Sie beides",
  quotes: "davor oder dahinter steht ein Anführungszeichen; entfernen Sie es",
  json: "das ist JSON; kopieren Sie daraus den String mit dem Token",
  percent_encoding: "es ist prozentkodiert; dekodieren Sie es zuerst",
  white_space: "davor oder dahinter steht ein Leerzeichen oder Zeilenumbruch; entfernen Sie es",
  white_space_inside: "darin steht ein Leerzeichen oder Zeilenumbruch; entfernen Sie es",
  invisible: "davor oder dahinter steht ein unsichtbares oder fremdes Zeichen; entfernen Sie es",
};
