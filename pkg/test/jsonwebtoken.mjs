import { generateKeyPairSync } from "../../tests/lib/key-pair.mjs";

/** The name and the message of the call's error, thrown or by its promise; without an error, the result. */
export async function told(call) {
  try {
    return await call();
  } catch (error) {
    return `${error.name}: ${error.message}`;
  }
}

export const base64url = (value) =>
  Buffer.from(typeof value === "string" ? value : JSON.stringify(value)).toString("base64url");

const PEM = {
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
  publicKeyEncoding: { type: "spki", format: "pem" },
};

export const rsa = generateKeyPairSync("rsa", { modulusLength: 2048, ...PEM });
export const ec = Object.fromEntries(
  ["P-256", "P-384", "P-521"].map((namedCurve) => [
    namedCurve,
    generateKeyPairSync("ec", { namedCurve, ...PEM }),
  ]),
);

/** A pair of key files for each algorithm. */
export const PAIRS = {
  RS256: rsa,
  RS384: rsa,
  RS512: rsa,
  PS256: rsa,
  PS384: rsa,
  PS512: rsa,
  ES256: ec["P-256"],
  ES384: ec["P-384"],
  ES512: ec["P-521"],
};
