import { bytesOf } from "../outcome.js";
import { NOW, refusal, refusalSync, SECRET, shape } from "./support.js";
import { ED25519_JWK, P256_JWK, PRIVATE_PEMS, PUBLIC_KEY_ALGORITHMS, signerOf } from "./test-keys.js";

/** Making keys, reading their members, and choosing one from a set. */
export async function keys(ask, expect) {
  makers(ask, expect);
  await files(ask, expect);
  await roles(ask, expect);
  await sets(ask, expect);
}

function makers({ api }, expect) {
  for (const algorithm of PUBLIC_KEY_ALGORITHMS) {
    const key = signerOf(api, algorithm);
    const jwk = key.toPublicJwk();
    expect(`the public half of ${algorithm}`, [key.algorithms, jwk], [[algorithm], jwk]);
    const { alg, ...rest } = jwk;
    const print = api.thumbprint(rest);
    expect(`the thumbprint of ${algorithm}`, [print, print.length], [api.thumbprint(jwk), 43]);
    expect(`${algorithm} again`, api.jwk(rest, algorithm).toPublicJwk(), jwk);
    key.free();
  }
  const key = api.jwk({ ...P256_JWK, kid: "one" });
  expect(
    "a private JWK",
    [key.algorithms, key.kid, Object.keys(key)],
    [["ES256"], "one", ["algorithms", "kid"]],
  );
  expect("a key as JSON", JSON.stringify(key), '{"algorithms":["ES256"],"kid":"one"}');
  expect("a key's list is frozen", Object.isFrozen(key.algorithms), true);
  const { d, ...open } = P256_JWK;
  expect("the thumbprint of a private key", api.thumbprint(P256_JWK), api.thumbprint(open));
  const both = api.jwk(ED25519_JWK);
  expect("an Ed25519 key without alg", both.algorithms, ["EdDSA", "Ed25519"]);
  const secret = api.secretKey(SECRET, "HS256");
  expect(
    "a secret's public half",
    refusalSync(api, () => secret.toPublicJwk()),
    { code: "key_invalid", reason: "public_half_missing" },
  );
  expect("a secret as JSON", JSON.stringify(secret), '{"algorithms":["HS256"]}');
  secret.free();
  secret.free();
  const sizes = ["HS256", "HS384", "HS512"].map((name) => shape(api.generateSecret(name)));
  expect(
    "new secrets",
    sizes,
    [32, 48, 64].map((size) => `Uint8Array of ${size}`),
  );
  expect("a new secret for RSA", refusalSync(api, () => api.generateSecret("RS256")).code, "options_invalid");
}

/** PEM and DER make keys that sign alike and have the same members. */
async function files({ api, engine }, expect) {
  const options = { now: NOW, expiresIn: 60 };
  for (const [algorithm, jwk] of [
    ["ES256", P256_JWK],
    ["EdDSA", ED25519_JWK],
  ]) {
    const pem = PRIVATE_PEMS[algorithm];
    const open = api.jwk(api.jwk(jwk, algorithm).toPublicJwk());
    for (const [form, file] of [
      ["PEM", pem],
      ["DER", bytesOf(pem.replaceAll(/-.*-|\n/g, ""))],
    ]) {
      const key = api.privateKey(file, algorithm);
      const token = await api.sign({ sub: "a" }, key, options);
      const { payload } = await api.verify(token, open, { now: NOW, engine });
      expect(`${algorithm} from ${form}`, payload.sub, "a");
      const shown = api.thumbprint(open.toPublicJwk());
      expect.here(`${algorithm} of ${form}`, api.thumbprint(key.toPublicJwk()), shown);
    }
  }
}

async function roles({ api, engine }, expect) {
  const key = signerOf(api, "ES256");
  const open = api.jwk(key.toPublicJwk());
  const token = await api.sign({ sub: "a" }, key, { now: NOW, expiresIn: 60 });
  const options = { now: NOW, engine };
  expect(
    "a private key does not verify",
    (await refusal(api, () => api.verify(token, key, options))).code,
    "key_invalid",
  );
  expect("a public key does not sign", (await refusal(api, () => api.sign({}, open))).code, "key_invalid");
  const text = new TextEncoder().encode(JSON.stringify(open.toPublicJwk()));
  const asSecret = await refusal(api, async () => api.secretKey(text, "HS256"));
  expect("a public key is not a secret", asSecret.code, "key_invalid");
}

async function sets({ api, engine }, expect) {
  const [p256, ed25519, p384] = ["ES256", "EdDSA", "ES384"].map((name) => signerOf(api, name));
  const secret = api.jwk({ kty: "oct", alg: "HS256", k: "BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc" });
  const set = api.jwks({
    keys: [
      { ...p256.toPublicJwk(), kid: "one" },
      { ...ed25519.toPublicJwk(), kid: "two" },
      { kty: "unheard of", kid: "three" },
    ],
  });
  const options = { now: NOW, engine };
  const sign = (key, kid) =>
    api.sign({ sub: "a" }, key, { now: NOW, expiresIn: 60, ...(kid ? { kid } : {}) });
  expect("the size of a set", [set.size, Object.keys(set)], [2, ["size"]]);
  for (const [name, key, kid, expected] of [
    ["by kid and alg", p256, "one", "a"],
    ["by kid and alg, the other", ed25519, "two", "a"],
    ["by alg alone", ed25519, undefined, "a"],
    ["an unknown kid", p256, "four", { code: "key_not_found", actual: "four" }],
    ["another's kid", p256, "two", "algorithm_not_allowed"],
    ["a kid of another kind", p384, "one", "algorithm_not_allowed"],
    ["a secret", secret, "one", "algorithm_not_allowed"],
  ]) {
    const token = await sign(key, kid);
    let answer;
    const facts = await refusal(api, async () => {
      answer = (await api.verify(token, set, options)).payload.sub;
    });
    const told = answer ?? (typeof expected === "string" ? facts.code : facts);
    expect(`the choice ${name}`, told, expected);
  }
  const same = { ...p256.toPublicJwk(), kid: "same" };
  const named = await sign(p256, "same");
  expect("a key that is listed twice", api.jwks({ keys: [same, same] }).size, 1);
  // The base point of the curve, as the public key of another private key.
  const base = {
    x: "axfR8uEsQkf4vOblY6RA8ncDfYEt6zOg9KE5RdiYwpY",
    y: "T-NC4v4af5uO5-tKfA-eFivOM1drMV7Oy7ZAaDe_UfU",
  };
  const unclear = api.jwks({ keys: [same, { ...same, ...base }] });
  const twice = await refusal(api, () => api.verify(named, unclear, options));
  expect("keys that cannot be told apart", twice.code, "key_ambiguous");
  const left = await refusal(api, () =>
    api.verify(named, api.jwks({ keys: [{ ...same, y: same.x }] }), options),
  );
  expect("an entry that was left out", left, { code: "key_not_found", actual: "same" });
  const secrets = { keys: [{ kty: "oct", alg: "HS256", k: "BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc" }] };
  const sizes = [api.jwks(secrets).size, api.jwks(secrets, { allowSecrets: true }).size];
  expect("secrets in a set", sizes, [0, 1]);
  const [first, second] = [p256, p256].map((key, n) => ({ ...key.toPublicJwk(), kid: `${n}` }));
  const pair = api.jwks({ keys: [first, second] });
  const token = await sign(p256);
  expect("two that fit", (await refusal(api, () => api.verify(token, pair, options))).code, "key_ambiguous");
  set.free();
  expect("a freed set", (await refusal(api, () => api.verify(token, set, options))).code, "key_invalid");
}
