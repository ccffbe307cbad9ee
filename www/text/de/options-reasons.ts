import type { JwtError, OptionsReason } from "jwt-wasm";
import { afterColon } from "./sentence";
import { shown } from "./values";

/** An error without a reason is a bug of the page, so it is shown as it came. */
export function optionsReason(error: JwtError, inWords: (cause: JwtError) => string): string {
  const { reason, message, cause } = error;
  if (reason === "header_refused")
    return `der Header lässt sich nicht signieren: ${afterColon(inWords(cause as JwtError))}`;
  return reason === undefined
    ? `eine Option ist falsch: „${message}“`
    : REASONS[reason as keyof typeof REASONS](error);
}

const REASONS: Readonly<Record<Exclude<OptionsReason, "header_refused">, (error: JwtError) => string>> = {
  not_object: () => "die Optionen müssen ein Objekt mit JSON-Werten sein, ohne Zahlen über 2^53 - 1",
  unknown_option: ({ part }) => `es gibt keine Option ${part}`,
  unknown_algorithm: ({ actual }) => `es gibt keinen Algorithmus ${shown(actual)}`,
  wrong_value: ({ part }) => `die Option ${part} hat einen falschen Wert`,
  wrong_now: ({ actual }) =>
    `die Uhr liefert ${actual === undefined ? "keine Zeit" : shown(actual)}; erwartet werden Sekunden seit 1970-01-01T00:00:00Z`,
  duration_too_long: () => "eine Dauer darf höchstens 1e11 Sekunden lang sein",
  profile_needs: ({ part, actual }) => `das Profil ${actual} braucht die Option ${part}`,
  profile_excludes: ({ part, actual }) =>
    `das Profil ${actual} verlangt, was die Option ${part} abschaltet; lassen Sie die Option weg`,
  id_token_only: ({ part }) => `die Option ${part} gilt nur für das Profil id_token`,
  no_secret: ({ actual }) => `${actual} verwendet kein Secret`,
  typ_twice: () => "die Option typ ist false, aber der Header enthält typ",
  claim_twice: ({ claim }) => `${claim} steht in den Claims, und eine Option setzt es noch einmal`,
  unencoded_payload: () =>
    "eine nicht kodierte Payload im Token darf nur druckbares ASCII ohne Punkt enthalten",
  padding_without_base64url: () => "allowPadding gilt nur für eine Payload, die als base64url im Token steht",
  not_json: ({ part }) =>
    `${part ?? "eine Option"} lässt sich nicht als JSON schreiben oder ist tiefer als 32 Ebenen verschachtelt`,
};
