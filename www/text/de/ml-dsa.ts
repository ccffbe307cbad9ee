import type { Text } from "..";
import { number } from "../locale";

export const mlDsa: Text["mlDsa"] = {
  title: (algorithm) => `${algorithm}: was Ihr Browser sagt`,
  intro:
    "Eine Post-Quanten-Signatur: Sie soll Quantencomputern standhalten, die RSA und elliptische Kurven brechen würden. Ihre Schlüssel und Signaturen sind viele Male so lang.",
  neverAccepted:
    "jwt-wasm prüft ML-DSA nicht selbst und nimmt ein solches Token nie an. Diese Seite fragt stattdessen Ihren Browser, mit dem Schlüssel oben: einem JWK vom Typ AKP, einem JWKS oder einer PEM-Datei. Andere Programme können anders antworten.",
  verdict: "Nicht geprüft: jwt-wasm prüft ML-DSA nicht",
  verdictDetail: (algorithm) =>
    `Das Token ist mit ${algorithm} signiert, deshalb nimmt jwt-wasm es nie an. Was Ihr Browser von der Signatur sagt, steht unter dem Schlüssel.`,
  asking: "Der Browser wird gefragt …",
  matches: "Die Signatur stimmt, sagt Ihr Browser",
  mismatch:
    "Die Signatur stimmt nicht, sagt Ihr Browser: Ein anderer Schlüssel hat dieses Token signiert, oder es wurde danach verändert.",
  length: (bytes, expected, algorithm) =>
    `Die Signatur stimmt nicht: Sie hat ${number(bytes)} Bytes, eine Signatur von ${algorithm} hat ${number(expected)}.`,
  noSignature: "Die Signatur ist nicht lesbar: Sie fehlt, oder sie ist kein kanonisches base64url.",
  unavailable:
    "Dieser Browser hat kein ML-DSA und kann die Signatur nicht prüfen. Neuere Versionen anderer Browser können es.",
  cannotSign: "Dieser Browser hat kein ML-DSA.",
  noKey:
    "Geben Sie oben den öffentlichen Schlüssel des Ausstellers ein, dann prüft Ihr Browser die Signatur.",
  signatureOnly:
    "Das sagt, wer es signiert hat, und nicht mehr: Die Claims werden unter „Prüfungen“ beurteilt.",
  badKey: (why) => `Nicht geprüft: ${why}`,
  problems: {
    secret: () =>
      "Es braucht einen öffentlichen Schlüssel, kein Geheimnis. Wählen Sie oben JWK, JWKS oder PEM.",
    json: () => "Der Schlüssel ist kein JSON-Objekt. Wurde er ganz kopiert, von { bis }?",
    kty: (found) =>
      found === ""
        ? "Der Schlüssel hat kein kty, das „AKP“ sein muss."
        : `Das kty des Schlüssels ist „${found}“; ein Schlüssel für ML-DSA hat „AKP“.`,
    alg: (found, wanted) =>
      found === ""
        ? `Der Schlüssel hat kein alg, das ein Schlüssel vom Typ AKP haben muss. Der Header sagt ${wanted}.`
        : `Der Schlüssel ist für ${found}, der Header sagt ${wanted}.`,
    pub: () => "Das pub des Schlüssels fehlt oder ist kein kanonisches base64url.",
    size: (found, wanted) =>
      `Das pub des Schlüssels hat ${number(Number(found))} Bytes; es muss ${number(Number(wanted))} haben.`,
    use: (found) => `Das use des Schlüssels ist „${found}“, er ist also nicht für Signaturen.`,
    keyOps: (found) => `Die key_ops des Schlüssels sind ${found}: „verify“ ist nicht dabei.`,
    keys: () => "Der Schlüsselsatz hat keine Liste „keys“.",
    noneFits: (found, wanted) =>
      found === ""
        ? `Kein Schlüssel des Satzes ist für ${wanted}.`
        : `Kein Schlüssel des Satzes ist für ${wanted} und hat die kid des Tokens, „${found}“.`,
    severalFit: (found, wanted) =>
      `${found} Schlüssel des Satzes sind für ${wanted}, und die kid des Tokens wählt keinen davon aus.`,
    pem: () => "Der Text ist keine PEM-Datei, oder ihr base64 ist beschädigt.",
    label: (found) => `In der PEM-Datei steht „${found}“; es braucht „PUBLIC KEY“.`,
    privatePem: () => "Das ist ein privater Schlüssel, der signiert. Geben Sie den öffentlichen ein.",
    notPrivate: () => "Zum Signieren braucht es einen privaten JWK vom Typ AKP, mit pub und priv.",
    priv: () => "Zum Signieren muss das priv des Schlüssels der Startwert sein: 32 Bytes als base64url.",
    refused: (found, wanted) => `Der Browser nimmt diesen Schlüssel für ${wanted} nicht an (${found}).`,
  },
};
