export const page = {
  name: "jwt-wasm",
  documentTitle: "jwt-wasm: token inspector",
  description:
    "Read a JSON Web Token, check its signature, and see why it would be refused. Nothing you paste leaves the page.",
  title: "Token inspector",
  language: "Language",
  theme: "Theme",
  themes: { system: "System", light: "Light", dark: "Dark" },
  private: "Nothing you paste leaves this page",
  privateDetail:
    "This page cannot send anything: its content security policy forbids every connection. It stores nothing, and it writes nothing into the address bar.",
  broken: (why: string) =>
    `The inspector cannot run in this browser: ${why}. Use a browser that supports WebAssembly.`,
  incomplete:
    "The part that checks tokens did not load, so you see only the token’s text. Reload the page to try again.",
  docs: "Documentation of jwt-wasm",
  footer:
    "The answers come from jwt-wasm, the same WebAssembly core that runs on servers and in edge workers. A decoded token proves nothing; only a verified one shows who signed it.",
};
