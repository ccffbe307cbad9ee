import { number } from "../locale";

export const token = {
  title: "Token",
  label: "Paste a JSON Web Token below",
  placeholder: "eyJhbGciOi…",
  example: "Example",
  paste: "Paste from clipboard",
  sign: "Sign one now",
  signing: "Signing…",
  signWith: "Algorithm to sign with",
  clear: "Clear everything",
  leftOut: {
    bearer: "Left out “Bearer” in front: it belongs to the HTTP header, not to the token.",
    authorization: "Left out “Authorization: Bearer” in front: it is the HTTP header, not the token.",
    space: "Left out the white space around the token.",
  },
  notes: {
    signed: "This token was signed a moment ago, in this page, with a new key that is now in the key field.",
    linked: "This token came with the link. It was taken out of the address, so that it stays in no history.",
    cannotSign: "This browser cannot make a key for this algorithm.",
    noClipboard: "The browser does not let the page read the clipboard. Paste with the keyboard instead.",
    noFile: "This file is too large to be a token.",
  },
  tooLongToShow: "This text is too long to be shown in parts.",
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
    payload: "what it claims",
    signature: "what proves it",
  },
  decodedTitle: "What it says",
  view: "Show as",
  views: { table: "Explained", json: "JSON", raw: "Raw text" },
  bytes: (count: number) => `${number(count)} ${count === 1 ? "byte" : "bytes"}`,
  signatureHex: "The signature’s bytes in hexadecimal",
  cutOff: "The text breaks off here, or goes on in another way than JSON does.",
  empty: "Nothing here yet.",
  notReadable: "Nothing here can be read.",
  notExact: "This part is damaged. Shown is as much as could be read.",
  refused: "Shown as it stands, though a strict reader refuses it.",
  hidden: "Characters that you could not see are spelled out, as in \\u202e.",
};
