// Reading a key file takes time in proportion to its length. So do the description of a file that is not read, and a secret.
import * as api from "jwt-wasm";
import { rows, times, wrapped } from "./growth.mjs";
import { kindOf, pem, publicFiles } from "./key-forms.mjs";

const EC = kindOf("P-256");
const SPKI = pem("PUBLIC KEY", publicFiles(EC)["PUBLIC KEY"]);
const CERTIFICATE = pem("CERTIFICATE", publicFiles(EC).CERTIFICATE);

/** Only the time is measured, so a refusal is fine. */
const tolerant = (make) => (input) => {
  try {
    make(input).free();
  } catch {
    // Only the time is measured.
  }
};

const FILES = {
  "text before the block": wrapped("", times("Bag Attributes\n"), SPKI),
  "text after the block": wrapped(SPKI, times("# mine\n"), ""),
  "almost a BEGIN line": wrapped("", times("-----BEGIN"), SPKI),
  "a chain of certificates": times(CERTIFICATE),
  "parameters before the key": wrapped(
    "",
    times("-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n"),
    SPKI,
  ),
  "blocks of another label in a block": wrapped(
    "-----BEGIN A-----",
    times("-----BEGIN B-----"),
    "-----END A-----",
  ),
  "one long label": wrapped("-----BEGIN ", times("A"), "-----"),
  "one long label that is closed": wrapped("-----BEGIN ", times("A "), "KEY-----"),
  "white space in the body": wrapped("-----BEGIN PUBLIC KEY-----", times(" \t\r\n"), SPKI.slice(27)),
  "a header that does not end": wrapped(
    "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,",
    times("ENCRYPTE"),
    "\n-----END RSA PRIVATE KEY-----\n",
  ),
  "OpenSSH without a key": wrapped(
    "-----BEGIN OPENSSH PRIVATE KEY-----\n",
    times("c3No"),
    "\n-----END OPENSSH PRIVATE KEY-----\n",
  ),
  "SSH words": times("ssh-ed25519 ssh-rsa ecdsa-sha2 "),
  "SSH2 words": times("---- BEGIN SSH2 "),
  "PuTTY's words": times("PuTTY-User-Key-File"),
  "base64 alone": times("MIIB"),
  "base64 of PEM": (length) => Buffer.from(times("-----BEGIN ")(length)).toString("base64"),
  JSON: wrapped("{", times('"k":[{'), ""),
  "DER with a long length": (length) =>
    Buffer.concat([Buffer.from("3082ffff", "hex"), Buffer.alloc(length, 0x30)]),
  "DER nested": (length) => Buffer.alloc(length, Buffer.from("3080", "hex")),
  "DER of many members": (length) => {
    const content = Buffer.alloc(length - (length % 3), Buffer.from("020101", "hex"));
    const size = Buffer.alloc(4);
    size.writeUInt32BE(content.length);
    return Buffer.concat([Buffer.from("3084", "hex"), size, content]);
  },
};

const SECRETS = {
  letters: times("A"),
  "white space": times(" "),
  dashes: times("-"),
  "almost PEM": times("-----BEGI"),
  "almost a JWK": times('"kty"'),
  backslashes: times("\\"),
  "escaped letters": times("\\u006"),
  "percent signs": times("%4"),
  "bytes that could end a row": times("\x02\x01"),
  "zero bytes": (length) => new Uint8Array(length),
  "bytes of DER": (length) => Buffer.alloc(length, Buffer.from("308202010282", "hex")),
};

rows(
  `public key file,`,
  tolerant((file) => api.publicKey(file, "ES256")),
  FILES,
);
rows(
  `private key file,`,
  tolerant((file) => api.privateKey(file, "ES256")),
  FILES,
);
rows(
  `secret,`,
  tolerant((secret) => api.secretKey(secret, "HS256")),
  SECRETS,
);
rows(
  "list of algorithms",
  tolerant((list) => api.publicKey(SPKI, list)),
  {
    "one name": (length) => new Array(length).fill("ES256"),
    "no names": (length) => new Array(length).fill("x"),
    holes: (length) => new Array(length),
  },
);
