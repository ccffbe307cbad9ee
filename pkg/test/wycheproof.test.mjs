// Project Wycheproof's signatures, verified by the engines: the host's cryptography with the arguments that the package uses, and the
// modules. They are not JWS, so the core's check of a signature's form is repeated here for the host; a module has it too, and
// natively, `tests/native/arithmetic.rs` asks the core itself.
import assert from "node:assert/strict";
import { createPublicKey } from "node:crypto";
import { test } from "node:test";
import "jwt-wasm/engines/es256";
import "jwt-wasm/engines/es256k";
import "jwt-wasm/engines/ed448";
import "jwt-wasm/engines/rsa";
import { hostAlgorithm } from "../dist/engines/algorithms.js";
import * as node from "../dist/engines/node.js";
import * as wasm from "../dist/engines/wasm.js";
import * as web from "../dist/engines/web.js";
import { load } from "./support.mjs";

const ORDERS = {
  "P-256": 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n,
  Ed448: 2n ** 446n - 13818066809895115352007386748515426880336692474882178609894547503885n,
  secp256k1: 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n,
};

/** Repeats `check_signature_form` of `src/key/bounds.rs`. */
function hasForm(jwk, signature) {
  const number = (bytes) => BigInt(`0x0${Buffer.from(bytes).toString("hex")}`);
  if (jwk.kty === "RSA") {
    const n = Buffer.from(jwk.n, "base64url");
    return signature.length === n.length && number(signature) < number(n);
  }
  if (jwk.kty === "OKP") {
    const s = number(Buffer.from(signature.subarray(57)).reverse());
    return signature.length === 114 && s < ORDERS[jwk.crv];
  }
  const halves = [signature.subarray(0, 32), signature.subarray(32)].map(number);
  return signature.length === 64 && halves.every((half) => half > 0n && half < ORDERS[jwk.crv]);
}

for (const [file, name, count] of [
  ["rsa_signature_2048_sha256.json", "RS256", 130],
  ["rsa_pss_2048_sha256_mgf1_32.json", "PS256", 54],
  ["ecdsa_secp256r1_sha256_p1363.json", "ES256", 135],
  ["ecdsa_secp256k1_sha256_p1363.json", "ES256K", 129],
  ["ed448.json", "Ed448", 44],
]) {
  test(`${name}, by node:crypto, WebCrypto and the module`, async () => {
    const algorithm = hostAlgorithm(name);
    const { subtle } = globalThis.crypto;
    let ran = 0;
    for (const { publicKeyDer, tests } of load(`wycheproof/${file}`).testGroups) {
      const spki = { key: Buffer.from(publicKeyDer, "hex"), format: "der", type: "spki" };
      const jwk = createPublicKey(spki).export({ format: "jwk" });
      const nodeKey = node.importPublic(node.nodeCrypto(), algorithm, jwk);
      // No WebCrypto has secp256k1, and few have Ed448.
      const webKey = ["ES256K", "Ed448"].includes(name)
        ? undefined
        : await web.importPublic(subtle, algorithm, jwk);
      const key = { owner: { hostKeys: undefined }, index: 0, jwk: () => jwk };
      for (const { tcId, comment, msg, sig, result } of tests) {
        const [input, signature] = [msg, sig].map((text) => new Uint8Array(Buffer.from(text, "hex")));
        const isAsked = hasForm(jwk, signature);
        const answers = {
          node: isAsked && node.verify(node.nodeCrypto(), nodeKey, input, signature),
          module: wasm.verify(algorithm, key, { input, signature }),
          ...(webKey && { web: isAsked && (await web.verify(subtle, algorithm, webKey, input, signature)) }),
        };
        for (const [engine, answer] of Object.entries(answers)) {
          assert.equal(answer, result === "valid", `${engine}: ${file}: tcId ${tcId} ${comment}`);
        }
        ran++;
      }
    }
    assert.equal(ran, count);
  });
}
