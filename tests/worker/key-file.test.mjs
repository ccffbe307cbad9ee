// The module of key files in real workerd: it is in an upload only if the program has the line, and then reads every kind of file.
import assert from "node:assert/strict";
import { test } from "node:test";
import { jwk, signSync } from "jwt-wasm";
import { generateKeyPairSync } from "../lib/key-pair.mjs";
import { bundleFixture, namesOf, start } from "./bundle.mjs";

const KINDS = {
  RS256: ["rsa", { modulusLength: 2048 }],
  ES256: ["ec", { namedCurve: "P-256" }],
  ES384: ["ec", { namedCurve: "P-384" }],
  EdDSA: ["ed25519"],
};

const filesOf = ({ publicKey, privateKey }) => ({
  open: publicKey.export({ type: "spki", format: "pem" }),
  secret: privateKey.export({ type: "pkcs8", format: "pem" }),
});

async function inWorker(fixture, modules, ask) {
  const built = await bundleFixture(fixture);
  assert.deepEqual(namesOf(built.modules), modules);
  const worker = await start(built.modules);
  try {
    await ask(async (body) => {
      const response = await fetch(worker.url, { method: "POST", body: JSON.stringify(body) });
      const text = await response.text();
      assert.equal(response.status, 200, `${text}\n${worker.log()}`);
      return JSON.parse(text);
    });
  } finally {
    await worker.dispose();
  }
}

test("with the line, the upload has the module, and the Worker reads PEM", async () => {
  await inWorker("key-file", ["core", "keyfile"], async (ask) => {
    for (const [algorithm, kind] of Object.entries(KINDS)) {
      const files = filesOf(generateKeyPairSync(...kind));
      assert.equal(await ask({ algorithm, ...files }), "alice", algorithm);
      const damaged = { ...files, secret: files.secret.replace(/\n.{9}/, "\n") };
      assert.match(await ask({ algorithm, ...damaged }), /^key_invalid \w+$/, algorithm);
    }
  });
});

test("without the line, the upload lacks the module, the error names the line, and all else works", async () => {
  const pair = generateKeyPairSync(...KINDS.ES256);
  const [publicJwk, privateJwk] = [pair.publicKey, pair.privateKey].map((key) =>
    key.export({ format: "jwk" }),
  );
  const token = signSync({ sub: "alice" }, jwk(privateJwk, "ES256"), { expiresIn: 60 });
  await inWorker("key-file-without-line", ["core", "jwe"], async (ask) => {
    const { read, ...works } = await ask({ ...filesOf(pair), publicJwk, token });
    assert.equal(Object.keys(read).length, 4);
    for (const [name, told] of Object.entries(read)) {
      const line = 'add the line import "jwt-wasm/keyfile"';
      assert.equal(told, `JwtError sync_unavailable: no loaded module reads key files here: ${line}`, name);
    }
    assert.deepEqual(works, {
      secret: "alice",
      jwk: "alice",
      jsonwebtoken: "alice",
      jwe: "alice",
      issuer: "string",
    });
  });
});
