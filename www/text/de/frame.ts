export const frame = {
  tabs: "Ansichten",
  tabNames: {
    input: "Token & Schlüssel",
    claims: "Claims",
    json: "JSON",
    edit: "Ändern & signieren",
    share: "Kopieren & teilen",
  },
  parts: "Teile des Tokens",
  kid: (kid: string) => `kid ${kid}`,
  audience: (name: string, more: number) => `aud ${name}${more > 0 ? ` +${more}` : ""}: sind Sie das?`,
  addKey: { secret: "Secret eingeben", public: "Öffentlichen Schlüssel eingeben" },
  warnings: (count: number) => (count === 1 ? "1 Warnung" : `${count} Warnungen`),
  /** Good signature, and why the token is refused all the same. */
  refusedBy: {
    expired: "Signatur gültig, Token abgelaufen",
    not_yet_valid: "Signatur gültig, Token noch nicht gültig",
    claim_missing: "Signatur gültig, ein Claim fehlt",
    claim_mismatch: "Signatur gültig, ein Claim weicht ab",
    claim_invalid: "Signatur gültig, ein Claim ist fehlerhaft",
    too_old: "Signatur gültig, Token zu alt",
  } as Partial<Record<string, string>>,
  moreOf: (what: string) => `Mehr zu ${what}`,
  notAsked: (what: string) => `Nicht gefragt: ${what}`,
  noAnswer: "das Token nennt einen Empfänger. Geben Sie ein, wer Sie sind, dann wird er geprüft.",
  waiting: "Fügen Sie ein Token ein, dann stehen hier die Claims.",
  checksSummary: (passed: number, failed: number, toDo: number) =>
    [
      `${passed} bestanden`,
      ...(failed > 0 ? [`${failed} nicht bestanden`] : []),
      ...(toDo > 0 ? [`${toDo} offen`] : []),
    ].join(" · "),
  passedChecks: (count: number) => `${count} bestanden`,
  skippedChecks: (count: number) => `${count} übersprungen`,
};
