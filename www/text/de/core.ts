import type { CheckName, JwtError, JwtErrorCode } from "jwt-wasm";
import type { CoreWords } from "../core";
import { keyReason } from "./key-reasons";

const WHOLE = "das Token";

const PARTS: Readonly<Record<string, string>> = {
  token: WHOLE,
  header: "der Header",
  payload: "der Payload",
  signature: "die Signatur",
};

const MALFORMATIONS: Readonly<Record<string, string>> = {
  segments: "es sind nicht drei Teile, verbunden durch zwei Punkte",
  base64url: "er ist kein kanonisches base64url ohne Auffüllung",
  utf8: "er ist kein UTF-8",
  json: "er ist kein striktes JSON",
  duplicate_name: "in einem Objekt steht derselbe Name zweimal",
  not_object: "er ist kein JSON-Objekt",
  depth: "er ist tiefer als 32 Ebenen verschachtelt",
  detached: "er steht im Token und wird daneben noch einmal gegeben",
  unencoded: "er ist nicht kodiert und hat ein Zeichen, das in keinem kompakten Token stehen kann",
};

/** What the core says instead, with what to do. */
const SPELLINGS: Readonly<Record<string, string>> = {
  "it is padded with =, which a token's base64url is not; allowPadding takes what is padded":
    "er ist mit = aufgefüllt, was base64url in Tokens nicht ist; allowPadding nimmt Aufgefülltes an",
  "it is not canonical base64url with exactly its padding, as allowPadding wants it":
    "er ist kein kanonisches base64url mit genau seiner Auffüllung, wie allowPadding es will",
};

const SURROUNDINGS: Readonly<Record<string, string>> = {
  "a word such as Bearer stands before it; give what follows the white space":
    "ein Wort wie Bearer steht davor; geben Sie, was auf den Leerraum folgt",
  "a name and an equals sign stand before it; give what follows them":
    "ein Name und ein Gleichheitszeichen stehen davor; geben Sie, was darauf folgt",
  "a quotation mark stands before or after it; take it away":
    "ein Anführungszeichen steht davor oder dahinter; nehmen Sie es weg",
  "it is a JSON text; give the compact token, which is one string of it":
    "es ist ein JSON-Text; geben Sie das kompakte Token, das eine Zeichenkette darin ist",
  "it is percent-encoded; decode it first": "es ist prozentkodiert; dekodieren Sie es zuerst",
  "white space or a line break stands before or after it; take it away":
    "Leerraum oder ein Zeilenumbruch steht davor oder dahinter; nehmen Sie ihn weg",
  "white space or a line break stands inside it; take it out":
    "Leerraum oder ein Zeilenumbruch steht darin; nehmen Sie ihn heraus",
  "an invisible or foreign character stands before or after it; take it away":
    "ein unsichtbares oder fremdes Zeichen steht davor oder dahinter; nehmen Sie es weg",
};

const HEADER_RULES: Readonly<Record<string, string>> = {
  crit: "der Header hat crit, und keine Erweiterung wird verstanden",
  b64: "b64 im Header ist nicht true: der Payload muss kodiert sein",
  typ: "typ im Header ist nicht der erwartete Medientyp",
  kid: "kid im Header ist keine Zeichenkette",
};

const KINDS: Readonly<Record<string, string>> = {
  null: "null",
  "a boolean": "ein Wahrheitswert",
  "a number": "eine Zahl",
  "a string": "eine Zeichenkette",
  "an array": "eine Liste",
  "an object": "ein Objekt",
  "a string or an array of strings": "eine Zeichenkette oder eine Liste von Zeichenketten",
  "an array of something else": "eine Liste von etwas anderem",
  "seconds since 1970-01-01T00:00:00Z, not milliseconds":
    "eine Zeit in Sekunden seit 1970-01-01T00:00:00Z, nicht in Millisekunden",
  "a time after the year 9999": "eine Zeit nach dem Jahr 9999",
};

export const core: CoreWords = {
  errors: {
    malformed: ({ message, reason = "", part = "token" }) => {
      const said = message.replace(/^the \w+ is malformed: /, "");
      if (SURROUNDINGS[said] !== undefined) return `${WHOLE} ist fehlerhaft: ${SURROUNDINGS[said]}`;
      const why = SPELLINGS[said] ?? MALFORMATIONS[reason] ?? reason;
      return `${PARTS[part] ?? WHOLE} ist fehlerhaft: ${part === "signature" ? why.replace(/^er /, "sie ") : why}`;
    },
    too_large: ({ actual, expected }) =>
      `das Token hat ${shown(actual)} Zeichen, höchstens ${shown(expected)} werden angesehen`,
    encrypted: () => "das Token ist verschlüsselt (ein JWE aus fünf Teilen), nicht signiert",
    algorithm_not_allowed: ({ actual, expected }) =>
      `alg im Header ${actual === undefined ? "fehlt" : `ist ${shown(actual)}`}; Schlüssel und Optionen erlauben ${names(expected)}`,
    header_rejected: ({ reason = "", expected, actual }) =>
      (HEADER_RULES[reason] ?? reason) +
      (expected === undefined ? "" : `; erwartet ist ${shown(expected)}`) +
      (actual === undefined ? "" : `, es ist ${shown(actual)}`),
    key_invalid: ({ message }) => {
      const why = message.replace(/^the key cannot be used: /, "");
      return `der Schlüssel ist nicht zu gebrauchen: ${keyReason(why)}`;
    },
    key_too_weak: ({ message, actual, expected }) =>
      message.startsWith("the RSA")
        ? `der RSA-Schlüssel hat ${shown(actual)} Bits, mindestens ${shown(expected)} sind nötig (RFC 7518 §3.3)`
        : `das Geheimnis hat ${shown(actual)} Bytes, mindestens ${shown(expected)} sind nötig (RFC 7518 §3.2)`,
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
      `der Claim ${claim} muss ${kind(expected)} sein, er ist ${kind(actual)}`,
    claim_mismatch: ({ claim, expected, actual }) =>
      `der Claim ${claim} ist ${shown(actual)}, ` +
      (expected === undefined
        ? "und kein Wert ist als erwartet angegeben"
        : `erwartet ist ${shown(expected)}`),
    too_old: ({ actual, expected }) =>
      `das Token ist zu alt: iat ist ${shown(actual)}, frühestens ${shown(expected)} ist erlaubt`,
    revoked: () => "das Token wurde widerrufen",
    revocation_unavailable: () => "ob das Token widerrufen wurde, war nicht zu erfahren",
    jwks_unavailable: () => "der Schlüsselsatz war nicht zu bekommen",
    options_invalid: ({ message }) => `eine Option ist falsch: „${message}“`,
    sync_unavailable: () => "das geht hier nicht, oder nur asynchron",
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
  } satisfies Record<CheckName, string>,
  skipped: {
    "the token could not be split": "das Token ließ sich nicht zerlegen",
    "the header was refused": "der Header wurde abgelehnt",
    "no typ is expected": "kein typ wird erwartet",
    "no key was given": "kein Schlüssel ist eingegeben",
    "no key may be used with the token's algorithm":
      "kein Schlüssel darf mit dem Algorithmus des Tokens verwendet werden",
    "nothing here computes this signature with this key":
      "nichts hier kann diese Signatur mit diesem Schlüssel berechnen",
    "the payload is empty, or it is not in the token": "der Payload ist leer, oder er steht nicht im Token",
    "a segment could not be decoded": "ein Teil ließ sich nicht dekodieren",
    "the payload could not be read": "der Payload ließ sich nicht lesen",
    "there is no exp, and none is required": "es gibt kein exp, und keines wird verlangt",
    "there is no nbf": "es gibt kein nbf",
    "the caller said ignoreExpiry: true": "der Aufrufer hat ignoreExpiry: true gesagt",
    "the caller said audience: false": "der Aufrufer hat audience: false gesagt",
    "there is no iat, and no maximum age is set": "es gibt kein iat, und kein Höchstalter ist gesetzt",
    "there is no aud, and none is expected": "es gibt kein aud, und keines wird erwartet",
    "no claim is required by name": "kein Claim wird mit Namen verlangt",
    "no claim's value is demanded": "von keinem Claim wird ein Wert verlangt",
    "the claim is not there, and no value is expected": "der Claim ist nicht da, und kein Wert wird erwartet",
    "no value is expected": "kein Wert wird erwartet",
  },
};

/** Why an entry of the set is left out, which may have been meant. */
function leftOut(cause: JwtError | undefined): string {
  if (cause === undefined) return "";
  return `; ein Eintrag des Satzes ist ausgelassen: ${core.errors[cause.code]?.(cause) ?? cause.message}`;
}

function shown(value: unknown): string {
  return typeof value === "number" ? String(value) : JSON.stringify(value);
}

function names(value: unknown): string {
  return Array.isArray(value) ? value.join(", ") : shown(value);
}

function kind(value: unknown): string {
  return KINDS[String(value)] ?? `„${String(value)}“`;
}
