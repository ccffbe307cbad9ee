// ES256K, Ed448 and ML-DSA, which few hosts compute. Where a host cannot, its answer is checked and not compared, and the outcomes are those of
// `auto`.
import { hostKeys } from "./host-keys.js";
import { factsOf, outcomeOf } from "./outcome.js";

const NOW = 1_700_000_000;
const ML_DSA = ["ML-DSA-44", "ML-DSA-65", "ML-DSA-87"];
/** The number of hints that a signature has place for, and the rows whose ends are noted after them (FIPS 204 table 1, algorithm 20). */
const HINTS = { "ML-DSA-44": [80, 4], "ML-DSA-65": [55, 6], "ML-DSA-87": [75, 8] };

export async function es256k(ask, { jwk: { d, ...jwk }, tokens, ours }, expect, compare) {
  const { api } = ask;
  const signer = api.jwk({ ...jwk, d }, "ES256K");
  const token = await api.sign({ sub: "alice" }, signer, { now: NOW, expiresIn: 60 });
  const good = { ...tokens, ours, "just signed": token };
  const one = await asked(ask, { name: "ES256K", jwk, token }, compare);
  for (const [name, token] of Object.entries(good)) await tell(one, jwk, token, name, "accepted", expect);
  for (const [name, forged] of forgeries(ours, {
    "r is 0": (signature) => signature.fill(0, 0, 32),
    "s is 0": (signature) => signature.fill(0, 32),
    "r is n": (signature) => signature.set(ORDER),
    "s is n": (signature) => signature.set(ORDER, 32),
    "r is too large": (signature) => signature.fill(255, 0, 32),
    "another s": (signature) => signature.set([signature[63] ^ 1], 63),
  })) {
    await tell(one, jwk, forged, name, "signature_invalid", expect);
  }
  for (const [name, changes] of Object.entries({
    "a point off the curve": { y: jwk.x },
    "x is 0": { x: "A".repeat(43) },
    "x is too long": { x: `${jwk.x}A` },
    "another curve": { crv: "P-256" },
    "another alg": { alg: "ES256" },
    "d is 0": { d: "A".repeat(43) },
    "d of another key": { d: `${d.slice(0, -2)}AA` },
  })) {
    await refuse(one, { ...jwk, ...changes }, "ES256K", name, ours, expect);
  }
}

/** By both of its names: with an Ed448 key `EdDSA` means Ed448, and with an Ed25519 key Ed25519. */
export async function ed448(
  ask,
  { jwk: { d, ...open }, publicPem, privatePem, tokens, ours },
  expect,
  compare,
) {
  const { api } = ask;
  const signer = api.privateKey(privatePem, "EdDSA");
  const jwk = { ...open, alg: "Ed448" };
  const token = await api.sign({ sub: "alice" }, signer, { now: NOW, expiresIn: 60 });
  const one = await asked(ask, { name: "Ed448", jwk, token }, compare);
  const good = { Ed448: tokens.Ed448, EdDSA: tokens.EdDSA, ours, "just signed": token };
  for (const [name, token] of Object.entries(good)) await tell(one, jwk, token, name, "accepted", expect);
  await tell(one, { ...jwk, alg: "EdDSA" }, tokens.Ed448, "a key for EdDSA", "accepted", expect);
  await tell(one, jwk, tokens.Ed25519, "the name of the other curve", "algorithm_not_allowed", expect);
  expect(
    "the thumbprint",
    api.thumbprint(open),
    api.thumbprint(api.publicKey(publicPem, "Ed448").toPublicJwk()),
  );
  for (const [name, forged] of forgeries(ours, {
    "R is of small order": (signature) => signature.fill(0, 0, 57),
    "R is not canonical": (signature) => signature.fill(255, 0, 57),
    "another R": (signature) => signature.set([signature[3] ^ 1], 3),
    "S is too large": (signature) => signature.fill(255, 57, 113),
    "S has 57 bytes": (signature) => signature.set([1], 113),
    "another S": (signature) => signature.set([signature[60] ^ 1], 60),
  })) {
    await tell(one, jwk, forged, name, "signature_invalid", expect);
  }
  const y = (low, rest, last) => base64url([low, ...new Array(55).fill(rest), last]);
  for (const [name, changes] of Object.entries({
    "a point of small order": { x: y(1, 0, 0) },
    "a point of order 4": { x: y(0, 0, 128) },
    "a y that is not canonical": { x: y(255, 255, 0) },
    "bits beside the sign": { x: y(5, 5, 1) },
    "a point off the curve": { x: y(6, 0, 0) },
    "x is too short": { x: open.x.slice(0, 40) },
    "another curve": { crv: "Ed25519" },
    "another alg": { alg: "Ed25519" },
    "d of another key": { d: `${d.slice(0, -4)}AAAA` },
  })) {
    await refuse(one, { ...jwk, ...changes }, undefined, name, ours, expect);
  }
}

/**
 * @param examples the keys and tokens of RFC 9964
 * @param keys changes that make a bad key of the ML-DSA-65 one
 * @param files key files of each form of RFC 9881
 */
export async function mlDsa(ask, { examples, keys, files }, expect, compare) {
  const { api } = ask;
  for (const { name, jwk: whole, token } of examples.cases) {
    const { priv, ...jwk } = whole;
    const signer = api.jwk(whole);
    const signed = await api.sign({ sub: "alice" }, signer, { now: NOW, expiresIn: 60 });
    const one = await asked(ask, { name, jwk, token: signed }, compare);
    expect(`${name}: the thumbprint`, api.thumbprint(jwk), jwk.kid);
    const { code, told } = await outcomeOf.jws(one, token, () => api.jwk(jwk));
    expect(`${name}: the token of RFC 9964`, code, "accepted", told);
    // A hedged signature is different each time.
    await tell(one, jwk, signed, `${name}: just signed`, "accepted", expect);
    const [omega, rows] = HINTS[name];
    for (const [what, forged] of forgeries(signed, {
      "another challenge": (signature) => signature.set([signature[0] ^ 1]),
      "another response": (signature) => signature.set([signature[100] ^ 1], 100),
      zeros: (signature) => signature.fill(0),
      "hints out of order": (signature) =>
        signature
          .subarray(-omega - rows)
          .subarray(0, 2)
          .reverse(),
      "a hint twice": (signature) => signature.copyWithin(-omega - rows + 1, -omega - rows, 1 - omega - rows),
      "a hint after the last": (signature) => signature.set([1], signature.length - rows - 1),
      "too many hints": (signature) => signature.set([omega + 1], signature.length - 1),
    })) {
      await tell(one, jwk, forged, `${name}: ${what}`, "signature_invalid", expect);
    }
    // The seeds of the RFC are all zeros.
    const other = `${"B".repeat(42)}A`;
    await refuse(one, { ...whole, priv: other }, name, `${name}: a seed that is not pub's`, signed, expect);
    for (const alg of ML_DSA.filter((alg) => alg !== name)) {
      await refuse(one, { ...jwk, alg }, undefined, `${name}: the alg ${alg}`, signed, expect);
    }
  }
  const { priv: _, ...good } = examples.cases.find(({ name }) => name === "ML-DSA-65").jwk;
  for (const { changes } of keys.cases) {
    const jwk = { ...good };
    for (const [member, value] of Object.entries(changes)) {
      if (value === null) delete jwk[member];
      else jwk[member] = value.bytes === undefined ? value : base64urlOf(value.bytes);
    }
    await refuse(ask, jwk, undefined, `a key with ${JSON.stringify(changes)}`, "", expect);
  }
  for (const { name, ...forms } of files.cases) {
    const key = api.publicKey(forms.public, name);
    for (const form of ["seed", "both", "expanded"].filter((form) => form in forms)) {
      const token = await api.sign({ sub: "alice" }, api.privateKey(forms[form], name), {
        now: NOW,
        expiresIn: 60,
      });
      const { payload } = await api.verify(token, key, { now: NOW });
      expect(`${name}: signed by a file with ${form}`, payload.sub, "alice");
    }
  }
}

/** How the outcomes are asked for: by the engine of the cell, or by `auto` if that is a host that cannot. */
async function asked(ask, { name, jwk, token }, compare) {
  const vector = { name: `${name} of a host that may lack it`, token, key: { jwk, alg: name }, now: NOW };
  await hostKeys(ask, { cases: [vector] }, compare);
  return able(ask, jwk, name, token);
}

async function able(ask, jwk, alg, token) {
  const { api, engine } = ask;
  if (engine !== "host") return ask;
  const key = api.jwk(jwk, alg);
  try {
    await api.verify(token, key, { now: NOW, engine });
  } catch ({ code }) {
    if (code === "options_invalid") return { ...ask, engine: "auto", isSync: true };
  } finally {
    key.free();
  }
  return ask;
}

const ORDER = Uint8Array.from(
  "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141".match(/../g),
  (byte) => Number.parseInt(byte, 16),
);

/** A token for each name, with its signature changed in place by a function. */
function* forgeries(token, changes) {
  const at = token.lastIndexOf(".") + 1;
  const signature = () => {
    const text = atob(token.slice(at).replaceAll("-", "+").replaceAll("_", "/"));
    return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
  };
  for (const [name, change] of Object.entries(changes)) {
    const bytes = signature();
    change(bytes);
    yield [name, token.slice(0, at) + base64url(bytes)];
  }
  yield ["one byte short", token.slice(0, at) + base64url(signature().subarray(1))];
  yield ["one byte long", token.slice(0, at) + base64url([...signature(), 0])];
  yield ["no signature", token.slice(0, at)];
}

const base64url = (bytes) =>
  btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");

const base64urlOf = (length) => base64url(new Uint8Array(length).fill(7));

async function tell(ask, jwk, token, name, expected, expect) {
  const alg = jwk.alg ?? "ES256K";
  const makeKey = () => ask.api.jwk(jwk, alg);
  const { code, told } = await outcomeOf.jwt(await able(ask, jwk, alg, token), token, makeKey, { now: NOW });
  expect(name, code, expected, told);
}

/** A key that is refused when it is made, or when it first signs or verifies. */
async function refuse({ api, engine }, jwk, alg, name, token, expect) {
  let said = "not refused";
  try {
    const key = api.jwk(jwk, ...(alg === undefined ? [] : [alg]));
    if (jwk.d === undefined && jwk.priv === undefined) await api.verify(token, key, { now: NOW, engine });
    else await api.sign({}, key, { now: NOW, expiresIn: 60 });
  } catch (error) {
    said = factsOf(api, error);
  }
  const [code] = said.split(" ");
  // Which check finds a private key that is not sound depends on the host, and so does the reason.
  expect(name, code, "key_invalid", [jwk.d === undefined ? said : code]);
}
