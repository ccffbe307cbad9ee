import type { JwtError, OptionsReason } from "jwt-wasm";
import { shown } from "./values";

/** What has no reason is a mistake of the page's own, and told as it is. */
export function optionsReason(error: JwtError, inWords: (cause: JwtError) => string): string {
  const { reason, message, cause } = error;
  if (reason === "header_refused")
    return `der Header lässt sich nicht signieren: ${inWords(cause as JwtError)}`;
  return reason === undefined
    ? `eine Option ist falsch: „${message}“`
    : REASONS[reason as keyof typeof REASONS](error);
}

const REASONS: Readonly<Record<Exclude<OptionsReason, "header_refused">, (error: JwtError) => string>> = {
  not_object: () => "die Optionen müssen ein Objekt aus JSON-Werten sein, ohne Zahl über 2^53 - 1",
  unknown_option: ({ part }) => `es gibt keine Option ${part}`,
  unknown_algorithm: ({ actual }) => `es gibt keinen Algorithmus ${shown(actual)}`,
  wrong_value: ({ part }) => `die Option ${part} hat einen falschen Wert`,
  wrong_now: ({ actual }) =>
    `die Uhr sagt ${actual === undefined ? "keine Zeit" : shown(actual)}; es müssen Sekunden seit 1970-01-01T00:00:00Z sein`,
  duration_too_long: () => "eine Dauer darf höchstens 1e11 Sekunden sein",
  profile_needs: ({ part, actual }) => `das Profil ${actual} braucht die Option ${part}`,
  profile_excludes: ({ part, actual }) =>
    `das Profil ${actual} verlangt, was die Option ${part} abschaltet; lassen Sie die Option weg`,
  id_token_only: ({ part }) => `die Option ${part} gilt nur für das Profil id_token`,
  no_secret: ({ actual }) => `${actual} hat kein Geheimnis`,
  typ_twice: () => "typ soll fehlen, und der Header setzt es",
  claim_twice: ({ claim }) => `${claim} steht schon in den Claims, und eine Option setzt es noch einmal`,
  unencoded_payload: () => "ein nicht kodierter Payload im Token darf nur druckbares ASCII ohne Punkt sein",
  padding_without_base64url: () => "allowPadding gilt nur für einen Payload, der in base64url im Token steht",
  not_json: ({ part }) =>
    `${part ?? "eine Option"} lässt sich nicht als JSON schreiben, oder es ist tiefer als 32 Ebenen verschachtelt`,
};
