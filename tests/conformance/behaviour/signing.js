import { ED25519_ZERO_JWK } from "../leading-zeros.js";
import { NOW, refusal, refusalSync } from "./support.js";
import { IS_RANDOM, PUBLIC_KEY_ALGORITHMS, SECRET_ALGORITHMS, signerOf } from "./test-keys.js";

/** Signed tokens verify, with every algorithm, and have the claims and the header that were asked for. */
export async function signing(ask, expect) {
  for (const algorithm of SECRET_ALGORITHMS) {
    const secret = new Uint8Array({ HS256: 32, HS384: 48, HS512: 64 }[algorithm]).fill(9);
    await roundTrip(ask, expect, algorithm, ask.api.secretKey(secret, algorithm));
  }
  for (const algorithm of PUBLIC_KEY_ALGORITHMS) {
    await roundTrip(ask, expect, algorithm, signerOf(ask.api, algorithm));
  }
  await roundTrip(ask, expect, "Ed25519", ask.api.jwk(ED25519_ZERO_JWK, "Ed25519"));
  options(ask, expect);
}

async function roundTrip(ask, expect, algorithm, key) {
  const { api, engine, isSync, hasNodeCrypto } = ask;
  const isSecret = SECRET_ALGORITHMS.includes(algorithm);
  const open = isSecret ? key : api.jwk(key.toPublicJwk(), algorithm);
  const claims = { sub: "Zoë", roles: ["a", "b"] };
  const signOptions = { now: NOW, expiresIn: 60, jwtId: "j" };
  const expected = {
    header: { alg: algorithm, typ: "JWT" },
    payload: { ...claims, iat: NOW, exp: NOW + 60, jti: "j" },
    key: { alg: algorithm },
  };

  const token = await api.sign(claims, key, signOptions);
  const signature = IS_RANDOM.test(algorithm) ? "" : token;
  const verified = await api.verify(token, open, { now: NOW, engine });
  expect(`${algorithm} by sign and verify`, [verified, signature], [expected, signature]);
  const [first, second] = [token.slice(0, -20), token.slice(-19)];
  const changed = `${first}${token.at(-20) === "A" ? "B" : "A"}${second}`;
  const facts = await refusal(api, () => api.verify(changed, open, { now: NOW, engine }));
  expect(`${algorithm} with another signature`, facts, { code: "signature_invalid" });
  const missing = await refusal(api, () =>
    api.verify(`${token.slice(0, token.lastIndexOf("."))}.`, open, { now: NOW, engine }),
  );
  expect(`${algorithm} without a signature`, missing, { code: "signature_invalid" });

  // Only the host signs with RSA.
  if (/^[RP]S/.test(algorithm) && !hasNodeCrypto) {
    const refused = refusalSync(api, () => api.signSync(claims, key, signOptions));
    expect.here(`${algorithm} by signSync`, refused, { code: "sync_unavailable", reason: "engine" });
  } else {
    const made = api.signSync(claims, key, signOptions);
    expect.here(
      `${algorithm} by signSync`,
      [await api.verify(made, open, { now: NOW, engine }), IS_RANDOM.test(algorithm) || made],
      [expected, IS_RANDOM.test(algorithm) || token],
    );
  }
  const verifySync = () => api.verifySync(token, open, { now: NOW, engine });
  if (isSync || isSecret) {
    expect.here(`${algorithm} by verifySync`, verifySync(), expected);
  } else {
    expect.here(`${algorithm} by verifySync`, refusalSync(api, verifySync), {
      code: "sync_unavailable",
      reason: "engine",
    });
    const explained = refusalSync(api, () => api.explainSync(token, open, { now: NOW, engine }));
    expect.here(`${algorithm} by explainSync`, explained, { code: "sync_unavailable", reason: "engine" });
  }
  key.free();
}

function options({ api }, expect) {
  const key = api.secretKey(new Uint8Array(32).fill(9), "HS256");
  const make = (given) => api.signSync({ a: { b: {} } }, key, { now: NOW + 0.9, ...given });
  for (const [name, given] of Object.entries({
    "no option": {},
    typ: { typ: "at+jwt", kid: "other" },
    "no typ": { typ: false },
    times: { expiresIn: 300, notBefore: 1.5, jwtId: "x" },
    "no iat": { issuedAt: false },
    header: { header: { x5t: "x", jwk: { kty: "OKP", n: [1.5, null] }, ["__proto__"]: "p" } },
  })) {
    const token = make(given);
    const { header, payload } = api.decode(token);
    expect(`sign with ${name}`, [header, payload, token], [header, payload, make(given)]);
  }
  const refused = { reason: "header_refused" };
  const wrong = {
    reason: "wrong_value",
    part: "header",
    expected: "an object of header parameters and their values",
  };
  for (const [header, facts] of [
    [{ alg: "none" }, { ...refused, part: "header" }],
    [{ typ: "x" }, { ...refused, part: "header" }],
    [{ kid: 7 }, refused],
    [{ crit: ["x"] }, refused],
    [{ b64: true, crit: [] }, refused],
    [[], { ...wrong, actual: "an empty array" }],
    ["x", { ...wrong, actual: "a string" }],
  ]) {
    const told = refusalSync(api, () => make({ header }));
    expect(`sign with the header ${JSON.stringify(header)}`, told, { code: "options_invalid", ...facts });
  }
  const [id, other] = [0, 1].map(() => api.decode(make({ jwtId: "random" })).payload.jti);
  expect("random jti", [/^[0-9a-f]{32}$/.test(id), id === other], [true, false]);
  const { iat } = api.decode(api.signSync({}, key)).payload;
  expect("the clock", Math.abs(iat - Date.now() / 1000) < 60, true);
  key.free();
}
