// Files of kinds that are not read. The error says what the file is and names the command that converts it, and the output of that
// command is read. Files and outputs are in tests/vectors/reports/key-files-told.json.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, test } from "node:test";
import { inspect } from "node:util";
import * as all from "jwt-wasm";
import { kindOf, members, pem, privateFiles, publicFiles, refusedAll } from "./key-forms.mjs";
import { load, refusal, stillWorks } from "./support.mjs";

const api = { ...all };

afterEach(stillWorks);

const CASES = load("reports/key-files-told.json").cases;
const content = ({ text, base64 }) => text ?? Buffer.from(base64, "base64");
const EC = kindOf("P-256");
const SPKI = publicFiles(EC)["PUBLIC KEY"];
const PKCS8 = privateFiles(EC)["PRIVATE KEY"];

function told(api, { name, call, alg, message, command = "" }, file) {
  const error = refusal(() => api[call](file, alg));
  assert.equal(error.code, "key_invalid", name);
  assert.ok(
    error.message.includes(`the key cannot be used: ${message}`) || error.message.endsWith(message),
    `${name}: ${error.message}`,
  );
  assert.ok(error.message.includes(command), `${name}: ${error.message}`);
  for (const line of String(file).match(/[A-Za-z0-9+/]{30,}/g) ?? [])
    assert.ok(!inspect(error).includes(line), name);
  return error.message;
}

function isKey(api, { name, call, alg, jwk }, file) {
  const key = api[call](file, alg);
  const open = key.toPublicJwk();
  for (const [member, value] of Object.entries(jwk)) assert.equal(open[member], value, name);
  key.free();
}

test(`the error says what a file is, and names the command that converts it`, () => {
  let converted = 0;
  for (const vector of CASES) {
    const file = content(vector);
    told(api, vector, file);
    told(api, vector, Buffer.from(file));
    if (vector.jwk === undefined) continue;
    isKey(api, vector, content(vector.converted));
    converted++;
  }
  assert.ok(CASES.length >= 70 && converted >= 40, `${CASES.length} files, ${converted} converted`);
});

test(`a text whose line ends are spelled out, and how that is put right`, () => {
  for (const [call, label, bytes] of [
    ["publicKey", "PUBLIC KEY", SPKI],
    ["privateKey", "PRIVATE KEY", PKCS8],
  ]) {
    for (const ends of ["\\n", "\\r\\n", "\\\\n", "\\\\\\n", "\\r"]) {
      const spelled = pem(label, bytes).replaceAll("\n", ends);
      for (const text of [spelled, JSON.stringify({ private_key: spelled }), `KEY='${spelled}'`]) {
        const { message } = refusal(() => api[call](text, "ES256"));
        assert.match(
          message,
          /two letters \\n where its lines should end; mend it: text\.replace\(\/\\\\\+\[nr\]\/g, "\\n"\)$/,
        );
        api[call](text.replace(/\\+[nr]/g, "\n"), "ES256").free();
      }
    }
  }
});

test(`base64 alone, and its label`, () => {
  for (const kind of ["RSA", "P-256", "P-384", "P-521", "Ed25519"].map(kindOf)) {
    const [alg] = kind.algorithms;
    for (const [call, files] of [
      ["publicKey", publicFiles(kind)],
      ["privateKey", privateFiles(kind)],
    ]) {
      for (const [label, bytes] of Object.entries(files)) {
        // Without an engine, the file of an EC private key must hold the public half. Files by Node do.
        const base64 = bytes.toString("base64");
        for (const text of [
          base64,
          `\ufeff${base64}\n`,
          base64.replace(/.{64}/g, "$&\r\n"),
          Buffer.from(base64),
        ]) {
          const { message } = refusal(() => api[call](text, alg));
          assert.ok(
            message.endsWith(
              `it is base64 without the lines -----BEGIN ${label}----- and -----END ${label}-----; add them`,
            ),
            message,
          );
        }
        api[call](`-----BEGIN ${label}-----\n${base64}\n-----END ${label}-----`, alg).free();
      }
    }
  }
});

test("the error recognises other things that are given in place of a key file", () => {
  const isPrivate = /private key, but a public one is needed/;
  const isPublic = /public key or a certificate, but a private key is needed/;
  const nothing =
    /neither PEM text, which has a line -----BEGIN …-----, nor DER, which begins with the byte 0x30; give the content of the file, not its name$/;
  const json =
    /it is JSON; read a JSON Web Key with jwk\(JSON\.parse\(text\)\), and a set of them with jwks\(JSON\.parse\(text\)\)$/;
  const token = /it is an SSH key of a security token, which is not supported$/;
  const jwk = JSON.stringify(members("P-256"));
  const ssh = (...parts) =>
    Buffer.concat(parts.flatMap((part) => [Buffer.from([0, 0, 0, part.length]), Buffer.from(part)])).toString(
      "base64",
    );
  const sk = `sk-ssh-ed25519@openssh.com ${ssh("sk-ssh-ed25519@openssh.com", Buffer.alloc(32, 7), "ssh:")} me`;
  const rows = ["publicKey", "privateKey"].flatMap((call) => [
    ["a JWK", call, jwk, "ES256", json],
    ["a JWK as bytes", call, Buffer.from(jwk), "ES256", json],
    ["a JWK after a byte order mark", call, `\ufeff \n${jwk}`, "ES256", json],
    ["a JWKS", call, `{"keys":[${jwk}]}`, "ES256", json],
    ["a list of JWKs", call, `[${jwk}]`, "ES256", json],
    ["a name", call, "./keys/public.pem", "ES256", nothing],
    ["a URL", call, "https://issuer.example/.well-known/jwks.json", "ES256", nothing],
    ["nothing", call, "", "ES256", nothing],
    ["no bytes", call, new Uint8Array(), "ES256", nothing],
    ["a word", call, "undefined", "ES256", nothing],
    ["a random secret", call, "7".repeat(64), "ES256", nothing],
    ["a key of a security token", call, sk, "ES256", token],
    [
      "a key of a security token, ECDSA",
      call,
      sk.replaceAll("sk-ssh-ed25519", "sk-ecdsa-sha2-nistp256"),
      "ES256",
      token,
    ],
    ["dashes of another kind", call, pem("PUBLIC KEY", SPKI).replaceAll("-----", "–––––"), "ES256", nothing],
    ["a bag of zeros", call, new Uint8Array(100), "ES256", nothing],
  ]);
  rows.push(
    ["base64 of a private key", "publicKey", PKCS8.toString("base64"), "ES256", isPrivate],
    ["base64 of a public key", "privateKey", SPKI.toString("base64"), "ES256", isPublic],
    [
      "base64 of a key of another kind",
      "publicKey",
      SPKI.toString("base64"),
      "RS256",
      /base64 without the lines -----BEGIN PUBLIC KEY-----/,
    ],
    [
      "base64 of what is not a key",
      "publicKey",
      Buffer.from("301e02010030", "hex").toString("base64"),
      "ES256",
      /DER/,
    ],
  );
  assert.equal(refusedAll(rows), 34);
});

// Runs the commands themselves, if the programs are installed. The stored outputs were made by the same commands.
const has = (program) => {
  try {
    execFileSync("sh", ["-c", `command -v ${program}`], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
};
const PROGRAMS = ["openssl", "ssh-keygen", "puttygen", "iconv", "base64"].filter(has);

test("the commands run, and their output is read", { skip: !PROGRAMS.includes("openssl") }, () => {
  const folder = mkdtempSync(join(tmpdir(), "key-files-"));
  let run = 0;
  try {
    for (const vector of CASES) {
      const { command, jwk, call } = vector;
      if (
        jwk === undefined ||
        /named_curve$|uncompressed$/.test(command) ||
        ["ssh-keygen", "puttygen"].some((name) => command.includes(name) && !PROGRAMS.includes(name))
      )
        continue;
      for (const name of ["key", "key.pem", "key.der", "key.pub"])
        rmSync(join(folder, name), { force: true });
      writeFileSync(join(folder, "FILE"), Buffer.from(content(vector)), { mode: 0o600 });
      writeFileSync(join(folder, "passphrase"), "x");
      // Passphrases, which the programs would ask a person for.
      const answered = command
        .replace(/openssl (pkey|pkcs12)/, "openssl $1 -passin pass:x")
        .replace("ssh-keygen -p", `ssh-keygen -q -p -P ${/encrypted/.test(vector.name) ? "x" : "''"}`)
        .replace("--new", /encrypted/.test(vector.name) ? "--old-passphrase passphrase --new" : "--new");
      execFileSync("sh", ["-e", "-c", answered], { cwd: folder, stdio: "ignore" });
      const written = ["key.pem", "key.der"]
        .map((name) => join(folder, name))
        .find((path) => existsSync(path));
      isKey(api, vector, readFileSync(written));
      assert.ok(call, vector.name);
      run++;
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  assert.ok(run >= 12, `${run} were run`);
});
