const exporting = {
  title: "Copy & share",
  forms: "Format",
  names: { token: "Token", header: "Header line", curl: "curl", code: "Code", link: "Link" },
  copy: {
    token: "Copy the token",
    header: "Copy the header line",
    curl: "Copy the command",
    code: "Copy the code",
    link: "Copy link",
  },
  library: "Written for",
  libraries: {
    verify: "jwt-wasm: verify",
    createVerifier: "jwt-wasm: createVerifier",
    gate: "jwt-wasm: a gate for requests",
    jose: "jose",
    jsonwebtoken: "jsonwebtoken (drop-in)",
  },
  noSuchKey:
    "jsonwebtoken does not read key sets and does not support EdDSA, ES256K or ML-DSA. jose does not support ES256K or Ed448.",
  onlyDecodes:
    "Without a key, the code only decodes the token. Enter the key, and the code verifies the token too.",
  lessStrict: {
    jose: "jose accepts some tokens that this page refuses, for example ones whose JSON has a name twice.",
    jsonwebtoken: "This is the drop-in of jwt-wasm, with the functions and messages of jsonwebtoken.",
  },
  shown: "Text to copy",
  copied: "Copied.",
  cannotBeSent:
    "This text cannot be sent in an HTTP header, because it contains white space or characters beyond ASCII.",
  keyWarning: "This code contains the key that you entered.",
  linkWarning:
    "The link contains the token, so give it only to people who may use the token. The part after # is not sent to any server, but it stays in chats, mails and browser histories.",
};

export const make = {
  title: "Edit & sign",
  fresh: "New token",
  header: "Header",
  payload: "Payload",
  lifetime: "Valid from now for 1 hour",
  times: "Times in the payload",
  moves: { now: "now", hour: "+1 h", day: "+1 day" },
  moveTime: (name: string, move: string) => `${name}: ${move}`,
  result: "Signed token",
  noResult: "The signed token appears here.",
  sign: "Sign",
  signWithNew: (algorithm: string) => `Sign with a new ${algorithm} key`,
  copy: "Copy token",
  use: "Use this token",
  back: "Back to the pasted token",
  keyTitle: "Signing key",
  sources: {
    page: "the one in the key field",
    own: "the one entered here",
    made: "a new one, made by this page",
    none: "none yet",
  },
  otherThanPage: "A key that you enter here signs in place of the one in the key field.",
  newKey: (algorithm: string) => `Create a new ${algorithm} key`,
  makingKey: "Creating a key…",
  copyKey: "Copy the key",
  keyIsSecret:
    "With this key, anyone can sign in your name. The page does not keep it, so copy it if you need it again.",
  signed: "Signed. Each change signs it again. The page still checks the other token.",
  isUsed: "Signed. The page checks this token.",
  used: "The page now checks this token, with the key that verifies it.",
  usedOnly: "The page now checks this token. Enter its public key in the key field.",
  wentBack: "This is the pasted token again.",
  faulty: "Not signed, because the text above is not valid yet.",
  refused: (why: string) => `The token cannot be signed: ${why}`,
  place: (line: number, column: number) => `Line ${line}, column ${column}: `,
  show: "Show me",
  flaws: {
    unexpected: (found: string) => `“${found}” is not allowed here.`,
    end: "the text ends too early.",
    not_object: "this must be one JSON object, from { to }.",
    duplicate: (name: string) => `“${name}” appears twice. Two programs could read different values.`,
    control: "a line break or control character must be written as an escape, such as \\n.",
    escape: "JSON does not have this escape.",
    surrogate: "half of a surrogate pair is not a character.",
    depth: "this is nested deeper than 32 levels, the limit for a token.",
    inexact: (number: string) =>
      `JavaScript would change ${number} into another number. Write it as a string, in quotes.`,
  },
  noAlg: "The header needs an alg, such as HS256.",
  otherAlg: (alg: string) => `jwt-wasm does not sign with ${alg}. Choose another alg.`,
  typAdded: "There is no typ, so “JWT” is added.",
  leftOut: (names: string) => `Left out, because a token with it would be refused: ${names}.`,
  noKey: "There is no key to sign with yet. Enter one below, or sign with a new one.",
  publicOnly:
    "The key field contains a public key, which can only verify. Enter the private key below, or sign with a new one.",
  otherKey: (alg: string, own: string) => `The header says ${alg}; the signing key is for ${own}.`,
  useOwn: (own: string) => `Change alg to ${own}`,
};

export { exporting as export };
