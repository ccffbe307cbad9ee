import type { Text } from "..";

export const page: Text["page"] = {
  name: "jwt-wasm",
  documentTitle: "jwt-wasm: Token-Inspektor",
  description:
    "Sehen, was ein JSON Web Token sagt, ob seine Signatur stimmt und warum es abgelehnt würde. Nichts verlässt die Seite.",
  title: "Token-Inspektor",
  language: "Sprache",
  theme: "Farben",
  themes: { system: "System", light: "Hell", dark: "Dunkel" },
  purpose:
    "Sehen, was ein JSON Web Token sagt, ob seine Signatur stimmt und aus welchem Grund genau es abgelehnt würde.",
  private: "Nichts, was Sie einfügen, verlässt diese Seite",
  privateDetail:
    "Die Seite darf gar keine Verbindung öffnen: Ihre Content Security Policy verbietet es. Sie speichert nichts und schreibt nichts in die Adresse.",
  broken: (why) => `Hier kann der Inspektor nicht laufen: ${why}. Er braucht einen Browser mit WebAssembly.`,
  incomplete:
    "Was das Token prüft, konnte nicht geladen werden; zu sehen ist nur sein Text. Laden Sie die Seite neu, um es noch einmal zu versuchen.",
  footer:
    "Die Antworten kommen von jwt-wasm, demselben WebAssembly-Kern, den Server und Edge-Worker verwenden. Ein Token zu lesen heißt nicht, ihm zu trauen: Erst ein geprüftes sagt, wer es geschrieben hat.",
};
