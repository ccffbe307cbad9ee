// Encrypted tokens: those of the RFCs and of Auth.js, and for each `alg`, `enc` and curve one that is made here. The error for each kind
// of damage is the same everywhere.
import { NOW, refusal, refusalSync } from "./behaviour/support.js";
import { LEADING_ZEROS, leadingZeros } from "./leading-zeros.js";

export const ENCRYPTED = {
  "rfc-jwe.json": 3,
  "rfc7520-jwe.json": 9,
  "auth-js.json": 3,
  "encrypted tokens": 6 * (7 + 4 * 4 + 3) + 4 + LEADING_ZEROS,
};

const ENCS = {
  A128GCM: 16,
  A192GCM: 24,
  A256GCM: 32,
  "A128CBC-HS256": 32,
  "A192CBC-HS384": 48,
  "A256CBC-HS512": 64,
};
const SECRETS = { A128KW: 16, A192KW: 24, A256KW: 32, A128GCMKW: 16, A192GCMKW: 24, A256GCMKW: 32 };
const AGREEMENTS = ["ECDH-ES", "ECDH-ES+A128KW", "ECDH-ES+A192KW", "ECDH-ES+A256KW"];

/** Private keys of RFC 7518 appendix C, RFC 7520 and RFC 8037. */
const CURVES = [
  {
    kty: "EC",
    crv: "P-256",
    x: "weNJy2HscCSM6AEDTDg04biOvhFhyyWvOHQfeF_PxMQ",
    y: "e8lnCO-AlStT-NJVX-crhB7QRYhiix03illJOVAOyck",
    d: "VEmDZpDXXK8p8N0Cndsxs924q6nS1RXFASRl6BfUqdw",
  },
  {
    kty: "EC",
    crv: "P-384",
    x: "YU4rRUzdmVqmRtWOs2OpDE_T5fsNIodcG8G5FWPrTPMyxpzsSOGaQLpe2FpxBmu2",
    y: "A8-yxCHxkfBz3hKZfI1jUYMjUhsEveZ9THuwFjH2sCNdtksRJU7D5-SkgaFL1ETP",
    d: "iTx2pk7wW-GqJkHcEkFQb2EFyYcO7RugmaW3mRrQVAOUiPommT0IdnYK2xDlZh-j",
  },
  {
    kty: "EC",
    crv: "P-521",
    x: "AHKZLLOsCOzz5cY97ewNUajB957y-C-U88c3v13nmGZx6sYl_oJXu9A5RkTKqjqvjyekWF-7ytDyRXYgCF5cj0Kt",
    y: "AdymlHvOiLxXkEhayXQnNCvDX4h9htZaCJN34kfmC6pV5OhQHiraVySsUdaQkAgDPrwQrJmbnX9cwlGfP-HqHZR1",
    d: "AAhRON2r9cqXX1hg-RoI6R1tX5p2rUAYdmpHZoC1XNM56KtscrX6zbKipQrCW9CGZH3T4ubpnoTKLDYJ_fF3_rJt",
  },
  {
    kty: "OKP",
    crv: "X25519",
    x: "hSDwCYkwp1R0i33ctD73Wg2_Og0mOBr066SpjqqbTmo",
    d: "dwdtCnMYpX08FsFyUbJmRd9ML4frwJkqsXf7pR25LCo",
  },
];

export async function encrypted(ask, load, expectIn) {
  const { jwe } = ask;
  const { tokens } = await load("rfc-jwe.json");
  for (const { name, token, key, alg, enc, refused } of tokens) {
    const makeKey = () =>
      refused === undefined
        ? jwe.encryptionKey(key, { alg, enc })
        : jwe.encryptionKey(new Uint8Array(16), { alg: "A128KW", enc });
    await contentOnly(ask, expectIn("rfc-jwe.json"), name, token, makeKey, refused);
  }
  const examples = await load("rfc7520-jwe.json");
  for (const { name, input, output } of examples) {
    if (output.compact === undefined) continue;
    const { alg, enc, key } = input;
    const refused =
      { RSA1_5: "rsa1_5", "PBES2-HS512+A256KW": "pbes2" }[alg] ?? (name.includes("5_9.") && "zip");
    const makeKey = () =>
      refused && refused !== "zip"
        ? jwe.encryptionKey(new Uint8Array(16), { alg: "A128KW", enc })
        : jwe.encryptionKey({ ...key, alg, use: "enc" }, { enc });
    await contentOnly(ask, expectIn("rfc7520-jwe.json"), name, output.compact, makeKey, refused || undefined);
  }
  const sessions = await load("auth-js.json");
  for (const { by, version, cookie, token } of sessions.tokens) {
    const key = jwe.authJsKey(sessions.secret, version === 4 ? { version } : { cookie });
    const { payload, header, key: used } = await jwe.decrypt(token, key, { ignoreExpiry: true });
    const told = JSON.stringify([header, payload, used]);
    expectIn("auth-js.json")(
      by,
      JSON.stringify({ ...payload, ...sessions.claims }),
      JSON.stringify(payload),
      [told],
    );
  }
  for (const [alg, enc, encrypting, decrypting] of keys(ask, examples)) {
    await roundTrip(
      ask,
      expectIn("encrypted tokens"),
      `${alg} ${enc} ${encrypting.name}`,
      encrypting,
      decrypting,
    );
  }
  await leadingZeros(ask, rsaIn(examples), expectIn("encrypted tokens"));
  forms(ask, expectIn("encrypted tokens"));
}

/** The content is not a JWT, so a token that decrypts is refused for its payload. */
async function contentOnly({ api, jwe }, expect, name, token, makeKey, refused) {
  const facts = await refusal(api, () => jwe.decrypt(token, makeKey()));
  const wanted =
    refused === undefined ? "malformed" : refused === "zip" ? "header_rejected" : "algorithm_not_allowed";
  expect(name, facts.code, wanted, [JSON.stringify(facts)]);
}

function* keys({ jwe }, examples) {
  const { d: _, p: __, q: ___, dp: ____, dq: _____, qi: ______, ...publicRsa } = rsaIn(examples);
  for (const [enc, size] of Object.entries(ENCS)) {
    for (const [alg, length] of [["dir", size], ...Object.entries(SECRETS)]) {
      const key = jwe.encryptionKey(new Uint8Array(length).fill(7), { alg, enc });
      yield [alg, enc, { key, name: "" }, key];
    }
    for (const alg of AGREEMENTS) {
      for (const { d, ...open } of CURVES) {
        const [key, own] = [open, { ...open, d }].map((jwk) => jwe.encryptionKey(jwk, { alg, enc }));
        yield [alg, enc, { key, name: open.crv }, own];
      }
    }
    for (const alg of ["RSA-OAEP-256", "RSA-OAEP-384", "RSA-OAEP-512"]) {
      const key = jwe.encryptionKey({ ...publicRsa, alg }, { enc });
      yield [alg, enc, { key, name: "" }, jwe.encryptionKey({ ...rsaIn(examples), alg }, { enc })];
    }
  }
}

function rsaIn(examples) {
  const { kty, n, e, d, p, q, dp, dq, qi } = examples.find(({ input }) => input.alg === "RSA-OAEP").input.key;
  return { kty, n, e, d, p, q, dp, dq, qi };
}

async function roundTrip(ask, expect, name, { key: encrypting }, decrypting) {
  const { api, jwe, hasNodeCrypto } = ask;
  const claims = { sub: "Zoë", roles: ["a", "b"] };
  const token = await jwe.encrypt(claims, encrypting, { now: NOW, expiresIn: 60 });
  const decrypt = (text) => jwe.decrypt(text, decrypting, { now: NOW });
  const { payload, key } = await decrypt(token);
  const parts = token.split(".");
  const told = [payload, key, parts.map((part, place) => (place === 3 ? "" : part.length > 0))];
  for (const place of [1, 2, 3, 4]) {
    if (parts[place] === "") continue;
    const [first] = parts[place];
    const changed = [...parts];
    changed[place] = `${first === "A" ? "B" : "A"}${parts[place].slice(1)}`;
    told.push(await refusal(api, () => decrypt(changed.join("."))));
  }
  const isByHost = /^(ECDH|RSA)/.test(key.alg);
  if (!isByHost || hasNodeCrypto) {
    const again = jwe.encryptSync(claims, encrypting, { now: NOW, expiresIn: 60 });
    const { payload: sync } = jwe.decryptSync(again, decrypting, { now: NOW });
    if (JSON.stringify(sync) !== JSON.stringify(payload)) told.push(sync);
  }
  const failures = told.slice(3);
  const isSame = failures.every(({ code }) => code === "decryption_failed");
  expect(name, `${payload.sub} ${payload.exp} ${isSame}`, `Zoë ${NOW + 60} true`, [JSON.stringify(told)]);
}

/** What no key can decrypt. */
function forms({ api, jwe }, expect) {
  const key = jwe.encryptionKey(new Uint8Array(32), { alg: "dir", enc: "A256GCM" });
  for (const [name, token, code] of [
    ["a signed token", "e30.e30.AA", "not_encrypted"],
    ["no token", "", "malformed"],
    ["six parts", "e30.....", "malformed"],
    ["a short IV", "eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..AA.AA.AA", "malformed"],
  ]) {
    const facts = refusalSync(api, () => jwe.decryptSync(token, key));
    expect(name, facts.code, code, [JSON.stringify(facts)]);
  }
}
