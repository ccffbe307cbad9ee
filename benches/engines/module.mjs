// Drives an engine's module as the package does (`pkg/src/engines/wasm.ts`), which offers no choice of who signs.
import { compiled } from "#engines";
import { fromBase64url } from "../lab/text.mjs";

/** For each measured algorithm its engine, and its place in `Algorithm::ALL`. */
const ENGINES = {
  RS256: ["rsa", 3],
  PS256: ["rsa", 6],
  ES256: ["es256", 9],
  ES384: ["es384", 10],
  ES512: ["es512", 11],
  ES256K: ["es256k", 12],
  EdDSA: ["eddsa", 13],
  Ed448: ["ed448", 15],
  "ML-DSA-44": ["mldsa", 16],
  "ML-DSA-65": ["mldsa", 17],
  "ML-DSA-87": ["mldsa", 18],
};

/** FIPS 204 §3.4: the bytes with which a signature is hedged. */
const HEDGE = 32;

export const isMlDsa = (algorithm) => algorithm.startsWith("ML-DSA");

/** No engine signs with RSA, because none takes constant time. */
export const signs = (algorithm) => ENGINES[algorithm][0] !== "rsa";

export const algorithms = Object.keys(ENGINES);

async function engineOf(algorithm) {
  const [name, place] = ENGINES[algorithm];
  return driven(new WebAssembly.Instance(await compiled(name)).exports, place);
}

function driven(exports, place) {
  const view = (length) => {
    // This may make the memory larger, which replaces `memory.buffer`.
    const address = exports.buffer(length) >>> 0;
    return new Uint8Array(exports.memory.buffer, address, length);
  };
  const write = (...parts) => {
    const target = view(parts.reduce((size, { length }) => size + length, 0));
    let at = 0;
    for (const part of parts) {
      target.set(part, at);
      at += part.length;
    }
  };
  const read = (length) => view(length).slice();
  return { exports, place, write, read };
}

function taken(key) {
  if (key === 0) throw new Error("the engine refuses the key");
  return key;
}

/** A function of a message and its signature, with the key kept. */
export async function verifierOf(algorithm, { n, e, x, y = "", pub }) {
  const { exports, place, write } = await engineOf(algorithm);
  const parts = [n ?? x ?? pub, e ?? y].map(fromBase64url);
  write(...parts);
  const key = taken(exports.verifyingKey(place, ...parts.map(({ length }) => length)));
  return (input, signature) => {
    write(input, signature);
    return exports.verify(key, place, input.length, signature.length) === 1;
  };
}

/** A function that signs a message, with the key kept. */
export async function signerOf(algorithm, jwk) {
  const { exports, place, write, read } = await engineOf(algorithm);
  const key = privateKeyOf(jwk, { exports, place, write });
  return (input) => {
    const random = crypto.getRandomValues(new Uint8Array(isMlDsa(algorithm) ? HEDGE : 0));
    write(input, random);
    return read(exports.sign(key, input.length, random.length));
  };
}

function privateKeyOf({ d, priv }, { exports, place, write }) {
  const bytes = fromBase64url(d ?? priv);
  write(bytes);
  return taken(exports.signingKey(place, bytes.length));
}

/** The public half of a private key. */
export async function publicHalfOf(algorithm, jwk) {
  const engine = await engineOf(algorithm);
  return engine.read(engine.exports.publicHalf(privateKeyOf(jwk, engine)));
}
