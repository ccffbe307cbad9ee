import type { CheckName, JwtError, JwtErrorCode, SkipReason } from "jwt-wasm";
import { type CoreWords, inWords } from "../core";
import { keyReason } from "./key-reasons";
import { malformed } from "./malformed";
import { optionsReason } from "./options-reasons";
import { kindOfValue, names, shown } from "./values";

const HEADER_RULES: Readonly<Record<string, string>> = {
  crit: "der Header hat crit, und keine Erweiterung wird verstanden",
  b64: "b64 im Header ist nicht true: der Payload muss kodiert sein",
  typ: "typ im Header ist nicht der erwartete Medientyp",
  kid: "kid im Header ist keine Zeichenkette",
};

export const core: CoreWords = {
  errors: {
    malformed,
    too_large: ({ actual, expected }) =>
      `das Token hat ${shown(actual)} Zeichen, höchstens ${shown(expected)} werden angesehen`,
    encrypted: () => "das Token ist verschlüsselt (ein JWE aus fünf Teilen), nicht signiert",
    algorithm_not_allowed: ({ actual, expected }) =>
      `alg im Header ${actual === undefined ? "fehlt" : `ist ${shown(actual)}`}; Schlüssel und Optionen erlauben ${names(expected)}`,
    header_rejected: ({ reason = "", expected, actual }) =>
      (HEADER_RULES[reason] ?? reason) +
      (expected === undefined ? "" : `; erwartet ist ${shown(expected)}`) +
      (actual === undefined ? "" : `, es ist ${shown(actual)}`),
    key_invalid: (error) => `der Schlüssel ist nicht zu gebrauchen: ${keyReason(error)}`,
    key_too_weak: ({ reason, actual, expected }) =>
      reason === "rsa"
        ? `der RSA-Schlüssel hat ${shown(actual)} Bits, mindestens ${shown(expected)} sind nötig (RFC 7518 §3.3)`
        : `das Geheimnis hat ${shown(actual)} Bytes, mindestens ${shown(expected)} sind nötig (RFC 7518 §3.2)`,
    issuer_unknown: ({ actual }) => `dem Aussteller ${shown(actual)} wird nicht vertraut`,
    key_not_found: ({ actual, cause }) =>
      (actual === undefined
        ? "kein brauchbarer Schlüssel des Satzes hat den Algorithmus des Tokens"
        : `kein brauchbarer Schlüssel des Satzes hat kid ${shown(actual)} und den Algorithmus des Tokens`) +
      leftOut(cause as JwtError | undefined),
    key_ambiguous: ({ actual }) =>
      actual === undefined
        ? "mehr als ein Schlüssel des Satzes passt zum Token, und es nennt keinen"
        : `zwei verschiedene Schlüssel des Satzes haben kid ${shown(actual)}, und welcher gemeint ist, ist unklar`,
    signature_invalid: () =>
      "die Signatur stimmt nicht: es ist ein anderer Schlüssel, oder das Token wurde verändert",
    expired: () => "das Token ist abgelaufen",
    not_yet_valid: ({ claim }) => `das Token ist noch nicht gültig: ${claim} liegt in der Zukunft`,
    claim_missing: ({ claim }) => `der Claim ${claim} fehlt`,
    claim_invalid: ({ claim, expected, actual }) =>
      `der Claim ${claim} muss ${kindOfValue(expected)} sein, er ist ${kindOfValue(actual)}`,
    claim_mismatch: ({ claim, part, expected, actual }) =>
      part !== undefined
        ? `der Claim ${claim} passt nicht zur Option ${part}`
        : `der Claim ${claim} ist ${shown(actual)}, ` +
          (expected === undefined
            ? "und kein Wert ist als erwartet angegeben"
            : `erwartet ist ${shown(expected)}`),
    too_old: ({ claim, actual, expected }) =>
      `das Token ist zu alt: ${claim} ist ${shown(actual)}, frühestens ${shown(expected)} ist erlaubt`,
    schema_mismatch: ({ issues = [] }) =>
      `die Claims passen nicht zum Schema${issues[0] === undefined ? "" : `: ${issues[0].message}`}`,
    revoked: () => "das Token wurde widerrufen",
    revocation_unavailable: () => "ob das Token widerrufen wurde, war nicht zu erfahren",
    jwks_unavailable: () => "der Schlüsselsatz ist nicht verfügbar",
    options_invalid: (error) => optionsReason(error, (cause) => inWords(core, cause)),
    sync_unavailable: ({ reason }) =>
      reason === "random" ? "hier gibt es keine Zufallszahlen" : "das geht hier nicht, oder nur asynchron",
    // So that the compiler misses a code that is left out.
  } satisfies Record<JwtErrorCode, (error: JwtError) => string>,
  passed: {
    form: "das Token hat drei Teile und ist nicht zu lang",
    header: "der Header ist striktes JSON und verlangt nichts, was nicht verstanden wird",
    typ: "typ ist der erwartete Medientyp",
    algorithm: "alg ist der Algorithmus, an den der Schlüssel gebunden ist",
    signature: "die Signatur stimmt: wer den Schlüssel hat, hat genau dies signiert",
    payload: "der Payload ist ein striktes JSON-Objekt",
    exp: "das Token ist nicht abgelaufen",
    nbf: "das Token ist schon gültig",
    iat: "iat ist eine Zeit und nicht länger her als erlaubt",
    iss: "der Aussteller ist ein erwarteter",
    aud: "das Token ist für einen erwarteten Empfänger",
    sub: "das Subject ist ein erwartetes",
    jti: "die Kennung des Tokens ist eine erwartete",
    required_claims: "jeder verlangte Claim ist da",
    claims: "jeder verlangte Claim hat seinen Wert",
    schema: "die Claims passen zum Schema",
    scope: "jeder verlangte Scope ist erteilt",
    profile: "die Claims erfüllen die Regeln des Profils",
  } satisfies Record<CheckName, string>,
  skipped: {
    not_split: "das Token ließ sich nicht zerlegen",
    not_decoded: "ein Teil ließ sich nicht dekodieren",
    header_refused: "der Header wurde abgelehnt",
    payload_unreadable: "der Payload ließ sich nicht lesen",
    payload_empty: "der Payload ist leer, oder er steht nicht im Token",
    no_key: "kein Schlüssel ist eingegeben",
    no_key_allowed: "kein Schlüssel darf mit dem Algorithmus des Tokens verwendet werden",
    not_computed: "nichts hier kann diese Signatur mit diesem Schlüssel berechnen",
    absent: "der Claim ist nicht da, und nichts verlangt ihn",
    nothing_expected: "kein Wert wird erwartet",
    expiry_ignored: "der Aufrufer hat ignoreExpiry: true gesagt",
    not_verified: "das Token ist nicht verifiziert, darum wird das Schema nicht geprüft",
    audience_ignored: "der Aufrufer hat audience: false gesagt",
  } satisfies Record<SkipReason, string>,
};

/** Why an entry of the set is left out, which may have been meant. */
function leftOut(cause: JwtError | undefined): string {
  if (cause === undefined) return "";
  return `; ein Eintrag des Satzes ist ausgelassen: ${core.errors[cause.code]?.(cause) ?? cause.message}`;
}
