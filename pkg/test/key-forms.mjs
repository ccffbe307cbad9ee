// Keys in every form in which people pass them on, made with Node's own cryptography.
import assert from "node:assert/strict";
import { constants as padding, sign, verify, X509Certificate } from "node:crypto";
import { inspect } from "node:util";
import * as all from "jwt-wasm";
import { generateKeyPairSync } from "../../tests/lib/key-pair.mjs";
import { refusal } from "./support.mjs";

const api = { ...all };

/** A DER value: its tag, its length and its content (X.690 §8.1). */
export function der(tag, ...parts) {
  const content = Buffer.concat(parts.map((part) => Buffer.from(part)));
  const digits = Buffer.from(content.length.toString(16).padStart(content.length > 255 ? 4 : 2, "0"), "hex");
  const length = content.length < 128 ? digits : Buffer.from([0x80 + digits.length, ...digits]);
  return Buffer.concat([Buffer.from([tag]), length, content]);
}

export const sequence = (...parts) => der(0x30, ...parts);

export function pem(label, bytes) {
  const lines = Buffer.from(bytes)
    .toString("base64")
    .match(/.{1,64}/g);
  return `-----BEGIN ${label}-----\n${lines.join("\n")}\n-----END ${label}-----\n`;
}

export const fromPem = (text) => Buffer.from(text.replace(/-----[^-]+-----/g, ""), "base64");

/** One row for each kind of key. The object identifier names the signatures of its certificates (RFC 5280 §4.1.1.2). */
export const KINDS = [
  {
    name: "RSA",
    make: ["rsa", { modulusLength: 2048 }],
    algorithms: ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512"],
    signature: "300d06092a864886f70d01010b0500",
  },
  {
    name: "P-256",
    make: ["ec", { namedCurve: "P-256" }],
    algorithms: ["ES256"],
    signature: "300a06082a8648ce3d040302",
  },
  {
    name: "P-384",
    make: ["ec", { namedCurve: "P-384" }],
    algorithms: ["ES384"],
    signature: "300a06082a8648ce3d040303",
  },
  {
    name: "P-521",
    make: ["ec", { namedCurve: "P-521" }],
    algorithms: ["ES512"],
    signature: "300a06082a8648ce3d040304",
  },
  { name: "Ed25519", make: ["ed25519"], algorithms: ["EdDSA", "Ed25519"], signature: "300506032b6570" },
].map((kind) => ({ ...kind, ...generateKeyPairSync(...kind.make) }));

export const kindOf = (name) => KINDS.find((kind) => kind.name === name);

export const members = (name, half = "publicKey") => kindOf(name)[half].export({ format: "jwk" });
export const SECRET_JWK = { kty: "oct", alg: "HS256", k: Buffer.alloc(32, 7).toString("base64url") };

export const base64url = (bytes) => Buffer.from(bytes).toString("base64url");
export const bytes = (text) => Buffer.from(text, "base64url");
export const without = (jwk, name) => Object.fromEntries(Object.entries(jwk).filter(([key]) => key !== name));
export const another = (...what) => generateKeyPairSync(...what).publicKey.export({ format: "jwk" });

/** A public key in each of its containers, as DER, by PEM label. */
export function publicFiles(kind) {
  const { name, publicKey } = kind;
  return {
    "PUBLIC KEY": publicKey.export({ type: "spki", format: "der" }),
    ...(name === "RSA" ? { "RSA PUBLIC KEY": publicKey.export({ type: "pkcs1", format: "der" }) } : {}),
    CERTIFICATE: certificate(kind),
  };
}

/** A private key in each of its containers, as DER, by PEM label. */
export function privateFiles({ name, privateKey }) {
  return {
    "PRIVATE KEY": privateKey.export({ type: "pkcs8", format: "der" }),
    ...(name === "RSA" ? { "RSA PRIVATE KEY": privateKey.export({ type: "pkcs1", format: "der" }) } : {}),
    ...(name.startsWith("P-")
      ? { "EC PRIVATE KEY": privateKey.export({ type: "sec1", format: "der" }) }
      : {}),
  };
}

/** One file in each form that a caller can pass. */
export function passed(label, bytes) {
  const padded = Buffer.concat([Buffer.from([1, 2, 3]), bytes, Buffer.from([4])]);
  return {
    "PEM text": pem(label, bytes),
    Uint8Array: new Uint8Array(bytes),
    ArrayBuffer: new Uint8Array(bytes).buffer,
    "a view into more": padded.subarray(3, -1),
  };
}

const HASHES = { RSA: "sha256", "P-256": "sha256", "P-384": "sha384", "P-521": "sha512", Ed25519: null };

/** A self-signed certificate (RFC 5280 §4.1). For Ed25519 it is of version 1, which has no [0] before its serial number. */
export function certificate({ name, publicKey, privateKey, signature }) {
  const algorithm = Buffer.from(signature, "hex");
  const time = (text) => der(0x17, Buffer.from(text));
  const subject = sequence(der(0x31, sequence(der(0x06, [0x55, 4, 3]), der(0x0c, Buffer.from(name)))));
  const signed = sequence(
    name === "Ed25519" ? [] : der(0xa0, der(0x02, [2])),
    der(0x02, [0x01, 0x23]),
    algorithm,
    subject,
    sequence(time("200101000000Z"), time("491231235959Z")),
    subject,
    publicKey.export({ type: "spki", format: "der" }),
  );
  const file = sequence(signed, algorithm, der(0x03, [0], sign(HASHES[name], signed, privateKey)));
  if (!new X509Certificate(file).verify(publicKey)) throw new Error("the certificate is not one");
  return file;
}

function nodeArguments(algorithm, key) {
  const hash = algorithm.startsWith("Ed") ? null : `sha${algorithm.slice(2)}`;
  const pss = { padding: padding.RSA_PKCS1_PSS_PADDING, saltLength: padding.RSA_PSS_SALTLEN_DIGEST };
  const own = { P: pss, E: { dsaEncoding: "ieee-p1363" }, R: {} }[algorithm[0]];
  return { hash, key: { key, ...own } };
}

/** A token that Node's own cryptography signed. */
export function nodeToken(algorithm, privateKey, claims, header = {}) {
  const parts = [{ alg: algorithm, ...header }, claims];
  const input = parts.map((part) => Buffer.from(JSON.stringify(part)).toString("base64url")).join(".");
  const { hash, key } = nodeArguments(algorithm, privateKey);
  return `${input}.${sign(hash, Buffer.from(input), key).toString("base64url")}`;
}

/** Whether Node's own cryptography accepts a token's signature. */
export function nodeVerifies(algorithm, publicKey, token) {
  const [header, payload, signature] = token.split(".");
  const { hash, key } = nodeArguments(algorithm, publicKey);
  return verify(hash, Buffer.from(`${header}.${payload}`), key, Buffer.from(signature, "base64url"));
}

/** Asserts for each row its code and its message, which must hold no part of the file. @returns the number of rows */
export function refusedAll(rows) {
  for (const [name, call, file, algorithm, message, code = "key_invalid"] of rows) {
    const error = refusal(() => api[call](file, algorithm));
    assert.equal(error.code, code, `${name}: ${error.message}`);
    assert.match(error.message, message, name);
    if (typeof file === "string") {
      for (const line of file.match(/[A-Za-z0-9+/]{24,}/g) ?? [])
        assert.ok(!inspect(error).includes(line), name);
    }
  }
  return rows.length;
}
