// RSASSA-PKCS1-v1_5 in the module raises to the exponent by itself, so exponents and lengths of every shape are tried.
import assert from "node:assert/strict";
import { createSign } from "node:crypto";
import { test } from "node:test";
import * as api from "jwt-wasm";
import { generateKeyPairSync } from "../../tests/lib/key-pair.mjs";
import { refusal } from "./support.mjs";
import "jwt-wasm/engines/rsa";

const EXPONENTS = [3, 5, 7, 17, 257, 65537, 65539, 0x80000003, 0xfffffffb];
const LENGTHS = [2049, 2055, 2056, 3072];

for (const [modulusLength, publicExponent] of [
  ...EXPONENTS.map((exponent) => [2048, exponent]),
  ...LENGTHS.map((length) => [length, 65537]),
]) {
  test(`a key of ${modulusLength} bits with the exponent ${publicExponent}`, () => {
    const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength, publicExponent });
    const jwk = publicKey.export({ format: "jwk" });
    for (const alg of ["RS256", "RS384", "RS512"]) {
      const key = api.jwk(jwk, alg);
      const header = Buffer.from(JSON.stringify({ alg })).toString("base64url");
      const input = `${header}.${Buffer.from('{"exp":9999999999}').toString("base64url")}`;
      const signature = createSign(alg.replace("RS", "SHA")).update(input).sign(privateKey);
      const verify = (bytes) =>
        api.verifySync(`${input}.${bytes.toString("base64url")}`, key, { engine: "wasm" });
      assert.equal(verify(signature).payload.exp, 9999999999);
      // A signature with another hash in it, as one of RS256 under the name RS384.
      const other = createSign(alg === "RS256" ? "SHA384" : "SHA256");
      for (const bad of [
        other.update(input).sign(privateKey),
        Buffer.alloc(signature.length),
        Buffer.concat([Buffer.alloc(signature.length - 1), Buffer.of(1)]),
        signature.map((byte, index) => (index === signature.length - 1 ? byte ^ 1 : byte)),
      ]) {
        assert.equal(refusal(() => verify(Buffer.from(bad))).code, "signature_invalid");
      }
    }
  });
}
