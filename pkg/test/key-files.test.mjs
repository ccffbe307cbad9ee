// Key files as OpenSSL and other programs write them are read, however they reach the call. The files are in
// tests/vectors/reports/key-files.json.
import assert from "node:assert/strict";
import { createPublicKey } from "node:crypto";
import { afterEach, test } from "node:test";
import * as api from "jwt-wasm";
import { generateKeyPairSync } from "../../tests/lib/key-pair.mjs";
import { certificate, kindOf, pem, privateFiles, publicFiles, refusedAll } from "./key-forms.mjs";
import { load, refusal, stillWorks } from "./support.mjs";

afterEach(stillWorks);

const CASES = load("reports/key-files.json").cases;
const EC = kindOf("P-256");
/** Another key of the same kind. */
const TWIN = { ...EC, ...generateKeyPairSync(...EC.make) };
const SPKI = pem("PUBLIC KEY", publicFiles(EC)["PUBLIC KEY"]);
const SEC1 = pem("EC PRIVATE KEY", privateFiles(EC)["EC PRIVATE KEY"]);

function sameKey(api, call, file, alg, expected, at) {
  const key = api[call](file, alg);
  assert.deepEqual(key.algorithms, [alg], at);
  const { alg: _, use, ...members } = key.toPublicJwk();
  assert.deepEqual(members, { ...expected }, at);
  key.free();
}

/** The ways in which a file can get from the disk to the call. All must give the same key. */
const WAYS = {
  "as text": (file) => file,
  "as a Buffer": (file) => Buffer.from(file),
  "as a Uint8Array": (file) => new TextEncoder().encode(file),
  "as an ArrayBuffer": (file) => new TextEncoder().encode(file).buffer,
  "as a view into more": (file) => Buffer.from(`x${file}x`).subarray(1, -1),
  "after a byte order mark": (file) => `\ufeff${file}`,
  "as bytes after a byte order mark": (file) => Buffer.from(`\ufeff${file}`),
  "with the line ends of Windows": (file) => file.replaceAll("\n", "\r\n"),
  "with the line ends of old Macintoshes": (file) => file.replaceAll("\n", "\r"),
  "with blank lines": (file) => file.replaceAll("\n", "\n\n"),
  "with white space at line ends": (file) => file.replaceAll("\n", " \t\n"),
  indented: (file) => file.replaceAll(/^/gm, "    "),
  "indented by tabs": (file) => file.replaceAll(/^/gm, "\t"),
  "on one line": (file) => file.replaceAll("\n", " "),
  "on one line without spaces": (file) => file.replaceAll("\n", ""),
  "without its last line end": (file) => file.trimEnd(),
  "in quotes": (file) => `"${file.trimEnd()}"`,
  "as a value in a file of settings": (file) => `# of 2026\nKEY="${file.trimEnd()}"\nOTHER=1\n`,
};

test(`files as OpenSSL writes them`, () => {
  assert.ok(CASES.length >= 20);
  for (const { name, call, alg, text, base64, jwk } of CASES) {
    if (base64 !== undefined) {
      sameKey(api, call, Buffer.from(base64, "base64"), alg, jwk, name);
      continue;
    }
    for (const [how, change] of Object.entries(WAYS)) {
      sameKey(api, call, change(text), alg, jwk, `${name}, ${how}`);
    }
  }
});

test(`base64 in lines of any width`, () => {
  const expected = EC.publicKey.export({ format: "jwk" });
  for (let width = 1; width < 130; width++) {
    for (const [call, file] of [
      ["publicKey", SPKI],
      ["privateKey", SEC1],
    ]) {
      const [begin, ...lines] = file.trimEnd().split("\n");
      const body = lines
        .slice(0, -1)
        .join("")
        .match(new RegExp(`.{1,${width}}`, "g"));
      sameKey(api, call, [begin, ...body, lines.at(-1)].join("\n"), "ES256", expected, `${width}`);
    }
  }
});

test(`text of any kind around a block`, () => {
  const expected = EC.publicKey.export({ format: "jwk" });
  for (const around of [
    "Bag Attributes\n    localKeyID: 01\n",
    " 0 s:CN = example\n",
    "0",
    "{[<>]}: a -- b --- c ---- d\n",
    "Zoë’s key\n",
    "\0\x01\x7f\n",
    "-----BEGINNING\n",
    `${"-".repeat(100)}\n`,
  ]) {
    for (const file of [around + SPKI, SPKI + around, around + SPKI + around]) {
      sameKey(api, "publicKey", file, "ES256", expected, around);
      sameKey(api, "publicKey", Buffer.from(file), "ES256", expected, around);
    }
  }
  // Text around the key need not be UTF-8.
  const latin1 = Buffer.concat([Buffer.from([0xe9, 0xff, 0x0a]), Buffer.from(SPKI), Buffer.from([0xe9])]);
  sameKey(api, "publicKey", latin1, "ES256", expected, "Latin-1");
});

test("more than one key, and a key beside one that it does not belong to", () => {
  const text = SPKI;
  const secret = SEC1;
  const other = pem("CERTIFICATE", certificate(kindOf("P-384")));
  const own = pem("CERTIFICATE", certificate(EC));
  const unclear = /more than one key; give one alone/;
  const beside = /the file also has a private key; give the public key or certificate alone/;
  const rows = [
    ["two keys", "publicKey", text + text, "ES256", unclear],
    ["two private keys", "privateKey", secret + secret, "ES256", unclear],
    ["both halves", "privateKey", secret + text, "ES256", unclear],
    ["both halves, public first", "privateKey", text + secret, "ES256", unclear],
    ["both halves for a public key", "publicKey", text + secret, "ES256", unclear],
    ["a certificate of another key", "publicKey", text + other, "ES256", unclear],
    [
      "a certificate of another key of its kind",
      "publicKey",
      text + pem("CERTIFICATE", certificate(TWIN)),
      "ES256",
      unclear,
    ],
    [
      "such a certificate first",
      "publicKey",
      pem("CERTIFICATE", certificate(TWIN)) + own + text,
      "ES256",
      unclear,
    ],
    ["a private key and its certificate", "publicKey", secret + own, "ES256", beside],
    ["a certificate and its private key", "publicKey", own + secret, "ES256", beside],
  ];
  assert.equal(refusedAll(rows), 10);
  for (const file of [text + own, own + text, text + own + other]) {
    sameKey(
      api,
      "publicKey",
      file,
      "ES256",
      EC.publicKey.export({ format: "jwk" }),
      "a key and its certificate",
    );
  }
});

test("text that is not a PEM block is not read as one", () => {
  const damaged = /PEM text is damaged: its content is not base64/;
  const cut = /cut short: its -----END line is missing or incomplete/;
  const mismatch = /-----BEGIN and -----END lines of the PEM text have different labels/;
  const begin = /-----BEGIN line of the PEM text is damaged, or its label is unknown/;
  const base64 = SPKI.split("\n").slice(1, -2).join("");
  const file = (body, label = "PUBLIC KEY", end = label) =>
    `-----BEGIN ${label}-----\n${body}\n-----END ${end}-----\n`;
  // The last letter has bits that belong to no byte. OpenSSL ignores them.
  const bits = base64.replace(/(.)==$/, (_, last) => `${String.fromCharCode(last.charCodeAt(0) + 1)}==`);
  assert.notEqual(bits, base64);
  createPublicKey(file(bits));
  const rows = [
    ["labels that differ", "publicKey", file(base64, "PUBLIC KEY", "CERTIFICATE"), "ES256", mismatch],
    ["labels that differ in case", "publicKey", file(base64, "PUBLIC KEY", "Public Key"), "ES256", mismatch],
    [
      "labels that differ by a space",
      "publicKey",
      file(base64, "PUBLIC KEY", "PUBLIC KEY "),
      "ES256",
      mismatch,
    ],
    ["a label in small letters", "publicKey", file(base64, "public key"), "ES256", begin],
    ["a label without its dashes", "publicKey", SPKI.replace("KEY-----", "KEY----"), "ES256", begin],
    [
      "a label without its spaces",
      "publicKey",
      SPKI.replaceAll("PUBLIC KEY", "PUBLICKEY"),
      "ES256",
      /label is PUBLICKEY, but its content needs PUBLIC KEY$/,
    ],
    ["no END line", "publicKey", SPKI.slice(0, SPKI.indexOf("-----END")), "ES256", cut],
    ["an END line without its dashes", "publicKey", SPKI.trimEnd().slice(0, -1), "ES256", cut],
    [
      "a second block cut short",
      "publicKey",
      file(base64) + file(base64, "CERTIFICATE").slice(0, 60),
      "ES256",
      cut,
    ],
    ["a block in a block", "publicKey", file(file(base64)), "ES256", cut],
    ["END before BEGIN", "publicKey", `-----END PUBLIC KEY-----\n${SPKI.slice(0, -27)}`, "ES256", cut],
    ["no padding", "publicKey", file(base64.replace(/=+$/, "")), "ES256", damaged],
    ["bits that make no byte", "publicKey", file(bits), "ES256", damaged],
    ["too much padding", "publicKey", file(`${base64}====`), "ES256", damaged],
    ["padding within", "publicKey", file(`${base64.slice(0, 8)}==${base64.slice(8)}`), "ES256", damaged],
    ["a letter too many", "publicKey", file(`${base64}A`), "ES256", damaged],
    [
      "the letters of base64url",
      "publicKey",
      file(`${base64.slice(0, 60)}-_${base64.slice(62)}`),
      "ES256",
      damaged,
    ],
    [
      "a backslash",
      "publicKey",
      file(`${base64.slice(0, 60)}\\n${base64.slice(60)}`),
      "ES256",
      /two letters \\n/,
    ],
    [
      "a no-break space",
      "publicKey",
      file(`${base64.slice(0, 60)}\u00a0${base64.slice(60)}`),
      "ES256",
      damaged,
    ],
    ["a byte order mark within", "publicKey", file(`\ufeff${base64}`), "ES256", damaged],
    ["an unknown header", "publicKey", file(`Comment: mine\n\n${base64}`), "ES256", /PEM text has headers/],
  ];
  assert.equal(refusedAll(rows), 21);
});

test("bytes that begin with 0x30 are DER, unless they are text that begins with 0", () => {
  const spki = publicFiles(EC)["PUBLIC KEY"];
  api.publicKey(spki, "ES256").free();
  assert.match(
    refusal(() => api.publicKey(Buffer.concat([spki, Buffer.from(SPKI)]), "ES256")).message,
    /cut short|goes on after/,
  );
  api.publicKey(Buffer.from(`0 s:CN\n${SPKI}`), "ES256").free();
  assert.match(refusal(() => api.publicKey("0", "ES256")).message, /DER/);
});
