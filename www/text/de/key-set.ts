import type { Text } from "..";

export const keySet: Text["keySet"] = {
  title: (count) => (count === 1 ? "Der Schlüssel im JWKS" : `Die ${count} Schlüssel im JWKS`),
  columns: ["kid", "Art", "Zweck", "Ergebnis"],
  noKid: "keine",
  named: "vom Token genannt",
  outcomes: {
    verified: "Signatur passt",
    mismatch: "Signatur passt nicht",
    skipped: "Übersprungen:",
    untried: "Nicht versucht: Das JWKS ist zu lang",
  },
  otherAlgorithm: "er ist für einen anderen Algorithmus als den des Tokens",
  usedOf: (place, count, kid) =>
    `Geprüft mit Schlüssel ${place} von ${count}, obwohl das Token ${kid === undefined ? "keine kid nennt" : `eine andere kid nennt, „${kid}“`}. ` +
    "Wer dieses JWKS verwendet, lehnt das Token ab.",
  signedBy: (place, count, kid) =>
    `Schlüssel ${place} von ${count} hat diese Signatur erzeugt, obwohl das Token ${kid === undefined ? "keine kid nennt" : `die kid „${kid}“ nennt`}.`,
  useKey: (place) => `Mit Schlüssel ${place} prüfen`,
  useSet: "Wieder das ganze JWKS verwenden",
};

export const keyAddress: Text["keyAddress"] = {
  title: "Wo ist der Schlüssel?",
  kinds: {
    jwks: "Schlüssel (JWKS)",
    discovery: "OpenID-Discovery-Dokument; jwks_uri führt zu den Schlüsseln",
    oauth: "OAuth-Metadaten; jwks_uri führt zu den Schlüsseln",
  },
  provider: (name) => `Der Aussteller sieht nach ${name} aus.`,
  rewritten: (host) =>
    `Das Token schreibt den Host mit Buchstaben, die wie andere aussehen. Sein wirklicher Name ist ${host}.`,
  chosenByToken: (host) =>
    `Diese Adresse hat das Token gewählt. Jeder kann ein Token schreiben, das ${host} nennt: Verwenden Sie die Schlüssel nur, wenn Sie diesem Aussteller vertrauen.`,
  chosenByDocument: (host) =>
    `Der eingefügte Text nennt ${host}: Verwenden Sie die Schlüssel nur, wenn Sie ihm vertrauen.`,
  never:
    "Die Seite ruft keine Adresse ab. Öffnen Sie sie in einem neuen Tab und fügen Sie oben ein, was dort steht.",
  none: {
    scheme:
      "Dieser Aussteller ist keine https-Adresse und sagt deshalb nicht, wo seine Schlüssel sind. Fragen Sie ihn danach.",
    http: "Die Adresse dieses Ausstellers ist nicht https; wer dazwischen sitzt, kann seine Schlüssel austauschen. Die Seite verlinkt sie nicht.",
    credentials:
      "In dieser Adresse steht ein Benutzername, der den wirklichen Host verdeckt. Die Seite verlinkt sie nicht.",
    unclear: "Programme lesen diese Adresse verschieden, deshalb verlinkt die Seite sie nicht.",
  },
};
