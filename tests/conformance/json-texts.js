import { base64url, bytesOf, outcomeOf } from "./outcome.js";

// The standard leaves these to the implementation. A number that only loses precision is accepted; a number beyond a double, bytes that
// are not UTF-8, and a lone surrogate are refused.
const TAKEN = [
  "i_number_double_huge_neg_exp.json",
  "i_number_real_underflow.json",
  "i_number_too_big_pos_int.json",
];
// Valid by the grammar, but different parsers read it differently: RFC 7519 §4 demands unique names.
const REFUSED = ["y_object_duplicated_key.json"];

const SECRET = new Uint8Array(32).fill(7);

/** Each text as the payload of a token with a good signature, and inside such a payload. */
export async function jsonTexts(ask, texts, expect) {
  const hmac = await hmacKey();
  for (const { name, base64 } of texts) {
    const text = bytesOf(base64);
    const isGood = (name.startsWith("y_") && !REFUSED.includes(name)) || TAKEN.includes(name);
    const isObject = String.fromCharCode(...text.slice(0, 100))
      .trim()
      .startsWith("{");
    const outcomes = [];
    for (const payload of [[123, 34, 97, 34, 58, ...text, 125], [...text]]) {
      const token = await signed(hmac, new Uint8Array(payload));
      const makeKey = () => ask.api.secretKey(SECRET, "HS256");
      outcomes.push(await outcomeOf.jwt(ask, token, makeKey, { requireExpiry: false, now: 1_700_000_000 }));
    }
    const codes = outcomes.map(({ code }) => code);
    const told = outcomes.flatMap(({ told }) => told);
    const expected = [isGood, isGood && isObject].map((good) => (good ? "accepted" : "malformed"));
    expect(name, String(codes), String(expected), told);
  }
}

function hmacKey() {
  return crypto.subtle.importKey("raw", SECRET, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
}

/** Signed by the host, because the package refuses to sign most of these. */
async function signed(key, payload) {
  const input = `${base64url(new TextEncoder().encode('{"alg":"HS256"}'))}.${base64url(payload)}`;
  const mac = await crypto.subtle.sign("HMAC", key, new TextEncoder().encode(input));
  return `${input}.${base64url(new Uint8Array(mac))}`;
}
