/** Why the core cannot use a key, by its own words: there is no code for so fine a difference. */
export function keyReason(why: string): string {
  const [, found = "", end = "", command = ""] =
    /^it is (an? [^;,]+)(; convert it: (.*)|[;,] .*)$/.exec(why) ?? [];
  const kind = KINDS_OF_FILE[found];
  const ending = command === "" ? ENDS[end] : `; so wird sie umgewandelt: ${command}`;
  if (kind !== undefined && ending !== undefined) return `das ist ${kind}${ending}`;
  const [, label] = /^it is base64 without its lines -----BEGIN ([A-Z ]+)-----/.exec(why) ?? [];
  if (label !== undefined) {
    return `das ist base64 ohne die Zeilen -----BEGIN ${label}----- und -----END ${label}-----`;
  }
  return REASONS[why] ?? `„${why}“`;
}

/** As sentences about a file, which is feminine. */
const KINDS_OF_FILE: Readonly<Record<string, string>> = {
  "an encrypted private key": "die Datei eines verschlüsselten privaten Schlüssels",
  "a PKCS#12 file": "eine PKCS#12-Datei",
  "a PKCS#7 file": "eine PKCS#7-Datei",
  "a certificate request": "die Datei einer Zertifikatsanforderung",
  "a list of revoked certificates": "eine Sperrliste von Zertifikaten",
  "an OpenSSH private key": "die Datei eines privaten Schlüssels von OpenSSH",
  "an encrypted OpenSSH private key": "die Datei eines verschlüsselten privaten Schlüssels von OpenSSH",
  "an SSH public key": "die Datei eines öffentlichen SSH-Schlüssels",
  "an SSH key of a security token": "die Datei eines SSH-Schlüssels auf einem Sicherheitstoken",
  "a PuTTY private key": "die Datei eines privaten Schlüssels von PuTTY",
  "a trusted certificate": "die Datei eines Zertifikats mit Angaben zum Vertrauen",
  "a DSA key": "die Datei eines DSA-Schlüssels",
  "an OpenPGP file": "eine OpenPGP-Datei",
  "a file of parameters without a key": "eine Datei mit Parametern ohne Schlüssel",
};

const ENDS: Readonly<Record<string, string>> = {
  "; a private key is needed here": "; hier braucht es einen privaten Schlüssel",
  "; a public key is needed here": "; hier braucht es einen öffentlichen Schlüssel",
  ", which is not read here": ", die hier nicht gelesen wird",
};

const REASONS: Readonly<Record<string, string>> = {
  "the secret is empty": "das Geheimnis ist leer",
  "the key set has no keys": "der Schlüsselsatz ist leer",
  "the key set has more than 1000 keys": "der Schlüsselsatz hat mehr als 1000 Schlüssel",
  "a private key stands in a set of public ones": "ein privater steht in einem Satz von öffentlichen",
  "it is a shared secret, and secrets in a set are taken only where they are allowed":
    "er ist ein Geheimnis, und Geheimnisse in einem Satz gelten nur, wo das erlaubt ist",
  "the JWK's key_ops is not a list of unique strings":
    "key_ops des JWK ist keine Liste verschiedener Zeichenketten",
  ...Object.fromEntries(
    [
      ["lacks", "n"],
      ["lacks", "e"],
      ["lacks", "x"],
      ["lacks", "y"],
      ["has no", "crv"],
      ["has no", "kty"],
    ].map(([lacks, name]) => [
      `the JWK ${lacks} ${name}, and its x5c is not read: give that certificate to publicKey`,
      `dem JWK fehlt ${name}, und sein x5c wird nicht gelesen: geben Sie das Zertifikat als PEM ein`,
    ]),
  ),
  "the point is not on its curve": "der Punkt liegt nicht auf seiner Kurve",
  "the RSA numbers are no key": "die RSA-Zahlen bilden keinen Schlüssel",
  "the RSA modulus is even": "der RSA-Modulus ist gerade",
  "the PEM text is cut short: it has no whole -----END line":
    "der PEM-Text ist abgeschnitten: die Zeile mit -----END fehlt oder ist nicht ganz",
  "the PEM text has more than one key, and which is meant is unclear":
    "der PEM-Text hat mehr als einen Schlüssel, und welcher gemeint ist, ist unklar",
  "there is a private key in the file; give the public key or certificate alone":
    "in der Datei steht ein privater Schlüssel; geben Sie den öffentlichen oder das Zertifikat allein",
  "the -----BEGIN line of the PEM text is damaged, or its label is of no known kind":
    "die Zeile mit -----BEGIN ist beschädigt, oder was sie nennt, ist unbekannt",
  "the -----BEGIN and -----END of the PEM text do not match":
    "-----BEGIN und -----END des PEM-Textes passen nicht zueinander",
  "there is nothing between the -----BEGIN and -----END of the PEM text":
    "zwischen -----BEGIN und -----END steht nichts",
  "the PEM text has headers, which no key of today has":
    "der PEM-Text hat Kopfzeilen, die heute kein Schlüssel mehr hat",
  "the PEM text is damaged: what it holds is not base64":
    "der PEM-Text ist beschädigt: was darin steht, ist nicht base64",
  'the PEM text has the two letters \\n where its lines should end; text.replace(/\\\\+[nr]/g, "\\n") puts that right':
    'im PEM-Text stehen die zwei Zeichen \\n, wo Zeilen enden sollen; in JavaScript behebt das text.replace(/\\\\+[nr]/g, "\\n")',
  "it is PEM text in base64; decode it: base64 -d FILE > key.pem":
    "das ist PEM-Text in base64; so wird er gelesen: base64 -d FILE > key.pem",
  "it is UTF-16 text; convert it: iconv -f UTF-16 -t UTF-8 FILE > key.pem":
    "das ist Text in UTF-16; so wird er umgewandelt: iconv -f UTF-16 -t UTF-8 FILE > key.pem",
  "it is JSON; give a JSON Web Key to jwk(JSON.parse(text)), a set of them to jwks(JSON.parse(text))":
    "das ist JSON; wählen Sie JWK für einen Schlüssel und JWKS für einen Schlüsselsatz",
  "it is neither PEM text, which has a line -----BEGIN …-----, nor DER, which begins with the byte 0x30; the content of a file is needed, not its name":
    "das ist weder PEM-Text, der eine Zeile -----BEGIN …----- hat, noch DER; es braucht den Inhalt der Datei, nicht ihren Namen",
  "the secret is a key or a certificate (DER, or base64 of it); read it by publicKey or privateKey":
    "das Geheimnis ist in Wahrheit ein Schlüssel oder ein Zertifikat (DER, oder base64 davon); wählen Sie dafür PEM",
  "the secret is a PEM file; read it by publicKey or privateKey":
    "das Geheimnis ist in Wahrheit eine PEM-Datei; wählen Sie dafür PEM",
  "the secret is a JWK or a set of them; read it by jwk or jwks":
    "das Geheimnis ist in Wahrheit ein JWK oder ein Schlüsselsatz; wählen Sie dafür JWK oder JWKS",
  "the secret is an SSH key": "das Geheimnis ist in Wahrheit ein SSH-Schlüssel",
  "the secret is a token, or a JWK in base64":
    "das Geheimnis ist in Wahrheit ein Token oder ein JWK in base64",
  "the secret is a key that is written out as text":
    "das Geheimnis ist in Wahrheit ein Schlüssel, der als Text ausgeschrieben ist",
  "it is a private key; verify with the public one": "er ist ein privater; geprüft wird mit dem öffentlichen",
  "it is a private key; a public one is needed here": "er ist ein privater; hier braucht es den öffentlichen",
  "it is a public key; sign with the private one": "er ist ein öffentlicher; signiert wird mit dem privaten",
  "it is a public key or a certificate; a private key is needed here":
    "er ist ein öffentlicher oder ein Zertifikat; hier braucht es den privaten",
  "it is a set of keys; one key is needed here": "es ist ein Schlüsselsatz; hier braucht es einen Schlüssel",
  "its key_ops do not include verify": "seine key_ops enthalten verify nicht",
  "its key_ops do not include sign": "seine key_ops enthalten sign nicht",
  "the JWK has no alg, and none was given with it": "der JWK hat kein alg, und keines ist gewählt",
  "its curve is spelled out; a named one is needed, as openssl ec -param_enc named_curve writes it":
    "seine Kurve ist ausgeschrieben; es braucht eine benannte, wie openssl ec -param_enc named_curve sie schreibt",
  "it is a key for RSASSA-PSS alone; use a plain RSA key":
    "er ist nur für RSASSA-PSS; nehmen Sie einen gewöhnlichen RSA-Schlüssel",
};
