export const page = {
  name: "jwt-wasm",
  documentTitle: "jwt-wasm: token inspector",
  description:
    "See what a JSON Web Token says, whether its signature is good, and why it would be refused. Nothing leaves the page.",
  title: "Token inspector",
  language: "Language",
  theme: "Colours",
  themes: { system: "System", light: "Light", dark: "Dark" },
  purpose:
    "See what a JSON Web Token says, whether its signature is good, and exactly why it would be refused.",
  private: "Nothing you paste leaves this page",
  privateDetail:
    "The page may open no connection at all: its content security policy forbids it. It stores nothing and puts nothing into the address.",
  broken: (why: string) => `The inspector cannot run here: ${why}. It needs a browser with WebAssembly.`,
  incomplete:
    "What checks the token could not be loaded, so only its text is shown. Load the page again to try once more.",
  footer:
    "The answers come from jwt-wasm, the same WebAssembly core that servers and edge workers use. Reading a token is not trusting it: only a verified one says who wrote it.",
};
