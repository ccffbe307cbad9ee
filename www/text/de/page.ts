import type { Text } from "..";

export const page: Text["page"] = {
  name: "jwt-wasm",
  documentTitle: "jwt-wasm: Token-Inspektor",
  description:
    "JSON Web Token lesen, Signatur prüfen und sehen, warum es abgelehnt würde. Was Sie einfügen, bleibt auf dieser Seite.",
  title: "Token-Inspektor",
  language: "Sprache",
  theme: "Darstellung",
  themes: { system: "System", light: "Hell", dark: "Dunkel" },
  private: "Was Sie einfügen, bleibt auf dieser Seite",
  privateDetail:
    "Diese Seite kann nichts senden: Die Content Security Policy verbietet jede Verbindung. Die Seite speichert nichts und schreibt nichts in die Adresszeile.",
  broken: (why) =>
    `Der Inspektor läuft in diesem Browser nicht: ${why}. Verwenden Sie einen Browser mit WebAssembly.`,
  incomplete:
    "Der Teil, der Tokens prüft, wurde nicht geladen. Sie sehen deshalb nur den Text des Tokens. Laden Sie die Seite neu.",
  docs: "Dokumentation von jwt-wasm (englisch)",
  footer:
    "Die Antworten kommen von jwt-wasm, demselben WebAssembly-Kern, der auf Servern und in Edge-Workern läuft. Ein dekodiertes Token beweist nichts; erst ein geprüftes zeigt, wer es signiert hat.",
};
