// Makes a self-signed certificate, as small as X.509 allows (RFC 5280 §4.1).
import { sign } from "node:crypto";
import { generateKeyPairSync } from "../../tests/lib/key-pair.mjs";

const tlv = (tag, ...contents) => {
  const content = Buffer.concat(contents);
  return Buffer.concat([Buffer.from([tag, ...lengthOf(content.length)]), content]);
};
const lengthOf = (length) => {
  if (length < 128) return [length];
  return length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
};
const sequence = (...contents) => tlv(0x30, ...contents);
const text = (tag, value) => tlv(tag, Buffer.from(value));
const oid = (hex) => tlv(0x06, Buffer.from(hex, "hex"));

const ECDSA_WITH_SHA256 = sequence(oid("2a8648ce3d040302"));
const COMMON_NAME = oid("550403");

/** The private key and the certificate, as PEM. */
export function selfSigned(name) {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const named = sequence(tlv(0x31, sequence(COMMON_NAME, text(0x0c, name))));
  const validity = sequence(text(0x17, "200101000000Z"), text(0x17, "491231235959Z"));
  const spki = publicKey.export({ format: "der", type: "spki" });
  const serial = tlv(0x02, Buffer.from([1]));
  const tbs = sequence(serial, ECDSA_WITH_SHA256, named, validity, named, spki);
  const signature = tlv(0x03, Buffer.from([0]), sign("sha256", tbs, privateKey));
  const der = sequence(tbs, ECDSA_WITH_SHA256, signature);
  const base64 = der.toString("base64").replaceAll(/.{64}/g, "$&\n");
  return {
    key: privateKey.export({ format: "pem", type: "pkcs8" }),
    cert: `-----BEGIN CERTIFICATE-----\n${base64}\n-----END CERTIFICATE-----\n`,
    der,
  };
}
