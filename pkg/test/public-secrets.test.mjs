// Public data is refused as a secret, in every spelling in which somebody might paste it. The spellings are in
// tests/vectors/reports/public-secrets.json. Random data is accepted.
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { afterEach, test } from "node:test";
import { inspect } from "node:util";
import * as api from "jwt-wasm";
import { KINDS, privateFiles, publicFiles } from "./key-forms.mjs";
import { load, refusal, stillWorks } from "./support.mjs";

afterEach(stillWorks);

test(`public things, as they are pasted`, () => {
  const { cases } = load("reports/public-secrets.json");
  assert.ok(cases.length >= 120);
  for (const { name, why, utf8, base64 } of cases) {
    const secrets = base64 === undefined ? [utf8, Buffer.from(utf8)] : [Buffer.from(base64, "base64")];
    for (const secret of secrets) {
      for (const allowWeakSecret of [false, true]) {
        const error = refusal(() => api.secretKey(secret, "HS256", { allowWeakSecret }));
        assert.equal(error.code, "key_invalid", `${name}: ${error.message}`);
        assert.ok(error.message.includes(why), `${name}: ${error.message}`);
      }
    }
    const k = Buffer.from(secrets.at(-1)).toString("base64url");
    assert.equal(refusal(() => api.jwk({ kty: "oct", alg: "HS256", k })).code, "key_invalid", name);
  }
});

test(`every container of every key, in every spelling`, () => {
  let refused = 0;
  for (const kind of KINDS) {
    for (const [label, der] of Object.entries({ ...publicFiles(kind), ...privateFiles(kind) })) {
      const base64 = der.toString("base64");
      const lines = (width, end) => base64.match(new RegExp(`.{1,${width}}`, "g")).join(end);
      for (const [how, secret] of Object.entries({
        DER: der,
        "white space around": Buffer.concat([Buffer.from("\r\n \t"), der, Buffer.from("\n\n")]),
        "a byte before and after": Buffer.concat([Buffer.from([0]), der, Buffer.from([0])]),
        base64,
        base64url: der.toString("base64url"),
        "64 letters a line": lines(64, "\n"),
        "76 letters a line": lines(76, "\r\n"),
        "7 letters a line": lines(7, "\n    "),
        "strings of a program": `"${lines(64, '" +\n  "')}"`,
        "\\n spelled out": lines(64, "\\n"),
        UTF16: Buffer.from(base64, "utf16le"),
        hexadecimal: der.toString("hex"),
        "hexadecimal in capitals": der.toString("hex").toUpperCase(),
        "hexadecimal with spaces": der.toString("hex").replace(/../g, "$& "),
      })) {
        const error = refusal(() => api.secretKey(secret, "HS256", { allowWeakSecret: true }));
        assert.match(error.message, /the secret is a key or a certificate/, `${kind.name} ${label}, ${how}`);
        refused++;
      }
    }
  }
  assert.equal(refused, 14 * (11 + 9));
});

test(`secrets that are random, or words, are taken`, () => {
  for (let round = 0; round < 2000; round++) {
    const bytes = randomBytes([32, 48, 64][round % 3]);
    for (const secret of [
      bytes,
      ...["base64", "base64url", "hex", "latin1"].map((encoding) => bytes.toString(encoding)),
    ]) {
      api.secretKey(secret, "HS256").free();
    }
  }
  for (const secret of [
    "correct horse battery staple, and some more words",
    "my-ssh-rsa-and-openssh-passphrase-of-many-letters",
    "-----this is not a key, although it has dashes-----",
    "kty and keys are words that stand in a JWK, not here",
    "MIIBIjANBgkq is how many keys begin, but not this one",
    "0".repeat(64),
    "A".repeat(64),
    "{}[]{}[]{}[]{}[]{}[]{}[]{}[]{}[]{}[]",
    "\\u0000\\u0000\\u0000\\u0000\\u0000\\u0000",
    "%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%",
  ]) {
    api.secretKey(secret, "HS256").free();
  }
});

test("a text that begins with the name of an SSH key is refused, with white space after it or without", () => {
  for (const name of ["ssh-", "ecdsa-sha2-", "sk-ssh-", "sk-ecdsa-"]) {
    for (const rest of ["tunnel-password-for-the-machine-in-the-cellar", `rsa ${"A".repeat(40)}`]) {
      assert.equal(refusal(() => api.secretKey(name + rest, "HS256")).code, "key_invalid", name + rest);
    }
  }
});

test("nothing of the secret is in the error", () => {
  for (const { utf8, base64 } of load("reports/public-secrets.json").cases) {
    const error = refusal(() =>
      api.secretKey(utf8 ?? Buffer.from(base64, "base64"), "HS256", { allowWeakSecret: true }),
    );
    for (const line of (utf8 ?? "").match(/[A-Za-z0-9+/]{20,}/g) ?? [])
      assert.ok(!inspect(error).includes(line));
  }
});
