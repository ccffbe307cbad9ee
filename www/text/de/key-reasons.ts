import type { JwtError, KeyFileKind, KeyReason, PublicLook } from "jwt-wasm";
import { afterColon } from "./sentence";
import { kindOfValue, names, shown } from "./values";

/** Why a key cannot be used: follows „der Schlüssel kann nicht verwendet werden: “. */
export function keyReason(error: JwtError): string {
  return REASONS[error.reason as KeyReason]?.(error) ?? `„${error.message}“`;
}

type Words = (error: JwtError) => string;

const always = (words: string) => () => words;

const REASONS: Readonly<Record<KeyReason, Words>> = {
  no_key: always("es ist kein Schlüssel eingegeben"),
  key_set: always("das ist ein JWKS; hier wird ein einzelner Schlüssel gebraucht"),
  private_key: ({ part, actual }) => `${half(part, actual, "er ist privat")}; ${NEEDED.public}`,
  public_key: ({ part, actual }) => `${half(part, actual, "er ist öffentlich")}; ${NEEDED.private}`,
  shared_secret: always("er ist ein Secret; hier wird ein öffentlicher Schlüssel gebraucht"),
  secret_in_set: always("er ist ein Secret, und Secrets in einem JWKS müssen ausdrücklich erlaubt sein"),
  wrong_kind: ({ actual, expected }) =>
    `er ist ${kindOfKey(actual)}, gebraucht wird ${[expected].flat().map(kindOfKey).join(" oder ")}`,
  key_ops: ({ expected }) => `seine key_ops enthalten ${expected} nicht`,
  no_algorithm: always("er nennt keinen Algorithmus; wählen Sie einen aus"),
  several_algorithms: always("ein Schlüssel zum Signieren darf nur für einen einzigen Algorithmus sein"),
  no_enc: always("es ist kein enc angegeben, für das er ist"),
  several_enc: always("es sind mehrere enc angegeben, aber er ist nur für eines"),
  other_algorithm: ({ actual, expected }) => `alg des JWK ist ${actual}, verlangt wird ${names(expected)}`,
  alg_not_for_kty: ({ actual }) => `alg des JWK ist ${actual}, und das passt nicht zu seinem kty`,
  secret_empty: always("das Secret ist leer"),
  public_secret: ({ actual }) =>
    `das Secret ist in Wirklichkeit ${LOOKS[actual as PublicLook] ?? shown(actual)}`,
  jwk_malformed: ({ actual }) => `der JWK ist kein striktes JSON-Objekt: ${afterColon(form(actual, "er"))}`,
  key_set_malformed: ({ actual }) =>
    `das JWKS ist kein striktes JSON-Objekt: ${afterColon(form(actual, "es"))}`,
  not_a_key_set: ({ actual }) =>
    actual === undefined
      ? "das JWKS hat kein keys"
      : `keys im JWKS muss eine Liste sein, ist aber ${kindOfValue(actual)}`,
  too_many_keys: ({ actual, expected }) =>
    `das JWKS hat ${shown(actual)} Schlüssel, erlaubt sind höchstens ${shown(expected)}`,
  entry_type: ({ actual }) => `er ist ${kindOfValue(actual)} und kein Objekt`,
  entry_unreadable: always("er lässt sich nicht als JSON schreiben"),
  member_missing: ({ part, actual }) =>
    actual === undefined ? `dem JWK fehlt ${part}` : `der JWK hat ${shown(actual)}, und ihm fehlt ${part}`,
  certificate_only: ({ part }) =>
    `dem JWK fehlt ${part}, und sein x5c wird nicht gelesen: Geben Sie das Zertifikat als PEM ein`,
  member_type: ({ part, actual }) =>
    actual === undefined
      ? `${part} des JWK ist keine Liste verschiedener Strings`
      : `${part} des JWK muss ein String sein, ist aber ${kindOfValue(actual)}`,
  member_value: ({ part, actual, expected }) =>
    expected === undefined
      ? `${part} des JWK ist ${shown(actual)}, und das ist kein Signaturalgorithmus`
      : `${part} des JWK ist ${shown(actual)}, erwartet wird ${names(expected)}`,
  member_padded: ({ part }) =>
    `${part} des JWK ist kein kanonisches base64url: Es endet mit =; entfernen Sie das Padding`,
  member_base64url: ({ part }) => `${part} des JWK ist kein kanonisches base64url`,
  wrong_length: ({ part, actual, expected }) =>
    `${LENGTHS[part ?? ""] ?? part} hat ${shown(actual)} Bytes, nötig sind ${shown(expected)}`,
  number_empty: ({ part }) => `${part} des RSA-Schlüssels ist leer`,
  number_leading_zero: ({ part }) => `${part} des RSA-Schlüssels ist 0 oder beginnt mit einem Nullbyte`,
  modulus_even: always("der Modulus des RSA-Schlüssels ist gerade"),
  modulus_too_long: ({ actual, expected }) =>
    `der Modulus des RSA-Schlüssels hat ${shown(actual)} Bit, erlaubt sind höchstens ${shown(expected)}`,
  exponent_even: ({ actual }) => `der Exponent des RSA-Schlüssels ist gerade: Er ist ${shown(actual)}`,
  exponent_too_small: ({ actual }) =>
    `der Exponent des RSA-Schlüssels ist ${shown(actual)}, nötig ist mindestens 3`,
  exponent_too_large: always("der Exponent des RSA-Schlüssels ist größer als 2^32 - 1"),
  multi_prime: always("er ist ein RSA-Schlüssel mit mehr als zwei Primzahlen"),
  rsa_unsound: always("Modulus und Exponent des RSA-Schlüssels bilden keinen Schlüssel"),
  point_form: always(
    "der Punkt ist komprimiert; openssl ec -conv_form uncompressed schreibt ihn unkomprimiert",
  ),
  off_curve: always("der Punkt liegt nicht auf seiner Kurve"),
  small_order: always(
    "der Punkt hat kleine Ordnung oder ist nicht kanonisch: Eine Signatur könnte dann zu jeder Nachricht passen",
  ),
  private_number: always("die Zahl des privaten Schlüssels liegt nicht zwischen 1 und n - 1"),
  public_half_differs: always("der private und der öffentliche Schlüssel gehören nicht zusammen"),
  public_half_missing: always("der öffentliche Teil des privaten Schlüssels fehlt"),

  convertible_file: ({ actual, expected }) => `das ist ${file(actual)}; wandeln Sie sie so um: ${expected}`,
  useless_file: ({ actual }) => `das ist ${file(actual)}; die kann jwt-wasm nicht lesen`,
  private_beside: always(
    "in der Datei steht ein privater Schlüssel; geben Sie nur den öffentlichen Schlüssel oder das Zertifikat ein",
  ),
  several_keys: always("der PEM-Text enthält mehrere Schlüssel; geben Sie nur einen ein"),
  not_a_key_file: always(
    "das ist weder PEM (mit einer Zeile -----BEGIN …-----) noch DER; geben Sie den Inhalt der Datei ein, nicht ihren Namen",
  ),
  json_file: always("das ist JSON; wählen Sie JWK für einen Schlüssel oder JWKS für mehrere"),
  pem_in_base64: always("das ist PEM-Text in base64; dekodieren Sie ihn so: base64 -d FILE > key.pem"),
  pem_lines_missing: ({ expected }) =>
    `das ist base64 ohne die Zeilen -----BEGIN ${expected}----- und -----END ${expected}-----; ergänzen Sie sie`,
  pem_cut_short: always(
    "der PEM-Text ist abgeschnitten: Die Zeile mit -----END fehlt oder ist unvollständig",
  ),
  pem_begin_damaged: always("die Zeile mit -----BEGIN ist beschädigt oder nennt einen unbekannten Inhalt"),
  pem_end_differs: always("-----BEGIN und -----END des PEM-Textes passen nicht zueinander"),
  pem_empty: always("zwischen -----BEGIN und -----END steht nichts"),
  pem_headers: always("der PEM-Text hat Kopfzeilen in einem veralteten Format; entfernen Sie sie"),
  pem_base64: always("der PEM-Text ist beschädigt: Sein Inhalt ist kein base64"),
  pem_escaped: always(
    'im PEM-Text stehen die zwei Zeichen \\n anstelle der Zeilenumbrüche; in JavaScript behebt das text.replace(/\\\\+[nr]/g, "\\n")',
  ),
  pem_label: ({ actual, expected }) =>
    `der PEM-Text nennt sich ${shown(actual)}, sein Inhalt ist ${shown(expected)}`,
  not_der: always("das ist kein DER eines Schlüssels, das mit dem Byte 0x30 beginnt"),
  der_cut_short: always("das DER ist abgeschnitten oder enthält eine falsche Länge"),
  der_trailing: always("nach dem Ende des DER oder eines seiner Teile kommt noch etwas"),
  der_malformed: always("das ist kein striktes DER dieser Art von Schlüssel"),
  unknown_version: always("das ist weder PKCS#8 noch PKCS#1 noch SEC 1 in einer bekannten Version"),
  wrong_parameters: always("die Parameter seines Algorithmus fehlen oder sind falsch"),
  pss_only: always("er ist nur für RSASSA-PSS; nehmen Sie einen gewöhnlichen RSA-Schlüssel"),
  explicit_curve: always(
    "seine Kurve ist ausgeschrieben statt benannt; openssl ec -param_enc named_curve schreibt sie um",
  ),
  curve_missing: always("der EC-Schlüssel sagt nicht, auf welcher Kurve er liegt"),
  two_curves: ({ actual, expected }) =>
    `der EC-Schlüssel nennt zwei Kurven, ${shown(expected)} und ${shown(actual)}`,
  expanded_key: always(
    "der expandierte ML-DSA-Schlüssel ist beschädigt oder gehört nicht zum Seed daneben; exportieren Sie ihn noch einmal",
  ),
  seed_missing: always(
    "ein JWK enthält den Seed eines ML-DSA-Schlüssels, die Datei aber nur den expandierten Schlüssel; exportieren Sie den Schlüssel mit Seed",
  ),

  not_a_key: always("daraus lässt sich kein Schlüssel machen"),
  not_json: always("das lässt sich nicht als JSON schreiben oder ist tiefer als 32 Ebenen verschachtelt"),
  bytes_gone: always("seine Bytes sind nicht mehr da"),
  lone_surrogate: always("im Text steht ein halbes Zeichen, das sich nicht als UTF-8 kodieren lässt"),
  freed: always("er wurde freigegeben"),
  engine_refused: always("die Krypto-Bibliothek lehnt ihn ab"),
  signer_failed: always("der Dienst, bei dem er liegt, hat nicht signiert"),
  signer_timeout: always("der Dienst, bei dem er liegt, hat nicht rechtzeitig geantwortet"),
};

const NEEDED = {
  public: "hier wird ein öffentlicher Schlüssel gebraucht",
  private: "hier wird ein privater Schlüssel gebraucht",
};

/** If a member or the kind of file shows which half it is, name that. */
function half(part: string | undefined, actual: unknown, otherwise: string): string {
  if (part !== undefined) return `der JWK hat das private Element ${part}`;
  return actual === undefined ? otherwise : `das ist ${file(actual)}`;
}

const KEYS: Readonly<Record<string, string>> = {
  secret: "ein Secret",
  RSA: "ein RSA-Schlüssel",
  "P-256": "ein Schlüssel auf P-256",
  "P-384": "ein Schlüssel auf P-384",
  "P-521": "ein Schlüssel auf P-521",
  secp256k1: "ein Schlüssel auf secp256k1",
  Ed25519: "ein Ed25519-Schlüssel",
  Ed448: "ein Ed448-Schlüssel",
  X25519: "ein X25519-Schlüssel",
};

function kindOfKey(name: unknown): string {
  return KEYS[String(name)] ?? `ein Schlüssel der Art ${String(name)}`;
}

const LENGTHS: Readonly<Record<string, string>> = {
  x: "x des Schlüssels",
  y: "y des Schlüssels",
  d: "d des Schlüssels",
  pub: "pub des Schlüssels",
  priv: "priv des Schlüssels",
  "expanded key": "der expandierte Schlüssel",
  point: "der Punkt",
};

const LOOKS: Readonly<Record<PublicLook, string>> = {
  der: "ein Schlüssel oder ein Zertifikat (DER, oder base64 davon); wählen Sie dafür PEM",
  pem: "eine PEM-Datei; wählen Sie dafür PEM",
  jwk: "ein JWK oder ein JWKS; wählen Sie dafür JWK oder JWKS",
  ssh: "ein SSH-Schlüssel; nehmen Sie zufällige Bytes",
  token: "ein Token oder ein JWK in base64; nehmen Sie zufällige Bytes",
  text: "ein Schlüssel, der als Text ausgeschrieben ist; nehmen Sie zufällige Bytes",
};

/** Each is a noun phrase in the nominative. */
const FILES: Readonly<Record<KeyFileKind, string>> = {
  encrypted_key: "die Datei eines verschlüsselten privaten Schlüssels",
  pkcs12: "eine PKCS#12-Datei",
  pkcs7: "eine PKCS#7-Datei",
  certificate_request: "die Datei einer Zertifikatsanforderung",
  revocation_list: "eine Sperrliste von Zertifikaten",
  trusted_certificate: "die Datei eines Zertifikats mit Vertrauensangaben",
  utf16: "eine Datei in UTF-16",
  openssh_key: "die Datei eines privaten Schlüssels von OpenSSH",
  encrypted_openssh_key: "die Datei eines verschlüsselten privaten Schlüssels von OpenSSH",
  ssh_public_key: "die Datei eines öffentlichen SSH-Schlüssels",
  ssh_token_key: "die Datei eines SSH-Schlüssels auf einem Sicherheitstoken",
  putty_key: "die Datei eines privaten Schlüssels von PuTTY",
  dsa_key: "die Datei eines DSA-Schlüssels",
  openpgp: "eine OpenPGP-Datei",
  parameters: "eine Datei mit Parametern ohne Schlüssel",
};

function file(kind: unknown): string {
  return FILES[kind as KeyFileKind] ?? `eine Datei der Art ${String(kind)}`;
}

const FORMS: Readonly<Record<string, (pronoun: string) => string>> = {
  utf8: (pronoun) => `${pronoun} ist nicht UTF-8`,
  json: (pronoun) => `${pronoun} ist kein striktes JSON`,
  duplicate_name: () => "in einem Objekt steht derselbe Name zweimal",
  not_object: (pronoun) => `${pronoun} ist kein JSON-Objekt`,
  depth: (pronoun) => `${pronoun} ist tiefer als 32 Ebenen verschachtelt`,
};

function form(name: unknown, pronoun: string): string {
  return FORMS[String(name)]?.(pronoun) ?? shown(name);
}
