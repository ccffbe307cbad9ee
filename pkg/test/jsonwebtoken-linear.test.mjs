// Before jwt-wasm/jsonwebtoken knows that a signature is good, its work is in proportion to the token's length.
import { decode, verify } from "jwt-wasm/jsonwebtoken";
import { rows, times, wrapped } from "./growth.mjs";
import { base64url } from "./jsonwebtoken.mjs";
import { SECRET } from "./support.mjs";

const HEADER = base64url({ alg: "HS256", typ: "JWT" });
const legacy = { longTokens: true };

function work(token) {
  decode(token, { legacy });
  decode(token, { json: true, legacy });
  try {
    verify(token, SECRET, { legacy });
  } catch {
    // Only the time is measured, so a refusal is fine.
  }
}

const payload = (before, text, after) => (length) =>
  `${HEADER}.${base64url(wrapped(before, times(text), after)((length * 3) / 4))}.AAAA`;

rows("verify and decode", work, {
  dots: times("."),
  spaces: times(" "),
  "a long header": wrapped("", times("eyJh"), `.${base64url({})}.AAAA`),
  "a long payload": wrapped(`${HEADER}.`, times("AAAA"), ".AAAA"),
  "a long signature": wrapped(`${HEADER}.e30.`, times("AAAA"), ""),
  "a payload that is a text": payload("", "text ", ""),
  "a payload that is a JSON text": payload('"', "text ", '"'),
  "a payload that is nested": payload("", "[", ""),
  "a payload that is nested objects": payload("", '{"a":', ""),
  "a payload of many members": (length) =>
    `${HEADER}.${base64url(Object.fromEntries(Array.from({ length: length / 12 }, (_, index) => [index, 1])))}.AAAA`,
  "a payload that is not UTF-8": wrapped(`${HEADER}.`, times("____"), ".AAAA"),
  "what may be a key file": wrapped(`${HEADER}.`, times("LS0tLS1CRUdJTg"), ".AAAA"),
});
