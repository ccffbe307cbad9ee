import { refusal, refusalSync, SECRET } from "./support.js";
import { IS_RANDOM, PUBLIC_KEY_ALGORITHMS, SECRET_ALGORITHMS, signerOf } from "./test-keys.js";

const WAYS = { encoded: {}, detached: { detached: true }, unencoded: { b64: false } };
const ALL = { ...WAYS, "detached, unencoded": { detached: true, b64: false } };

/** `signJws` and `verifyJws`, with every algorithm, the payload in the token or detached, encoded or not. */
export async function signedBytes(ask, expect) {
  for (const algorithm of SECRET_ALGORITHMS) {
    const secret = new Uint8Array({ HS256: 32, HS384: 48, HS512: 64 }[algorithm]).fill(9);
    await roundTrips(ask, expect, algorithm, ask.api.secretKey(secret, algorithm));
  }
  for (const algorithm of PUBLIC_KEY_ALGORITHMS) {
    await roundTrips(ask, expect, algorithm, signerOf(ask.api, algorithm));
  }
  await long(ask, expect);
  await refusals(ask, expect);
}

async function roundTrips({ api, hasNodeCrypto }, expect, algorithm, key) {
  const isSecret = SECRET_ALGORITHMS.includes(algorithm);
  const open = isSecret ? key : api.jwk(key.toPublicJwk(), algorithm);
  const payload = "Zoe: 100 %, {no} JSON";
  const bytes = new TextEncoder().encode(payload);
  const needsHost = /^[RP]S/.test(algorithm);
  for (const [name, way] of Object.entries(ALL)) {
    const token = await api.signJws(payload, key, way);
    const options = { ...(way.detached && { payload: bytes }), ...(way.b64 === false && { b64: false }) };
    const { header, payload: given } = await api.verifyJws(token, open, options);
    const told = [header, new TextDecoder().decode(given), token.split(".")[1]];
    const middle = way.detached ? "" : way.b64 === false ? payload : btoa(payload).replaceAll("=", "");
    const expected = { alg: algorithm, ...(way.b64 === false && { b64: false, crit: ["b64"] }) };
    const signature = IS_RANDOM.test(algorithm) ? "" : token;
    expect(`${algorithm}, ${name}`, [...told, signature], [expected, payload, middle, signature]);
    const other = await refusal(api, () =>
      api.verifyJws(token, open, way.detached ? { ...options, payload: `${payload} ` } : { payload }),
    );
    const code = way.detached ? "signature_invalid" : "malformed";
    expect(`${algorithm}, ${name}, with another payload`, other.code, code);
    if (!hasNodeCrypto && needsHost) {
      const refused = refusalSync(api, () => api.signJwsSync(bytes, key, way));
      expect.here(`${algorithm}, ${name}, by signJwsSync`, refused, {
        code: "sync_unavailable",
        reason: "engine",
      });
    } else {
      const made = api.signJwsSync(bytes, key, way);
      const verified = await api.verifyJws(made, open, options);
      expect.here(`${algorithm}, ${name}, by signJwsSync`, verified.header, expected);
    }
    const sync = api.verifyJwsSync(token, open, options);
    expect.here(`${algorithm}, ${name}, by verifyJwsSync`, sync.header, expected);
  }
  key.free();
}

/** A host that answers synchronously computes the HMACs of long content. */
async function long({ api }, expect) {
  const key = api.secretKey(SECRET, "HS256");
  const payload = new Uint8Array(50_000).fill(0xe9);
  for (const b64 of [true, false]) {
    const token = await api.signJws(payload, key, { detached: true, b64 });
    const told = [token];
    for (const verify of [api.verifyJws, api.verifyJwsSync]) {
      told.push((await verify(token, key, { payload, b64 })).payload.length);
      const other = payload.slice();
      other[49_999] ^= 1;
      told.push((await refusal(api, () => verify(token, key, { payload: other, b64 }))).code);
    }
    expect(`50 KB beside a token, b64 ${b64}`, told, [
      token,
      50_000,
      "signature_invalid",
      50_000,
      "signature_invalid",
    ]);
  }
  key.free();
}

async function refusals({ api }, expect) {
  const key = api.secretKey(SECRET, "HS256");
  const tokens = Object.fromEntries(
    Object.entries(ALL).map(([name, way]) => [name, api.signJwsSync("payload", key, way)]),
  );
  const rows = [
    ["encoded", { payload: "payload" }],
    ["encoded", { b64: false }],
    ["encoded", { maxTokenLength: 20 }],
    ["detached", {}],
    ["detached", { payload: "" }],
    ["detached", { payload: "payload", b64: false }],
    ["unencoded", {}],
    ["unencoded", { payload: "payload", b64: false }],
    ["detached, unencoded", {}],
    ["detached, unencoded", { payload: "payload" }],
    ["detached, unencoded", { b64: false }],
    ["detached, unencoded", { payload: "payload", b64: false, allowPadding: true }],
    ["encoded", { engine: "wasm" }],
    ["encoded", { payload: undefined }],
  ];
  const codes = {};
  for (const [name, options] of rows) {
    const facts = await refusal(api, () => api.verifyJws(tokens[name], key, options));
    expect(`${name} with ${JSON.stringify(options)}`, facts, facts);
    expect.here(
      "at once",
      refusalSync(api, () => api.verifyJwsSync(tokens[name], key, options)),
      facts,
    );
    codes[facts.code ?? facts] = (codes[facts.code ?? facts] ?? 0) + 1;
  }
  expect("how many of each", codes, {
    malformed: 3,
    header_rejected: 4,
    too_large: 1,
    signature_invalid: 3,
    options_invalid: 3,
  });
  for (const [name, code] of [
    ["unencoded", "malformed"],
    ["detached, unencoded", "header_rejected"],
    ["detached", "malformed"],
  ]) {
    const facts = await refusal(api, () => api.verify(tokens[name], key, { requireExpiry: false }));
    expect(`${name} as a JWT`, facts.code, code);
  }
  for (const payload of ["a.b", "é", "\n"]) {
    const refused = refusalSync(api, () => api.signJwsSync(payload, key, { b64: false }));
    expect(`unencoded, ${JSON.stringify(payload)}`, refused, {
      code: "options_invalid",
      reason: "unencoded_payload",
    });
  }
  key.free();
}
