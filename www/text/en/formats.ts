import type { DisclosureFlaw } from "../../model/formats/disclosure";
import type { JsonFlaw, SignatureFlaw } from "../../model/formats/jws-json";
import type { BoundKey } from "../../model/formats/key-binding";
import type { Problem, Status } from "../../model/formats/sd-jwt";

const many = (count: number, one: string, more: string) => (count === 1 ? `1 ${one}` : `${count} ${more}`);

export const formats = {
  sd: {
    title: "Selective disclosure (SD-JWT)",
    summary: (disclosed: number, hidden: number) => `${disclosed} disclosed · ${hidden} hidden`,
    whole: "Each disclosure matches a digest in the payload.",
    none: "The token was presented without disclosures.",
    hidden: (count: number) =>
      `${many(count, "digest has", "digests have")} no disclosure: hidden claims, or decoys without content.`,
    signedBy: "The digests are as trustworthy as the signature of the token.",
    refused: "Refused: the disclosures do not match the token",
    unchecked: "The disclosures could not be checked",
    refusedBinding: "Refused: the key binding is not valid",
    disclosed: "disclosed",
    salt: "Salt",
    digest: "Digest",
    sent: "As sent",
    more: (path: string) => `Salt and digest of ${path}`,
    unnamed: (index: number) => `Disclosure ${index}`,
    statuses: {
      disclosed: "Disclosed.",
      flawed: "Malformed.",
      twice: "The same disclosure was sent twice.",
      unreferenced: "No digest in the payload belongs to it.",
      name_taken: "The object already has a claim with this name.",
      wrong_place: "Its digest is in a place where a disclosure of this form is not allowed.",
      unchecked: "Not checked.",
    } satisfies Record<Status, string>,
    flaws: {
      base64url: "It is not base64url without padding.",
      json: "It is not JSON.",
      shape: "It is not a list of two or three items.",
      salt: "Its salt is not a string.",
      name: "Its name is not a string.",
      reserved_name: "Its name is reserved for digests.",
      repeated_name: "An object in its value has a name twice.",
    } satisfies Record<DisclosureFlaw, string>,
    problems: {
      unknown_hash: (name: string) =>
        `This page does not know ${name}, the hash algorithm in _sd_alg, so no digest was checked.`,
      bad_digests: (count: number) =>
        `${many(count, "place for digests is", "places for digests are")} malformed.`,
      digest_twice: (count: number) =>
        `${many(count, "digest is", "digests are")} in the token more than once.`,
      disclosure_flawed: (count: number) => `${many(count, "disclosure is", "disclosures are")} malformed.`,
      disclosure_twice: (count: number) => `${many(count, "disclosure was", "disclosures were")} sent twice.`,
      unreferenced: (count: number) =>
        `${many(count, "disclosure has", "disclosures have")} no digest in the token: the issuer did not sign it.`,
      name_taken: (count: number) =>
        `${many(count, "disclosure names", "disclosures name")} a claim that is there already.`,
      wrong_place: (count: number) =>
        `${many(count, "disclosure has", "disclosures have")} the wrong form for the place where the digest is.`,
      no_crypto: "This browser computes digests only on https pages, so no digest was checked.",
    } satisfies Record<Problem["kind"], string | ((count: number) => string) | ((name: string) => string)>,
  },
  binding: {
    title: "Key binding",
    absent: "There is no key binding JWT, so nothing shows that the sender has the holder’s key.",
    expected: "The token names the holder’s key, but there is no key binding JWT.",
    bound: "sd_hash matches what was presented.",
    notBound: "sd_hash does not match what was presented: disclosures were added, removed or changed.",
    notComputed: "sd_hash was not checked.",
    keys: {
      jwk: "",
      absent: "The payload has no cnf. Without a key, the key binding cannot be checked.",
      private: "cnf contains a private key, which everyone can read. The key binding proves nothing.",
      secret: "cnf contains a secret, which everyone can read. The key binding proves nothing.",
      other: "cnf does not contain the key itself, so the signature of the key binding JWT was not checked.",
    } satisfies Record<BoundKey, string>,
    badKey: (why: string) => `The key in cnf cannot be used: ${why}`,
    good: "The key in cnf made the signature.",
    bad: (why: string) => `The key binding JWT is refused: ${why}`,
    missing: (names: string) => `Missing: ${names}.`,
    audience: "Key binding: audience",
    nonce: "Key binding: nonce",
    expectedAudience: "Expected aud",
    audienceHint: "your own name, which the sender wrote into the key binding JWT",
    expectedNonce: "Expected nonce",
    nonceHint: "the value that you gave the sender for this presentation",
    areYou: (audience: string) =>
      `The key binding JWT is for ${audience}. Is that you? Until you say so, its audience is not checked.`,
    isYou: (audience: string) => `The key binding JWT is for ${audience}, as you expect.`,
    yourNonce:
      "Enter the nonce that you gave the sender, under “Key binding”. Until then, this could be a replay.",
    isNonce: "The nonce is the one that you expect.",
    otherNonce: (actual: string, expected: string) => `The nonce is ${actual}, but you expect ${expected}.`,
    nonceNotString: "The nonce is not a string.",
    unreadable: "Not checked: the key binding JWT cannot be read.",
    toDo: "You have not yet said what you expect in the key binding: its aud, its nonce, or both.",
    open: "Open the key binding JWT",
  },
  detached: {
    title: "Detached payload",
    headline: "Detached: the payload was sent separately",
    intro: "There is nothing between the two dots. Enter exactly the bytes that were signed.",
    unencoded: "It was signed as it is, without base64url (b64: false).",
    field: "Payload that was sent separately",
    fromFile: (name: string, size: number) => `From the file ${name} (${many(size, "byte", "bytes")}).`,
    file: "Open a file…",
    removeFile: "Remove the file",
    tooLarge: "The file is too large.",
    size: (size: number) => many(size, "byte", "bytes"),
    give: "Enter the payload to check the signature.",
    noKey: "Enter the key to check the signature.",
    match: "Signature valid for this payload",
    mismatch: "The signature does not match this payload and key",
    mismatchDetail:
      "Wrong payload, wrong key, or the token was changed after signing. Even a line break at the end makes it another payload.",
    refused: "Refused",
    notAToken: "No claim of the payload is checked: it is signed content, not a token.",
  },
  json: {
    title: "JWS in JSON",
    jweTitle: "JWE in JSON",
    forms: { flattened: "flattened", general: "general" },
    headline: (count: number) => `JWS in JSON: ${many(count, "signature", "signatures")}`,
    malformed: "Refused: malformed JWS in JSON",
    encrypted: "Encrypted: a JWE in JSON",
    encryptedDetail: (recipients: number) =>
      `For ${many(recipients, "recipient", "recipients")}. This page decrypts only the compact form.`,
    matches: (matching: number, all: number) => `Your key made ${matching} of ${all}.`,
    noKey: "Enter a key to check the signatures.",
    row: (index: number) => `Signature ${index}`,
    protected: "Protected header",
    unprotected: "Unprotected header",
    notSigned: "The unprotected header is not signed: anyone can change it.",
    detached: "The payload was sent separately. Open the signature to enter it.",
    open: "Open as a token",
    outcomes: {
      match: "Your key made this signature.",
      no_key: "Not checked: no key.",
      not_asked: "Not checked.",
    },
    refused: (why: string) => `Not valid for your key: ${why}`,
    flaws: {
      json: "The text is not a JSON object.",
      repeated_name: "An object has a name twice, so two programs could read two different tokens.",
      both_forms:
        "It has the members of both forms, flattened and general. Only one is allowed (RFC 7515 §7.2.2).",
      payload: "payload is not a string.",
      no_signature: "There is no signature in it.",
    } satisfies Record<JsonFlaw, string>,
    signatureFlaws: {
      signature: "Its signature is missing, or is not a string.",
      no_protected: "It has no protected header. Without one, nothing says how it was signed.",
      alg_unprotected:
        "alg is only in the unprotected header, which anyone can change. Such a signature is refused.",
      no_alg: "Its protected header has no alg.",
      protected: "Its protected header is not a JSON object in base64url.",
      same_names: "A name is in both headers (RFC 7515 §7.2.1). Such a signature is refused.",
      unencoded_unsafe: "Its payload or its signature has characters that are not base64url.",
    } satisfies Record<SignatureFlaw, string>,
  },
};
