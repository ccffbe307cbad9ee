// A program for WASI, run by the hosts that people use.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { generateKeyPairSync, sign } from "node:crypto";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const { TARGETS_WASIP1, TARGETS_WASIP2, WASMTIME_PYTHON } = process.env;
const file = (name) => fileURLToPath(new URL(name, import.meta.url));

const HOSTS = [
  ["wasip1 in Node", process.execPath, ["--no-warnings", file("node-run.mjs"), TARGETS_WASIP1]],
  ["wasip1 in wasmtime", WASMTIME_PYTHON, [file("wasmtime_run.py"), TARGETS_WASIP1]],
  ["wasip2 in wasmtime", WASMTIME_PYTHON, [file("wasmtime_run.py"), TARGETS_WASIP2]],
  ["wasip2 by jco in Node", process.execPath, [file("jco-run.mjs"), TARGETS_WASIP2]],
];

for (const [name, program, start] of HOSTS) {
  const run = (...args) => output(program, [...start, ...args]);

  test(`${name}: a token is verified by the host's clock`, async () => {
    const { token, keys, claims } = signedByNode(300);
    assert.deepEqual(await run("verify", keys, token), { status: 0, answer: claims });
    const stranger = await run("verify", signedByNode(300).keys, token);
    assert.deepEqual([stranger.status, stranger.answer.code], [1, "signature_invalid"]);
    const old = signedByNode(-1);
    const expired = await run("verify", old.keys, old.token);
    assert.deepEqual([expired.status, expired.answer.code], [1, "expired"]);
  });

  test(`${name}: a secret and a jti are made of the host's random bytes`, async () => {
    const [first, second] = [await run("sign"), await run("sign")];
    assert.equal(first.answer.sub, "user-42");
    assert.match(first.answer.jti, /^[0-9a-f]{32}$/);
    assert.notEqual(first.answer.jti, second.answer.jti);
    assert.ok(Math.abs(first.answer.iat - Date.now() / 1000) < 60);
  });
}

function signedByNode(seconds) {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const exp = Math.floor(Date.now() / 1000) + seconds;
  const claims = { iss: "https://issuer.example", aud: "api", sub: "user-42", exp };
  const [header, payload] = [{ alg: "ES256", kid: "1" }, claims].map((part) =>
    Buffer.from(JSON.stringify(part)).toString("base64url"),
  );
  const signature = sign("sha256", Buffer.from(`${header}.${payload}`), {
    key: privateKey,
    dsaEncoding: "ieee-p1363",
  });
  const keys = JSON.stringify({ keys: [{ ...publicKey.export({ format: "jwk" }), alg: "ES256", kid: "1" }] });
  return { token: `${header}.${payload}.${signature.toString("base64url")}`, keys, claims };
}

function output(program, args) {
  return new Promise((resolve, reject) => {
    execFile(program, args, (error, stdout, stderr) => {
      try {
        resolve({ status: error ? error.code : 0, answer: JSON.parse(stdout) });
      } catch {
        reject(new Error(`${program} printed no JSON: ${stdout}${stderr}`, { cause: error }));
      }
    });
  });
}
