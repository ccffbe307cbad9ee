import { number } from "../locale";

export const token = {
  title: "Token",
  label: "Paste a JSON Web Token below",
  placeholder: "eyJhbGciOi…",
  example: "Try an example",
  undo: "Undo",
  paste: "Paste",
  sign: "Sign a new token",
  signing: "Signing…",
  signWith: "Signing algorithm",
  clear: "Clear everything",
  leftOut: {
    bearer: "Ignored “Bearer” before the token: it belongs to the HTTP header.",
    authorization: "Ignored “Authorization: Bearer” before the token: it belongs to the HTTP header.",
    space: "Ignored the white space around the token.",
  },
  notes: {
    signed: "This page signed the token a moment ago, with a new key that is now in the key field.",
    linked:
      "The token came with the link. The page removed it from the address, so your history does not keep it.",
    cannotSign: "This browser cannot create a key for this algorithm. Choose another algorithm.",
    noClipboard:
      "The browser does not let this page read the clipboard. Paste into the field with the keyboard.",
    nothingFound: "There is no token in this text. It is too long to be shown, so the field stays as it was.",
    noClipboardText: "There is no text in the clipboard.",
  },
  tooLongToShow: "This text is longer than any token that jwt-wasm accepts, so it is not decoded.",
  size: (letters: number) => `${number(letters)} ${letters === 1 ? "character" : "characters"}`,
};

export const parts = {
  names: {
    header: "Header",
    payload: "Payload",
    signature: "Signature",
    encrypted_key: "Encrypted key",
    iv: "Initialization vector",
    ciphertext: "Ciphertext",
    tag: "Authentication tag",
  },
  purposes: {
    header: "how it was signed",
    encrypted: "how it was encrypted",
    payload: "what it claims",
    signature: "what proves it",
  },
  decodedTitle: "Decoded",
  view: "View",
  views: { table: "Explained", json: "JSON", raw: "Raw text" },
  bytes: (count: number) => `${number(count)} ${count === 1 ? "byte" : "bytes"}`,
  signatureHex: "Signature bytes in hexadecimal",
  cutOff: "The JSON ends here: the rest is cut off or damaged.",
  notReadable: "This part cannot be decoded.",
  notExact: "This part is damaged. You see as much of it as can be decoded.",
  refused: "You see it as it was written, but jwt-wasm refuses it.",
  hidden: "Invisible characters are shown as escapes, such as \\u202e.",
};
