// Work is in proportion to what a provider sends and to what a key file holds: measured with hostile input of 1, 4 and 16 times a length.
import * as api from "jwt-wasm";
import { generateKeyPairSync } from "../../tests/lib/key-pair.mjs";
import { numbered, rows, times, wrapped } from "./growth.mjs";
import { signed } from "./support.mjs";

const { createVerifier, jwks, privateKey, publicKey, remoteJwks } = api;

/** Only the time is measured, so a refusal is fine. */
const tolerant = (read) => (given) => {
  try {
    read(given)?.free();
  } catch {
    // Only the time is measured.
  }
};
const { x, y } = generateKeyPairSync("ec", { namedCurve: "P-256" }).publicKey.export({ format: "jwk" });
const entry = (index, more = "") =>
  `{"kty":"EC","crv":"P-256","x":"${x}","y":"${y}","alg":"ES256","kid":"k${index}"${more}}`;
const setOf = (make) => (length) => `{"keys":[${numbered(make)(length).join(",")}]}`;

// Node 20 can hang if a new key pair is exported as a JWK during garbage collection, so the keys are exported as DER.
const DER = {
  publicKeyEncoding: { type: "spki", format: "der" },
  privateKeyEncoding: { type: "pkcs8", format: "der" },
};
const points = [];
function edKey(index, more = "") {
  points[index] ??= generateKeyPairSync("ed25519", DER).publicKey.subarray(-32).toString("base64url");
  return `{"kty":"OKP","crv":"Ed25519","x":"${points[index]}"${more}}`;
}

const SETS = {
  "many keys": setOf((index) => entry(index)),
  "many keys without a kid": setOf(() => `{"kty":"EC","crv":"P-256","x":"${x}","y":"${y}"}`),
  "one key many times": setOf(() => entry(0)),
  "many keys of one kid": setOf((index) => edKey(index, ',"kid":"a"')),
  "many keys, half of them without a kid": setOf((index) =>
    edKey(index, index % 2 ? `,"kid":"${index}"` : ""),
  ),
  "many keys for encryption": setOf((index) => entry(index, ',"use":"enc"')),
  "many points that are on no curve": setOf((index) => entry(index).replace(x, y)),
  "many secrets": setOf((index) => `{"kty":"oct","alg":"HS256","kid":"k${index}","k":"${"A".repeat(43)}"}`),
  "many entries that are not keys": setOf(() => "0"),
  "many members of one entry": (length) =>
    `{"keys":[${entry(0, numbered((index) => `,"n${index}":0`)(length).join(""))}]}`,
  "many members of the set": (length) =>
    `{"keys":[],${numbered((index) => `"n${index}":0`)(length).join(",")}}`,
  "one long kid": (length) => `{"keys":[${entry(times("a")(length))}]}`,
  "one long secret": (length) => `{"keys":[{"kty":"oct","alg":"HS256","k":"${times("A")(length)}"}]}`,
  "one long modulus": (length) =>
    `{"keys":[{"kty":"RSA","alg":"RS256","e":"AQAB","n":"${times("w")(length)}"}]}`,
  "one long exponent": (length) =>
    `{"keys":[{"kty":"RSA","alg":"RS256","n":"AQAB","e":"${times("w")(length)}"}]}`,
  "one long coordinate": (length) =>
    `{"keys":[{"kty":"EC","crv":"P-256","x":"${times("A")(length)}","y":"A"}]}`,
  "one operation many times": (length) =>
    `{"keys":[${entry(0, `,"key_ops":[${times('"o",')(length)}"verify"]`)}]}`,
  "many operations that are not texts": (length) =>
    `{"keys":[${entry(0, `,"key_ops":[${times("0,")(length)}0]`)}]}`,
  "a chain of certificates": (length) => `{"keys":[${entry(0, `,"x5c":[${times('"MIIB",')(length)}""]`)}]}`,
};
const parsed = (makers, choose) =>
  Object.fromEntries(
    Object.entries(makers).map(([name, make]) => [name, (length) => choose(JSON.parse(make(length)))]),
  );
rows(
  `key set,`,
  tolerant(api.jwks),
  parsed(SETS, (set) => set),
);
rows(
  `JWK,`,
  tolerant(api.jwk),
  parsed(SETS, ({ keys: [first] }) => first ?? {}),
);

let sources = 0;
rows(
  "fetched key set",
  async (text) => {
    const source = remoteJwks(`https://linear.example/${sources++}`, {
      fetch: async () => new Response(text),
      maxBytes: 4_000_000,
    });
    await createVerifier({ key: source })
      .verify(signed({}))
      .catch(() => {});
  },
  SETS,
);
rows(
  "headers of a fetched key set",
  async (value) => {
    const fetch = async () => new Response('{"keys":[]}', { headers: { "cache-control": value, age: "1" } });
    await createVerifier({ key: remoteJwks(`https://linear.example/${sources++}`, { fetch }) })
      .verify(signed({}))
      .catch(() => {});
  },
  {
    commas: times(","),
    "spaces between letters": wrapped("x", times(" "), "y"),
    quotes: wrapped("max-age=", times('"'), "x"),
    digits: wrapped("max-age=", times("1"), ""),
    "digits before a letter": wrapped("max-age=", times("1"), "x"),
    "many ages": times("max-age=60,"),
  },
);

rows(
  "token",
  ({ set, token }) =>
    createVerifier({ key: set })
      .verify(token)
      .catch(() => {}),
  {
    "among many keys": (length) => ({
      set: jwks(JSON.parse(setOf((index) => entry(index))(length))),
      token: signed({ exp: 4e9 }, { alg: "ES256", kid: "none" }),
    }),
    "among many keys, with a long kid": (length) => ({
      set: jwks(JSON.parse(setOf((index) => entry(index))(length))),
      token: signed({ exp: 4e9 }, { alg: "ES256", kid: times("k")(8000) }),
    }),
  },
);

const begin = "-----BEGIN PUBLIC KEY-----";
const end = "-----END PUBLIC KEY-----";
const file = (body) => wrapped(`${begin}\n`, body, `\n${end}\n`);
const FILES = {
  "one long line": file(times("A")),
  "many lines": file(times(`${"A".repeat(64)}\n`)),
  "blank lines": file(times("\n")),
  "line breaks of two bytes": file(times("\r\n")),
  "spaces in the body": file(times(" ")),
  "spaces at the ends of lines": file(times("AAAA    \n")),
  "spaces before the body": wrapped(begin, times(" "), end),
  "dashes in the body": file(times("-")),
  "dashes alone": times("-"),
  "many beginnings": times(`${begin}\n`),
  "beginnings that do not end": times("-----BEGIN "),
  "many ends": wrapped(begin, times(`${end}\n`), ""),
  "many blocks": times(`${begin}\nAAAA\n${end}\n`),
  "text before the key": wrapped("", times("subject=CN = a\n"), `${begin}\nAAAA\n${end}\n`),
  "text after the key": wrapped(`${begin}\nAAAA\n${end}\n`, times("a\n"), ""),
  "headers in the body": file(times("Proc-Type: 4,ENCRYPTED\n")),
  colons: file(times(":")),
  padding: file(times("=")),
  "a long label": wrapped("-----BEGIN ", times("A "), "-----\nAAAA\n-----END A-----"),
  "text alone": times("a "),
  "an SSH key": wrapped("ssh-rsa ", times("A"), ""),
  "line breaks spelled out": wrapped(begin, times("\\n"), end),
  "characters beyond ASCII": file(times("é")),
};
for (const [name, read] of [
  ["PEM of a public key", (text) => publicKey(text, "RS256")],
  ["PEM of a private key", (text) => privateKey(text.replaceAll("PUBLIC", "PRIVATE"), "ES256")],
]) {
  rows(name, tolerant(read), FILES);
}

/** A DER value with this content (X.690). */
const der = (tag, content) => {
  const length = Buffer.alloc(5);
  length[0] = 0x84;
  length.writeUInt32BE(content.length, 1);
  return Buffer.concat([Buffer.from([tag]), length, content]);
};
const DERS = {
  zeros: (length) => Buffer.alloc(length),
  "an empty sequence many times": (length) => der(0x30, Buffer.alloc(length, Buffer.from([0x30, 0x00]))),
  "nested sequences": (length) => Buffer.alloc(length, Buffer.from([0x30, 0x80])),
  "a long integer": (length) => der(0x30, der(0x02, Buffer.alloc(length, 1))),
  "a long bit string": (length) =>
    der(0x30, Buffer.concat([der(0x30, Buffer.alloc(0)), der(0x03, Buffer.alloc(length))])),
  "a long octet string": (length) =>
    der(0x30, Buffer.concat([Buffer.from([2, 1, 0]), der(0x04, Buffer.alloc(length))])),
  "bytes after the key": (length) => Buffer.concat([der(0x30, Buffer.alloc(0)), Buffer.alloc(length)]),
  "a long object identifier": (length) => der(0x30, der(0x30, der(0x06, Buffer.alloc(length, 0x81)))),
};
for (const [name, read] of [
  ["DER of a public key", (bytes) => publicKey(bytes, "RS256")],
  ["DER of a private key", (bytes) => privateKey(bytes, "ES256")],
]) {
  rows(name, tolerant(read), DERS);
}
