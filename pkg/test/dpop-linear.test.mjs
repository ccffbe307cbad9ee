// Checking a proof takes time in proportion to its length: measured with 1, 4 and 16 times a length.

import { memoryReplay } from "jwt-wasm/dpop";
import { createGate } from "jwt-wasm/edge";
import { normalizedUri, requestUri } from "../dist/dpop/htu.js";
import { client, URL as PLACE, signedBy } from "./dpop.mjs";
import { key, token } from "./gate.mjs";
import { numbered, rows, times, wrapped } from "./growth.mjs";

const gate = createGate({ key, dpop: { replay: memoryReplay() }, origin: () => new Response() });
const authorization = `DPoP ${token({ cnf: { jkt: client.jkt } }, { expiresIn: 3600 })}`;
const send = (dpop) => gate(new Request(PLACE, { headers: { authorization, dpop } }));

rows("header", send, {
  commas: times(","),
  dots: times("."),
  "letters of base64url": times("a"),
  "spaces between letters": wrapped("x", times(" "), "y"),
  "proofs without end": times(`${signedBy(client, {}, {})}, `),
});

const header = { typ: "dpop+jwt", alg: "ES256" };
const json = JSON.stringify(header).slice(0, -1);
// Longer tokens than 16384 characters are refused unread, so the inputs stay below that.
rows(
  "proof",
  send,
  {
    "members of the key": (length) => {
      const members = numbered((index) => `"m${index}":0`)(length / 2).join(",");
      return signedBy(client, `${json},"jwk":{"kty":"EC",${members}}}`, {});
    },
    "members of a key that is the token's": (length) => {
      const more = Object.fromEntries(numbered((index) => `m${index}`)(length / 4).map((name) => [name, 0]));
      return signedBy(client, { ...header, jwk: { ...client.jwk, ...more } }, {});
    },
    "a long member": (length) =>
      signedBy(client, { ...header, jwk: { ...client.jwk, x: times("a")(length / 2) } }, {}),
    claims: (length) => {
      const more = Object.fromEntries(numbered((index) => `m${index}`)(length / 4).map((name) => [name, 0]));
      return signedBy(client, { ...header, jwk: client.jwk }, more);
    },
  },
  { base: 900 },
);

const URIS = {
  "percent signs": wrapped("https://a.example/", times("%"), ""),
  "encoded letters": wrapped("https://a.example/", times("%41"), ""),
  "encoded signs": wrapped("https://a.example/", times("%2f"), ""),
  "half an encoding": wrapped("https://a.example/", times("%4"), ""),
  "what needs an encoding": wrapped("https://a.example/", times("|^"), ""),
  segments: wrapped("https://a.example", times("/a"), ""),
  "segments of dots": wrapped("https://a.example/", times("../"), ""),
  "encoded segments of dots": wrapped("https://a.example/", times("%2e%2e/"), ""),
  slashes: times("/"),
  "slashes behind the scheme": wrapped("https:", times("/"), "a"),
  schemes: times("https://"),
  "at signs": wrapped("https://", times("@"), "/"),
  labels: wrapped("https://", times("a."), "/"),
  "digits of a port": wrapped("https://a:", times("1"), "/"),
  "questions marks": wrapped("https://a.example", times("?"), ""),
  fragments: wrapped("https://a.example", times("#"), ""),
};
rows("htu", normalizedUri, URIS);
rows("URL", requestUri, URIS);
