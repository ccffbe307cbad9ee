import type { Text } from "..";

const exporting: Text["export"] = {
  title: "Kopieren & teilen",
  forms: "Format",
  names: { token: "Token", header: "Header-Zeile", curl: "curl", code: "Code", link: "Link" },
  copy: {
    token: "Token kopieren",
    header: "Header-Zeile kopieren",
    curl: "Befehl kopieren",
    code: "Code kopieren",
    link: "Link kopieren",
  },
  library: "Geschrieben für",
  libraries: {
    verify: "jwt-wasm: verify",
    decrypt: "jwt-wasm: decrypt",
    createVerifier: "jwt-wasm: createVerifier",
    gate: "jwt-wasm: ein Gate für Anfragen",
    jose: "jose",
    jsonwebtoken: "jsonwebtoken (Drop-in-Ersatz)",
  },
  noSuchKey:
    "jsonwebtoken liest kein JWKS und unterstützt EdDSA, ES256K und ML-DSA nicht. jose unterstützt ES256K und Ed448 nicht.",
  notDecrypted: "Geben Sie den Schlüssel ein, der das Token entschlüsselt. Dann steht hier der Code.",
  noSet: "jose entschlüsselt nicht mit einem JWKS. Geben Sie den einen Schlüssel als JWK ein.",
  onlyDecodes:
    "Ohne Schlüssel dekodiert der Code das Token nur. Geben Sie den Schlüssel ein, dann prüft er es auch.",
  lessStrict: {
    jose: "jose akzeptiert manche Tokens, die diese Seite ablehnt, zum Beispiel solche, in deren JSON ein Name doppelt vorkommt.",
    jsonwebtoken:
      "Das ist der Drop-in-Ersatz aus jwt-wasm, mit den Funktionen und Meldungen von jsonwebtoken.",
  },
  shown: "Text zum Kopieren",
  copied: "Kopiert.",
  cannotBeSent:
    "Dieser Text lässt sich nicht in einem HTTP-Header senden, weil er Leerzeichen, Zeilenumbrüche oder andere Zeichen als ASCII enthält.",
  keyWarning: "In diesem Code steht der Schlüssel, den Sie eingegeben haben.",
  linkWarning:
    "Der Link enthält das Token. Geben Sie ihn nur an Personen weiter, die das Token verwenden dürfen. Der Teil nach # geht an keinen Server, bleibt aber in Chats, Mails und im Browserverlauf.",
};

export const make: Text["make"] = {
  title: "Ändern & signieren",
  fresh: "Neues Token",
  header: "Header",
  payload: "Payload",
  lifetime: "Ab jetzt 1 Stunde gültig",
  times: "Zeit-Claims",
  moves: { now: "jetzt", hour: "+1 Std.", day: "+1 Tag" },
  moveTime: (name, move) => `${name}: ${move}`,
  result: "Signiertes Token",
  noResult: "Hier erscheint das signierte Token.",
  sign: "Signieren",
  signWithNew: (algorithm) => `Mit neuem Schlüssel für ${algorithm} signieren`,
  copy: "Token kopieren",
  use: "Dieses Token verwenden",
  back: "Zurück zum eingefügten Token",
  keyTitle: "Schlüssel zum Signieren",
  sources: {
    page: "der im Schlüsselfeld",
    own: "der hier eingegebene",
    made: "ein neuer, von dieser Seite erzeugt",
    none: "noch keiner",
  },
  otherThanPage:
    "Mit einem Schlüssel, den Sie hier eingeben, wird anstelle des Schlüssels im Schlüsselfeld signiert.",
  newKey: (algorithm) => `Neuen Schlüssel für ${algorithm} erzeugen`,
  makingKey: "Schlüssel wird erzeugt …",
  copyKey: "Schlüssel kopieren",
  keyIsSecret:
    "Mit diesem Schlüssel kann man in Ihrem Namen signieren. Die Seite speichert ihn nicht; kopieren Sie ihn, wenn Sie ihn noch brauchen.",
  signed: "Signiert. Bei jeder Änderung wird neu signiert. Die Seite prüft weiterhin das andere Token.",
  isUsed: "Signiert. Die Seite prüft dieses Token.",
  used: "Die Seite prüft jetzt dieses Token, mit dem passenden Schlüssel.",
  usedOnly: "Die Seite prüft jetzt dieses Token. Geben Sie den öffentlichen Schlüssel ins Schlüsselfeld ein.",
  wentBack: "Das ist wieder das eingefügte Token.",
  faulty: "Nicht signiert, weil der Text oben noch nicht gültig ist.",
  refused: (why) => `Das Token lässt sich nicht signieren: ${why}`,
  place: (line, column) => `Zeile ${line}, Spalte ${column}: `,
  show: "Anzeigen",
  flaws: {
    unexpected: (found) => `„${found}“ ist hier nicht erlaubt.`,
    end: "Der Text endet zu früh.",
    not_object: "Das muss ein JSON-Objekt sein, von { bis }.",
    duplicate: (name) => `„${name}“ kommt doppelt vor. Zwei Programme könnten verschiedene Werte lesen.`,
    control: "Zeilenumbrüche und Steuerzeichen müssen als Escape-Sequenz geschrieben werden, etwa \\n.",
    escape: "Diese Escape-Sequenz gibt es in JSON nicht.",
    surrogate: "Ein halbes Surrogatpaar ist kein Zeichen.",
    depth: "Das ist tiefer als 32 Ebenen verschachtelt; mehr darf ein Token nicht haben.",
    inexact: (number) =>
      `JavaScript würde aus ${number} eine andere Zahl machen. Schreiben Sie sie als String, in Anführungszeichen.`,
  },
  noAlg: "Der Header braucht ein alg, zum Beispiel HS256.",
  otherAlg: (alg) => `jwt-wasm signiert nicht mit ${alg}. Wählen Sie ein anderes alg.`,
  typAdded: "Es gibt kein typ, deshalb wird „JWT“ ergänzt.",
  leftOut: (names) => `Weggelassen, weil ein Token damit abgelehnt würde: ${names}.`,
  noKey:
    "Es gibt noch keinen Schlüssel zum Signieren. Geben Sie unten einen ein, oder signieren Sie mit einem neuen.",
  publicOnly:
    "Im Schlüsselfeld steht ein öffentlicher Schlüssel, der nur prüfen kann. Geben Sie unten den privaten ein, oder signieren Sie mit einem neuen.",
  otherKey: (alg, own) => `Im Header steht ${alg}, der Schlüssel zum Signieren ist für ${own}.`,
  useOwn: (own) => `alg auf ${own} ändern`,
};

export { exporting as export };
