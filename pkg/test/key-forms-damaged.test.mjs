// Key files that are damaged, or that hold more than one key. Each is refused with a code; no other exception is thrown.
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { inspect } from "node:util";
import * as all from "jwt-wasm";
import {
  certificate,
  fromPem,
  kindOf,
  members,
  pem,
  privateFiles,
  publicFiles,
  refusedAll,
} from "./key-forms.mjs";
import { refusal, stillWorks } from "./support.mjs";

const api = { ...all };

afterEach(stillWorks);

const RSA = kindOf("RSA");
const EC = kindOf("P-256");
const ED = kindOf("Ed25519");

test("a file cut short at every byte", () => {
  let cuts = 0;
  const files = [
    ...[EC, ED].flatMap((kind) => Object.values(publicFiles(kind)).map((file) => ["publicKey", file, kind])),
    ...[EC, ED].flatMap((kind) =>
      Object.values(privateFiles(kind)).map((file) => ["privateKey", file, kind]),
    ),
    ["publicKey", publicFiles(RSA)["RSA PUBLIC KEY"], RSA],
  ];
  assert.equal(files.length, 8);
  for (const [call, file, { algorithms }] of files) {
    for (let length = 0; length < file.length; length++) {
      const error = refusal(() => api[call](file.subarray(0, length), algorithms[0]));
      assert.equal(error.code, "key_invalid", `${call} ${algorithms[0]}, ${length} of ${file.length} bytes`);
      cuts++;
    }
    api[call](file, algorithms[0]).free();
  }
  assert.equal(
    cuts,
    files.reduce((sum, [, { length }]) => sum + length, 0),
  );
});

test("PEM text cut short at every character", () => {
  for (const [call, label, file] of [
    ["publicKey", "PUBLIC KEY", publicFiles(EC)["PUBLIC KEY"]],
    ["privateKey", "EC PRIVATE KEY", privateFiles(EC)["EC PRIVATE KEY"]],
  ]) {
    const text = pem(label, file).trimEnd();
    for (let length = 0; length < text.length; length++) {
      assert.equal(refusal(() => api[call](text.slice(0, length), "ES256")).code, "key_invalid", `${length}`);
    }
    api[call](text, "ES256").free();
  }
});

test("any byte of a file changed: refused with a code, or another sound key", () => {
  const outcomes = { refused: 0, taken: 0 };
  for (const [call, kind, file] of [
    ...[EC, ED].map((kind) => ["publicKey", kind, publicFiles(kind)["PUBLIC KEY"]]),
    ["publicKey", EC, certificate(EC)],
    ["publicKey", RSA, publicFiles(RSA)["RSA PUBLIC KEY"]],
    ...[EC, ED].map((kind) => ["privateKey", kind, privateFiles(kind)["PRIVATE KEY"]]),
  ]) {
    for (let at = 0; at < file.length; at++) {
      for (const change of [1, 0x20, 0x80, 0xff]) {
        const changed = Buffer.from(file);
        changed[at] ^= change;
        try {
          api[call](changed, kind.algorithms[0]).free();
          outcomes.taken++;
        } catch {
          const { code } = refusal(() => api[call](changed, kind.algorithms[0]));
          assert.ok(["key_invalid", "key_too_weak"].includes(code), `${call}, byte ${at}: ${code}`);
          outcomes.refused++;
        }
      }
    }
  }
  assert.ok(outcomes.refused > 1000 && outcomes.taken > 1000, inspect(outcomes));
});

test("something more than the file", () => {
  const spki = publicFiles(EC)["PUBLIC KEY"];
  const text = pem("PUBLIC KEY", spki);
  const secret = pem("EC PRIVATE KEY", privateFiles(EC)["EC PRIVATE KEY"]);
  const none = /neither PEM text, which has a line -----BEGIN …-----, nor DER/;
  const damaged = /PEM text is damaged/;
  const cut = /cut short: its -----END line is missing or incomplete/;
  const more = /DER goes on after its end/;
  const rows = [
    ["a byte after DER", "publicKey", Buffer.concat([spki, Buffer.alloc(1)]), "ES256", more],
    ["DER twice", "publicKey", Buffer.concat([spki, spki]), "ES256", more],
    [
      "a byte after private DER",
      "privateKey",
      Buffer.concat([fromPem(secret), Buffer.alloc(1)]),
      "ES256",
      more,
    ],
    ["a byte after DER in PEM", "publicKey", pem("PUBLIC KEY", [...spki, 0]), "ES256", more],
    ["a zero byte within", "publicKey", text.replace("M", "M\0"), "ES256", damaged],
    [
      "a header within",
      "publicKey",
      text.replace("\n", "\nComment: mine\n\n"),
      "ES256",
      /PEM text has headers/,
    ],
    ["line ends spelled out", "publicKey", text.replaceAll("\n", "\\n"), "ES256", /two letters \\n/],
    ["a lone surrogate", "publicKey", `${text}\ud800`, "ES256", /lone surrogate/],
    [
      "two different labels",
      "publicKey",
      text.replace("END PUBLIC", "END PRIVATE"),
      "ES256",
      /-----BEGIN and -----END .* have different labels/,
    ],
    [
      "another label",
      "publicKey",
      pem("CERTIFICATE", spki),
      "ES256",
      /label is CERTIFICATE, but its content needs PUBLIC KEY$/,
    ],
    [
      "another private label",
      "privateKey",
      pem("PRIVATE KEY", fromPem(secret)),
      "ES256",
      /label is PRIVATE KEY, but its content needs EC PRIVATE KEY$/,
    ],
    ["base64 alone", "publicKey", spki.toString("base64"), "ES256", /base64 without the lines/],
    [
      "base64 as bytes",
      "publicKey",
      Buffer.from(spki.toString("base64")),
      "ES256",
      /base64 without the lines/,
    ],
    [
      "a JWK as text",
      "publicKey",
      JSON.stringify(members("P-256")),
      "ES256",
      /it is JSON; read a JSON Web Key with jwk/,
    ],
    ["the first half of DER", "publicKey", spki.subarray(0, 40), "ES256", /cut short/],
    ["the first half of private DER", "privateKey", fromPem(secret).subarray(0, 40), "ES256", /cut short/],
    ["the first line of PEM", "publicKey", text.slice(0, 60), "ES256", cut],
    ["all but the last dash", "publicKey", text.trim().slice(0, -1), "ES256", cut],
    ["nothing", "publicKey", "", "ES256", none],
    [
      "an empty block",
      "publicKey",
      "-----BEGIN PUBLIC KEY-----\n-----END PUBLIC KEY-----\n",
      "ES256",
      /the PEM text is empty between its -----BEGIN and -----END lines/,
    ],
    ["no bytes", "publicKey", new Uint8Array(0), "ES256", /DER/],
    ["five million zeros", "privateKey", new Uint8Array(5_000_000), "ES256", /DER/],
    ["nested without end", "publicKey", new Uint8Array(10_000).fill(0x30), "ES256", /DER/],
    ["a length beyond all", "publicKey", Buffer.from("3084ffffffff30", "hex"), "ES256", /DER/],
    ["an unknown length", "publicKey", Buffer.from("3080", "hex"), "ES256", /DER/],
    ...[
      undefined,
      null,
      7,
      {},
      [48],
      EC.publicKey,
      new Uint16Array(46),
      new DataView(new ArrayBuffer(8)),
    ].map((value) => [inspect(value), "publicKey", value, "ES256", /PEM text or DER bytes/]),
  ];
  assert.equal(refusedAll(rows), 33);
});
