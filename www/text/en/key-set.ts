export const keySet = {
  title: (count: number) => (count === 1 ? "The key of the set" : `The ${count} keys of the set`),
  columns: ["kid", "Type", "Use", "Result"],
  noKid: "none",
  named: "named by the token",
  outcomes: {
    verified: "Signature matches",
    mismatch: "Signature does not match",
    skipped: "Skipped:",
    untried: "Not tried: the set is too long",
  },
  otherAlgorithm: "it is for another algorithm than the token’s",
  usedOf: (place: number, count: number, kid: string | undefined) =>
    `Checked with key ${place} of ${count}, although the token names ${kid === undefined ? "no kid" : `another kid, “${kid}”`}. ` +
    "A verifier with this set would refuse the token.",
  signedBy: (place: number, count: number, kid: string | undefined) =>
    `Key ${place} of ${count} made this signature, although the token names ${kid === undefined ? "no kid" : `the kid “${kid}”`}.`,
  useKey: (place: number) => `Check with key ${place}`,
  useSet: "Use the whole set again",
};

export const keyAddress = {
  title: "Where is the key?",
  kinds: {
    jwks: "Key set (JWKS)",
    discovery: "OpenID discovery document; its jwks_uri leads to the keys",
    oauth: "OAuth metadata; its jwks_uri leads to the keys",
  },
  provider: (name: string) => `The issuer looks like ${name}.`,
  rewritten: (host: string) =>
    `The token writes the host with letters that look like others. Its real name is ${host}.`,
  chosenByToken: (host: string) =>
    `The token chose this address. Anyone can write a token that names ${host}: use its keys only if you trust that issuer.`,
  chosenByDocument: (host: string) => `What you pasted names ${host}: use its keys only if you trust it.`,
  never: "The page never opens an address. Open it in a new tab, and paste what it shows above.",
  none: {
    scheme:
      "This issuer is not an https address, so it does not say where its keys are. Ask the issuer for them.",
    http: "This issuer’s address is not https, so anyone on the way can replace its keys. The page makes no link to it.",
    credentials:
      "This address has a user name in it, which hides its real host. The page makes no link to it.",
    unclear: "Programs read this address in different ways, so the page makes no link to it.",
  },
};
