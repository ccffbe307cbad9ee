// Asks node:crypto and the module of the npm package about the cases of `ed448 COUNT --print`, which come on the standard
// input: `ed448 COUNT --print | node tests/fuzz/examples/ed448.mjs`.
import { createPublicKey, verify } from "node:crypto";
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";

const bytes = readFileSync(new URL("../../../pkg/generated/ed448.wasm", import.meta.url));
const engine = new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports;
// The place of Ed448 in `Algorithm::ALL`.
const ED448 = 15;

const PRIME = 2n ** 448n - 2n ** 224n - 1n;
const ORDER = 2n ** 446n - 13818066809895115352007386748515426880336692474882178609894547503885n;

const counts = { good: 0, bad: 0, refused: 0, lax: 0 };
for await (const line of createInterface({ input: process.stdin })) {
  const [key, message, signature, ours] = line.split(" ");
  const question = [key, message, signature].map((hex) => Buffer.from(hex, "hex"));
  const answers = { rust: ours, node: byNode(...question), module: byModule(...question) };
  // The core looks at the bounds before it asks a host. What only the bounds refuse is counted.
  const [point, , both] = question;
  const isKey = isSound(point);
  const isAsked = isKey && isSound(both.subarray(0, 57)) && numberOf(both.subarray(57)) < ORDER;
  if (answers.node === "good" && !isAsked) counts.lax++;
  // OpenSSL takes a point that is not on the curve until it verifies with it; the package finds such a point itself.
  const node = isAsked && answers.node === "good" ? "good" : "bad";
  const isGood = [answers.module, answers.rust].every((answer) => (answer === "good") === (node === "good"));
  if (!isGood || (!isKey && answers.module !== "refused")) {
    console.error(answers, line);
    process.exit(1);
  }
  counts[answers.module]++;
}
const { good, bad, refused, lax } = counts;
console.log(`${good} good and ${bad} bad signatures, ${refused} refused keys, no difference`);
console.log(`${lax} that node:crypto takes and the bounds refuse`);

/** RFC 8032 §5.2.3, and not of small order. */
function isSound(point) {
  const y = numberOf(point) % 2n ** 455n;
  return y > 1n && y < PRIME - 1n;
}

function numberOf(bytes) {
  return BigInt(`0x${Buffer.from(bytes).reverse().toString("hex")}`);
}

function byNode(point, message, signature) {
  try {
    const jwk = { kty: "OKP", crv: "Ed448", x: point.toString("base64url") };
    return verify(null, message, createPublicKey({ format: "jwk", key: jwk }), signature) ? "good" : "bad";
  } catch {
    return "refused";
  }
}

function byModule(point, message, signature) {
  write(point);
  const key = engine.verifyingKey(ED448, 57, 0);
  if (key === 0) return "refused";
  write(message, signature);
  const isGood = engine.verify(key, ED448, message.length, signature.length);
  engine.freeVerifyingKey(key);
  return isGood ? "good" : "bad";
}

function write(...parts) {
  const all = Buffer.concat(parts);
  const address = engine.buffer(all.length) >>> 0;
  new Uint8Array(engine.memory.buffer, address, all.length).set(all);
}
