/** Why the core cannot use a key, by its own words: there is no code for so fine a difference. */
export const keyReasons: Readonly<Record<string, string>> = {
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
  "the PEM text has more than one block, and which key is meant is unclear":
    "der PEM-Text hat mehr als einen Block, und welcher Schlüssel gemeint ist, ist unklar",
  "there is something after the -----END of the PEM text": "nach -----END des PEM-Textes steht noch etwas",
  "the private key is encrypted; decrypt it first":
    "der private Schlüssel ist verschlüsselt; entschlüsseln Sie ihn zuerst",
  "it is a private key; verify with the public one": "er ist ein privater; geprüft wird mit dem öffentlichen",
  "it is a private key; a public one is needed here": "er ist ein privater; hier braucht es den öffentlichen",
  "it is a public key; sign with the private one": "er ist ein öffentlicher; signiert wird mit dem privaten",
  "it is a public key or a certificate; a private key is needed here":
    "er ist ein öffentlicher oder ein Zertifikat; hier braucht es den privaten",
  "it is a set of keys; one key is needed here": "es ist ein Schlüsselsatz; hier braucht es einen Schlüssel",
  "its key_ops do not include verify": "seine key_ops enthalten verify nicht",
  "its key_ops do not include sign": "seine key_ops enthalten sign nicht",
  "the JWK has no alg, and none was given with it": "der JWK hat kein alg, und keines ist gewählt",
  "its curve is spelled out; a named one is needed":
    "seine Kurve ist ausgeschrieben; es braucht eine benannte",
  "it is a key for RSASSA-PSS alone; use a plain RSA key":
    "er ist nur für RSASSA-PSS; nehmen Sie einen gewöhnlichen RSA-Schlüssel",
};
