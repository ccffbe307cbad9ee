import type { CheckName, JwtError, JwtErrorCode, SkipReason } from "jwt-wasm";
import { type CoreWords, inWords } from "../core";
import { keyReason } from "./key-reasons";
import { malformed } from "./malformed";
import { optionsReason } from "./options-reasons";
import { afterColon } from "./sentence";
import { kindOfValue, names, shown } from "./values";

const HEADER_RULES: Readonly<Record<string, string>> = {
  crit: "der Header enthält crit, aber jwt-wasm unterstützt keine Erweiterung",
  b64: "b64 im Header ist nicht true: Die Payload muss kodiert sein",
  typ: "typ im Header ist nicht der erwartete Typ",
  kid: "kid im Header ist kein String",
};

export const core: CoreWords = {
  errors: {
    malformed,
    too_large: ({ actual, expected }) =>
      `das Token hat ${shown(actual)} Zeichen, erlaubt sind höchstens ${shown(expected)}`,
    encrypted: () =>
      "das Token ist verschlüsselt (ein JWE mit fünf Teilen), verlangt ist aber ein signiertes; decrypt (jwt-wasm/jwe) liest es",
    not_encrypted: () =>
      "das Token ist signiert (ein JWS mit drei Teilen), verlangt ist aber ein verschlüsseltes; verify liest es",
    algorithm_not_allowed: ({ actual, expected }) =>
      `alg im Header ${actual === undefined ? "fehlt" : `ist ${shown(actual)}`}; der Schlüssel und die Optionen erlauben ${names(expected)}`,
    header_rejected: ({ reason = "", expected, actual }) =>
      (HEADER_RULES[reason] ?? reason) +
      (expected === undefined ? "" : `; erwartet wird ${shown(expected)}`) +
      (actual === undefined ? "" : `, gefunden wurde ${shown(actual)}`),
    key_invalid: (error) => `der Schlüssel kann nicht verwendet werden: ${afterColon(keyReason(error))}`,
    key_too_weak: ({ reason, actual, expected }) =>
      reason === "rsa"
        ? `der RSA-Schlüssel hat ${shown(actual)} Bit, nötig sind mindestens ${shown(expected)} (RFC 7518 §3.3)`
        : `das Secret hat ${shown(actual)} Bytes, nötig sind mindestens ${shown(expected)} (RFC 7518 §3.2)`,
    issuer_unknown: ({ actual }) => `dem Aussteller ${shown(actual)} wird nicht vertraut`,
    key_not_found: ({ actual, cause }) =>
      (actual === undefined
        ? "kein verwendbarer Schlüssel im JWKS hat den Algorithmus des Tokens"
        : `kein verwendbarer Schlüssel im JWKS hat die kid ${shown(actual)} und den Algorithmus des Tokens`) +
      leftOut(cause as JwtError | undefined),
    key_ambiguous: ({ actual }) =>
      actual === undefined
        ? "mehrere Schlüssel im JWKS passen zum Token, und das Token hat keine kid"
        : `zwei verschiedene Schlüssel im JWKS haben die kid ${shown(actual)}`,
    signature_invalid: () =>
      "die Signatur passt nicht: falscher Schlüssel, oder das Token wurde nach dem Signieren verändert",
    decryption_failed: () =>
      "das Token lässt sich nicht entschlüsseln: Es ist für einen anderen Schlüssel, oder es wurde verändert",
    expired: () => "das Token ist abgelaufen",
    not_yet_valid: ({ claim }) => `das Token ist noch nicht gültig: ${claim} liegt in der Zukunft`,
    claim_missing: ({ claim }) => `der Claim ${claim} fehlt`,
    claim_invalid: ({ claim, expected, actual }) =>
      `der Claim ${claim} muss ${kindOfValue(expected)} sein, ist aber ${kindOfValue(actual)}`,
    claim_mismatch: ({ claim, part, expected, actual }) =>
      part !== undefined
        ? `der Claim ${claim} passt nicht zur Option ${part}`
        : `der Claim ${claim} ist ${shown(actual)}, ` +
          (expected === undefined
            ? "aber es wurde kein erwarteter Wert angegeben"
            : `erwartet wird ${shown(expected)}`),
    too_old: ({ claim, actual, expected }) =>
      `das Token ist zu alt: ${claim} ist ${shown(actual)}, erlaubt ist frühestens ${shown(expected)}`,
    schema_mismatch: ({ issues = [] }) =>
      `die Claims passen nicht zum Schema${issues[0] === undefined ? "" : `: ${issues[0].message}`}`,
    revoked: () => "das Token wurde widerrufen",
    revocation_unavailable: () => "es ließ sich nicht feststellen, ob das Token widerrufen wurde",
    jwks_unavailable: () => "das JWKS ist nicht verfügbar",
    options_invalid: (error) => optionsReason(error, (cause) => inWords(core, cause)),
    sync_unavailable: ({ reason }) =>
      reason === "random" ? "hier gibt es keine Zufallszahlen" : "das geht hier nicht oder nur asynchron",
    // `satisfies` makes a missing code a compile error.
  } satisfies Record<JwtErrorCode, (error: JwtError) => string>,
  passed: {
    form: "das Token hat drei Teile und ist nicht zu lang",
    header: "der Header ist striktes JSON und verlangt keine Erweiterung",
    typ: "typ ist der erwartete Typ",
    algorithm: "alg ist der Algorithmus des Schlüssels",
    signature: "die Signatur passt: Genau dieses Token wurde mit dem Schlüssel signiert",
    payload: "die Payload ist ein striktes JSON-Objekt",
    exp: "das Token ist nicht abgelaufen",
    nbf: "das Token ist bereits gültig",
    iat: "iat ist eine gültige Zeit und liegt nicht zu weit zurück",
    iss: "der Aussteller ist der erwartete",
    aud: "das Token ist für den erwarteten Empfänger bestimmt",
    sub: "das Subject ist das erwartete",
    jti: "die Token-ID ist die erwartete",
    required_claims: "alle verlangten Claims sind vorhanden",
    claims: "alle Claims haben die erwarteten Werte",
    schema: "die Claims passen zum Schema",
    scope: "alle verlangten Scopes sind erteilt",
    profile: "die Claims erfüllen die Regeln des Profils",
  } satisfies Record<CheckName, string>,
  skipped: {
    not_split: "das Token ließ sich nicht zerlegen",
    not_decoded: "ein Teil ließ sich nicht dekodieren",
    header_refused: "der Header wurde abgelehnt",
    payload_unreadable: "die Payload ließ sich nicht lesen",
    payload_empty: "die Payload ist leer oder steht nicht im Token",
    no_key: "es ist kein Schlüssel eingegeben",
    no_key_allowed: "kein Schlüssel ist für den Algorithmus des Tokens",
    not_computed: "hier kann nichts diese Signatur mit diesem Schlüssel prüfen",
    absent: "der Claim fehlt, und nichts verlangt ihn",
    nothing_expected: "es wird kein Wert erwartet",
    expiry_ignored: "die Option ignoreExpiry ist true",
    not_verified: "das Schema wird erst geprüft, wenn die Signatur passt",
    audience_ignored: "die Option audience ist false",
  } satisfies Record<SkipReason, string>,
};

/** Why an entry of the set cannot be used: it may be the one that was meant. */
function leftOut(cause: JwtError | undefined): string {
  if (cause === undefined) return "";
  return `; ein Eintrag im JWKS ist nicht verwendbar: ${afterColon(core.errors[cause.code]?.(cause) ?? cause.message)}`;
}
