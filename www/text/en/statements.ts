import { number } from "../locale";

type Words = readonly [headline: string, detail: string];

const characters = (count: number) => (count === 1 ? "1 character" : `${number(count)} characters`);
const list = (names: readonly string[]) => names.join(", ");

/** Each says what is wrong with a token as a text, and what follows. */
export const statements = {
  words: {
    white_space: (count: number): Words => [
      `White space inside the token: ${characters(count)}`,
      "A token has no spaces, line breaks or invisible characters.",
    ],
    shortened: (): Words => [
      "This token was shortened",
      "It has three dots or “…” where the program that showed it left something out. Copy the whole token.",
    ],
    repeated: (copies: number): Words => [
      copies === 2 ? "The token was pasted twice" : `The token was pasted ${copies} times`,
      "Keep one of them.",
    ],
    glued: (): Words => [
      "Two tokens without a gap",
      "The second begins where the first one’s signature ends.",
    ],
    sd_jwt: (disclosures: number, isBound: boolean): Words => [
      "An SD-JWT, not a plain token",
      `The “~” separates ${disclosures === 1 ? "1 disclosure" : `${disclosures} disclosures`} from the token (RFC 9901)` +
        `${isBound ? "; a key binding JWT follows" : ""}. The signed token is the text before the first “~”.`,
    ],
    missing_start: (letters: string): Words => [
      `The beginning is missing: “${letters}”`,
      "With it, the header can be read.",
    ],
    surplus_start: (count: number): Words => [
      `${characters(count)} too many at the beginning`,
      "Without them, the header can be read.",
    ],
    padded: (count: number): Words => [
      `Padding in the token: ${count === 1 ? "1 “=”" : `${count} “=”`}`,
      "A token is base64url without padding (RFC 7515 §2). If the issuer signed it with padding, as AWS load balancers do, verify it with allowPadding.",
    ],
    base64: (count: number): Words => [
      "The token is base64, not base64url",
      `It has ${characters(count)} that base64url does not have: “+” and “/” are “-” and “_” in a token.`,
    ],
    only_header: (): Words => [
      "Only the header is here",
      "Payload and signature are missing. Copy the whole token.",
    ],
    only_payload: (): Words => [
      "Only a payload is here",
      "Header and signature are missing. Copy the whole token.",
    ],
    no_signature: (): Words => [
      "The signature is missing",
      "Two of three parts are here. Anyone can write such a token.",
    ],
    no_header: (): Words => [
      "The header is missing",
      "The first part is a payload. Copy the token from its beginning.",
    ],
    no_payload: (): Words => [
      "The payload is missing",
      "There is nothing between the dots. A detached JWS looks like this: its payload is sent separately (RFC 7515 appendix F).",
    ],
    cut_payload: (): Words => [
      "The token ends inside its payload",
      "The rest of the payload and the signature are missing. Copy the whole token.",
    ],
    four_parts: (): Words => [
      "Four parts, but no token has four",
      "A signed token has three, an encrypted one five. A signed cookie adds a fourth, or the end of an encrypted token is missing.",
    ],
    no_jwe: (isReadable: boolean): Words => [
      "Five parts, but not an encrypted token",
      isReadable
        ? "The header of an encrypted token (JWE) has enc, and this one does not. Probably two texts were joined."
        : "The header cannot be read, so this cannot be an encrypted token (JWE).",
    ],
    too_many_parts: (count: number): Words => [
      `${count} parts, but no token has so many`,
      "A signed token has three, an encrypted one five. Probably several texts were joined.",
    ],
    cut_jwe: (count: number): Words => [
      `An encrypted token that is cut off: ${count === 1 ? "1 part" : `${count} parts`} of 5`,
      "The header has enc, so it belongs to an encrypted token (JWE), which has five parts.",
    ],
    swapped: (): Words => ["Header and payload are swapped", "The second part has alg, so it is the header."],
    empty_signature: (alg: string): Words => [
      "The signature is empty",
      `The header says ${alg}, so there must be one. Anyone can write such a token.`,
    ],
    signed_none: (alg: string, count: number): Words => [
      "Not signed, yet it has a signature",
      `The header says “alg: ${alg}”, which has no signature, but ${characters(count)} follow. Such a token is always refused.`,
    ],
    missing: (count: number, alg: string, length: number): Words => [
      count === 1 ? "1 character is missing at the end" : `${characters(count)} are missing at the end`,
      `This signature with ${alg} should have ${characters(length)}. Copy the token to its end.`,
    ],
    missing_rsa: (count: number, bits: number): Words => [
      count === 1 ? "1 character is missing at the end" : `${characters(count)} are missing at the end`,
      `This assumes a key of ${number(bits)} bits, because an RSA signature is as long as its key. Copy the token to its end.`,
    ],
    surplus: (count: number, alg: string, length: number): Words => [
      `${characters(count)} too many at the end`,
      `This signature with ${alg} should have ${characters(length)}.`,
    ],
    other_length: (alg: string, others: readonly string[], actual: number, length: number): Words => [
      `The signature is not as long as one with ${alg}`,
      `It has ${characters(actual)}, like one with ${list(others)}; with ${alg} it would have ${characters(length)}.`,
    ],
    der_signature: (alg: string): Words => [
      "The signature is in DER",
      `With ${alg}, a token’s signature is R and S side by side (RFC 7518 §3.4). The program that signed it must convert it.`,
    ],
    hex_signature: (alg: string): Words => [
      "The signature is hexadecimal",
      `With ${alg}, a token’s signature is base64url. The program that signed it must encode the bytes.`,
    ],
  },
  repairs: {
    remove_space: "Remove the white space",
    keep_one: "Keep one",
    keep_first: "Keep the first",
    put_start: "Add it",
    remove_start: "Remove them",
    as_base64url: "Convert it to base64url",
    swap: "Swap them back",
  },
  leftOver: {
    key: "This key is from the previous token",
    keyDetail: "It does not match this one, which says nothing about this token.",
    removeKey: "Remove the key",
    keepKey: "Keep the key",
    expected: (name: string) => `the expected ${name} is from the previous token.`,
    keepExpected: "Expect it here too",
    leniency:
      "Tolerance and “Accept a token that never expires” are from the previous token and do not count here.",
    keepLeniency: "Apply them here too",
  },
};
