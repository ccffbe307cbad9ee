// Asks node:crypto and the module of the npm package about the cases of `curve COUNT --print`, which come on the standard
// input: `curve COUNT --print | node tests/fuzz/examples/curve.mjs`.
import { createPublicKey, verify } from "node:crypto";
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";

const bytes = readFileSync(new URL("../../../pkg/generated/es256.wasm", import.meta.url));
const engine = new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports;
// The place of ES256 in `Algorithm::ALL`.
const ES256 = 9;

const counts = { good: 0, bad: 0, refused: 0 };
for await (const line of createInterface({ input: process.stdin })) {
  const [key, message, signature, ours] = line.split(" ");
  const question = [key, message, signature].map((hex) => Buffer.from(hex, "hex"));
  const answers = { rust: ours, node: byNode(...question), module: byModule(...question) };
  // Rust's line does not say whether a bad signature has a bad key.
  if (answers.node !== answers.module || (answers.rust === "good") !== (answers.node === "good")) {
    console.error(answers, line);
    process.exit(1);
  }
  counts[answers.node]++;
}
const { good, bad, refused } = counts;
console.log(`${good} good and ${bad} bad signatures, ${refused} refused keys, no difference`);

function byNode(point, message, signature) {
  const [x, y] = [point.subarray(0, 32), point.subarray(32)].map((bytes) => bytes.toString("base64url"));
  let key;
  try {
    key = createPublicKey({ format: "jwk", key: { kty: "EC", crv: "P-256", x, y } });
  } catch {
    return "refused";
  }
  return verify("sha256", message, { key, dsaEncoding: "ieee-p1363" }, signature) ? "good" : "bad";
}

function byModule(point, message, signature) {
  write(point);
  const key = engine.verifyingKey(ES256, 32, 32);
  if (key === 0) return "refused";
  write(message, signature);
  const isGood = engine.verify(key, ES256, message.length, signature.length);
  engine.freeVerifyingKey(key);
  return isGood ? "good" : "bad";
}

function write(...parts) {
  const all = Buffer.concat(parts);
  const address = engine.buffer(all.length) >>> 0;
  new Uint8Array(engine.memory.buffer, address, all.length).set(all);
}
