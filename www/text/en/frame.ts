export const frame = {
  tabs: "Views",
  tabNames: {
    input: "Token & key",
    claims: "Claims",
    json: "JSON",
    edit: "Edit & sign",
    share: "Copy & share",
  },
  parts: "Parts of the token",
  kid: (kid: string) => `kid ${kid}`,
  audience: (name: string, more: number) => `aud ${name}${more > 0 ? ` +${more}` : ""}: is this you?`,
  addKey: { secret: "Add the secret", public: "Add the public key" },
  warnings: (count: number) => (count === 1 ? "1 warning" : `${count} warnings`),
  /** Good signature, and why the token is refused all the same. */
  refusedBy: {
    expired: "Signature valid, token expired",
    not_yet_valid: "Signature valid, token not valid yet",
    claim_missing: "Signature valid, a claim is missing",
    claim_mismatch: "Signature valid, a claim differs",
    claim_invalid: "Signature valid, a claim is malformed",
    too_old: "Signature valid, token too old",
  } as Partial<Record<string, string>>,
  moreOf: (what: string) => `More about ${what}`,
  notAsked: (what: string) => `Not asked: ${what}`,
  noAnswer: "the token names an audience. Enter who you are to check it.",
  waiting: "Paste a token, and its claims appear here.",
  checksSummary: (passed: number, failed: number, toDo: number) =>
    [
      `${passed} passed`,
      ...(failed > 0 ? [`${failed} failed`] : []),
      ...(toDo > 0 ? [`${toDo} to do`] : []),
    ].join(" · "),
  passedChecks: (count: number) => `${count} passed`,
  skippedChecks: (count: number) => `${count} skipped`,
};
