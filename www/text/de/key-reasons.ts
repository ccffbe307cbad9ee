import type { JwtError, KeyFileKind, KeyReason, PublicLook } from "jwt-wasm";
import { kindOfValue, names, shown } from "./values";

/** Why a key cannot be used, to follow „der Schlüssel ist nicht zu gebrauchen: “. */
export function keyReason(error: JwtError): string {
  return REASONS[error.reason as KeyReason]?.(error) ?? `„${error.message}“`;
}

type Words = (error: JwtError) => string;

const always = (words: string) => () => words;

const REASONS: Readonly<Record<KeyReason, Words>> = {
  no_key: always("kein Schlüssel ist eingegeben"),
  key_set: always("es ist ein Schlüsselsatz; hier braucht es einen Schlüssel"),
  private_key: ({ part, actual }) => `${half(part, actual, "er ist ein privater")}; ${NEEDED.public}`,
  public_key: ({ part, actual }) => `${half(part, actual, "er ist ein öffentlicher")}; ${NEEDED.private}`,
  shared_secret: always("er ist ein Geheimnis; hier braucht es einen öffentlichen Schlüssel"),
  secret_in_set: always("er ist ein Geheimnis, und Geheimnisse in einem Satz gelten nur, wo das erlaubt ist"),
  wrong_kind: ({ actual, expected }) => `er ist ${kindOfKey(actual)}, gebraucht wird ${kindOfKey(expected)}`,
  key_ops: ({ expected }) => `seine key_ops enthalten ${expected} nicht`,
  no_algorithm: always("er nennt keinen Algorithmus, und keiner ist für ihn gewählt"),
  several_algorithms: always("ein Schlüssel, der signiert, ist für einen einzigen Algorithmus"),
  other_algorithm: ({ actual, expected }) => `alg des JWK ist ${actual}, verlangt ist ${names(expected)}`,
  alg_not_for_kty: ({ actual }) => `alg des JWK ist ${actual}, und das passt nicht zu seinem kty`,
  secret_empty: always("das Geheimnis ist leer"),
  public_secret: ({ actual }) =>
    `das Geheimnis ist in Wahrheit ${LOOKS[actual as PublicLook] ?? shown(actual)}`,
  jwk_malformed: ({ actual }) => `der JWK ist kein striktes JSON-Objekt: ${form(actual)}`,
  key_set_malformed: ({ actual }) => `der Schlüsselsatz ist kein striktes JSON-Objekt: ${form(actual)}`,
  not_a_key_set: ({ actual }) =>
    actual === undefined
      ? "der Schlüsselsatz hat kein keys"
      : `keys des Schlüsselsatzes muss eine Liste sein, es ist ${kindOfValue(actual)}`,
  too_many_keys: ({ actual, expected }) =>
    `der Schlüsselsatz hat ${shown(actual)} Schlüssel, mehr als ${shown(expected)} werden nicht genommen`,
  entry_type: ({ actual }) => `er ist ${kindOfValue(actual)} und kein Objekt`,
  entry_unreadable: always("er lässt sich nicht als JSON schreiben"),
  member_missing: ({ part, actual }) =>
    actual === undefined ? `dem JWK fehlt ${part}` : `der JWK hat ${shown(actual)}, und ihm fehlt ${part}`,
  certificate_only: ({ part }) =>
    `dem JWK fehlt ${part}, und sein x5c wird nicht gelesen: geben Sie das Zertifikat als PEM ein`,
  member_type: ({ part, actual }) =>
    actual === undefined
      ? `${part} des JWK ist keine Liste verschiedener Zeichenketten`
      : `${part} des JWK muss eine Zeichenkette sein, es ist ${kindOfValue(actual)}`,
  member_value: ({ part, actual, expected }) =>
    expected === undefined
      ? `${part} des JWK ist ${shown(actual)}, und das ist kein Algorithmus für Signaturen`
      : `${part} des JWK ist ${shown(actual)}, erwartet ist ${names(expected)}`,
  member_padded: ({ part }) => `${part} des JWK ist kein kanonisches base64url: es ist mit = aufgefüllt`,
  member_base64url: ({ part }) => `${part} des JWK ist kein kanonisches base64url`,
  wrong_length: ({ part, actual, expected }) =>
    `${LENGTHS[part ?? ""] ?? part} hat ${shown(actual)} Bytes, nötig sind ${shown(expected)}`,
  number_empty: ({ part }) => `${part} des RSA-Schlüssels ist leer`,
  number_leading_zero: ({ part }) => `${part} des RSA-Schlüssels ist 0 oder beginnt mit einem Nullbyte`,
  modulus_even: always("der Modulus des RSA-Schlüssels ist gerade"),
  modulus_too_long: ({ actual, expected }) =>
    `der Modulus des RSA-Schlüssels hat ${shown(actual)} Bits, mehr als ${shown(expected)} werden nicht genommen`,
  exponent_even: ({ actual }) => `der Exponent des RSA-Schlüssels ist gerade: er ist ${shown(actual)}`,
  exponent_too_small: ({ actual }) =>
    `der Exponent des RSA-Schlüssels ist ${shown(actual)}, nötig ist mindestens 3`,
  exponent_too_large: always("der Exponent des RSA-Schlüssels ist größer als 2^32 - 1"),
  multi_prime: always("er ist ein RSA-Schlüssel mit mehr als zwei Primzahlen"),
  rsa_unsound: always("Modulus und Exponent des RSA-Schlüssels bilden keinen Schlüssel"),
  point_form: always(
    "der Punkt ist nicht in unkomprimierter Form, wie openssl ec -conv_form uncompressed sie schreibt",
  ),
  off_curve: always("der Punkt liegt nicht auf seiner Kurve"),
  small_order: always(
    "der Ed25519-Punkt ist von kleiner Ordnung oder nicht kanonisch: eine Signatur würde zu jeder Nachricht passen",
  ),
  private_number: always("die Zahl des privaten Schlüssels liegt nicht in 1 bis n - 1"),
  public_half_differs: always("der private Schlüssel und der öffentliche daneben gehören nicht zusammen"),
  public_half_missing: always("die öffentliche Hälfte des privaten Schlüssels fehlt"),

  convertible_file: ({ actual, expected }) => `das ist ${file(actual)}; so wird sie umgewandelt: ${expected}`,
  useless_file: ({ actual }) => `das ist ${file(actual)}, die hier nicht gelesen wird`,
  private_beside: always(
    "in der Datei steht ein privater Schlüssel; geben Sie den öffentlichen oder das Zertifikat allein",
  ),
  several_keys: always("der PEM-Text hat mehr als einen Schlüssel, und welcher gemeint ist, ist unklar"),
  not_a_key_file: always(
    "das ist weder PEM-Text, der eine Zeile -----BEGIN …----- hat, noch DER; es braucht den Inhalt der Datei, nicht ihren Namen",
  ),
  json_file: always("das ist JSON; wählen Sie JWK für einen Schlüssel und JWKS für einen Schlüsselsatz"),
  pem_in_base64: always("das ist PEM-Text in base64; so wird er gelesen: base64 -d FILE > key.pem"),
  pem_lines_missing: ({ expected }) =>
    `das ist base64 ohne die Zeilen -----BEGIN ${expected}----- und -----END ${expected}-----`,
  pem_cut_short: always("der PEM-Text ist abgeschnitten: die Zeile mit -----END fehlt oder ist nicht ganz"),
  pem_begin_damaged: always("die Zeile mit -----BEGIN ist beschädigt, oder was sie nennt, ist unbekannt"),
  pem_end_differs: always("-----BEGIN und -----END des PEM-Textes passen nicht zueinander"),
  pem_empty: always("zwischen -----BEGIN und -----END steht nichts"),
  pem_headers: always("der PEM-Text hat Kopfzeilen, die heute kein Schlüssel mehr hat"),
  pem_base64: always("der PEM-Text ist beschädigt: was darin steht, ist nicht base64"),
  pem_escaped: always(
    'im PEM-Text stehen die zwei Zeichen \\n, wo Zeilen enden sollen; in JavaScript behebt das text.replace(/\\\\+[nr]/g, "\\n")',
  ),
  pem_label: ({ actual, expected }) =>
    `der PEM-Text nennt sich ${shown(actual)}, sein Inhalt ist ${shown(expected)}`,
  not_der: always("das ist kein DER eines Schlüssels, das mit dem Byte 0x30 beginnt"),
  der_cut_short: always("das DER ist abgeschnitten, oder es steht eine falsche Länge darin"),
  der_trailing: always("nach dem Ende des DER oder eines seiner Teile steht noch etwas"),
  der_malformed: always("das ist kein striktes DER dieser Art von Schlüssel"),
  unknown_version: always("das ist weder PKCS#8 noch PKCS#1 noch SEC 1 in einer bekannten Version"),
  wrong_parameters: always("die Parameter seines Algorithmus fehlen oder sind von anderer Art"),
  pss_only: always("er ist nur für RSASSA-PSS; nehmen Sie einen gewöhnlichen RSA-Schlüssel"),
  explicit_curve: always(
    "seine Kurve ist ausgeschrieben; es braucht eine benannte, wie openssl ec -param_enc named_curve sie schreibt",
  ),
  curve_missing: always("der EC-Schlüssel sagt nicht, auf welcher Kurve er liegt"),
  two_curves: ({ actual, expected }) =>
    `der EC-Schlüssel nennt zwei Kurven, ${shown(expected)} und ${shown(actual)}`,

  not_a_key: always("das ist nichts, woraus ein Schlüssel gemacht wird"),
  not_json: always("das lässt sich nicht als JSON schreiben, oder es ist tiefer als 32 Ebenen verschachtelt"),
  bytes_gone: always("seine Bytes sind fort"),
  lone_surrogate: always("im Text steht ein halbes Zeichen, das UTF-8 nicht schreiben kann"),
  freed: always("er wurde freigegeben"),
  engine_refused: always("was hier rechnet, lehnt ihn ab"),
};

const NEEDED = {
  public: "hier braucht es einen öffentlichen Schlüssel",
  private: "hier braucht es einen privaten Schlüssel",
};

/** Of a member that only the one half has, or of a file that has only the one half, there is more to say. */
function half(part: string | undefined, actual: unknown, otherwise: string): string {
  if (part !== undefined) return `der JWK hat das private Element ${part}`;
  return actual === undefined ? otherwise : `das ist ${file(actual)}`;
}

const KEYS: Readonly<Record<string, string>> = {
  secret: "ein Geheimnis",
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
  point: "der Punkt",
};

const LOOKS: Readonly<Record<PublicLook, string>> = {
  der: "ein Schlüssel oder ein Zertifikat (DER, oder base64 davon); wählen Sie dafür PEM",
  pem: "eine PEM-Datei; wählen Sie dafür PEM",
  jwk: "ein JWK oder ein Schlüsselsatz; wählen Sie dafür JWK oder JWKS",
  ssh: "ein SSH-Schlüssel",
  token: "ein Token oder ein JWK in base64",
  text: "ein Schlüssel, der als Text ausgeschrieben ist",
};

/** As sentences about a file, which is feminine. */
const FILES: Readonly<Record<KeyFileKind, string>> = {
  encrypted_key: "die Datei eines verschlüsselten privaten Schlüssels",
  pkcs12: "eine PKCS#12-Datei",
  pkcs7: "eine PKCS#7-Datei",
  certificate_request: "die Datei einer Zertifikatsanforderung",
  revocation_list: "eine Sperrliste von Zertifikaten",
  trusted_certificate: "die Datei eines Zertifikats mit Angaben zum Vertrauen",
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

const FORMS: Readonly<Record<string, string>> = {
  utf8: "er ist nicht UTF-8",
  json: "er ist kein striktes JSON",
  duplicate_name: "in einem Objekt steht derselbe Name zweimal",
  not_object: "er ist kein JSON-Objekt",
  depth: "er ist tiefer als 32 Ebenen verschachtelt",
};

function form(name: unknown): string {
  return FORMS[String(name)] ?? shown(name);
}
