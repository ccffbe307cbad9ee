// Errors of options name the option: as `part`, in the message, and where it is misspelt, the one that was meant.
import assert from "node:assert/strict";
import { test } from "node:test";
import * as api from "jwt-wasm";
import { createDpopProof, memoryReplay, verifyDpopProof } from "jwt-wasm/dpop";
import { createGate, introspection } from "jwt-wasm/edge";
import { createTokenIssuer, keyRing } from "jwt-wasm/issuer";
import { client } from "./dpop.mjs";
import { SECRET, signed, testKey } from "./support.mjs";

const key = testKey();
const origin = () => new Response();

async function refusal(call) {
  const error = await (async () => call())().then(
    (value) => assert.fail(`expected an error, got ${value}`),
    (thrown) => thrown,
  );
  assert.equal(error.name, "JwtError", String(error));
  return error;
}

test("an error of one option has its name as part", async () => {
  for (const [call, part] of [
    [() => api.verify("a.b.c", key, { audience: undefined }), "audience"],
    [() => api.verify("a.b.c", key, { audience: 5 }), "audience"],
    [() => api.verify("a.b.c", key, { engine: "native" }), "engine"],
    [() => api.verify("a.b.c", key, { stackTraces: 1 }), "stackTraces"],
    [() => api.verify("a.b.c", key, { nobody: 1 }), "nobody"],
    [() => api.createVerifier({ key, cache: -1 }), "cache"],
    [() => api.remoteJwks("https://a.example", { timeout: -1 }), "timeout"],
    [() => api.remoteJwks("https://a.example", { headers: { a: 1 } }), 'headers["a"]'],
    [() => api.trustedIssuers([{ issuer: "" }]), "issuers[0].issuer"],
    [() => createGate({ key, origin, publicPaths: [] }), "publicPaths"],
    [() => createGate({ key, origin, tokenFrom: "header" }), "tokenFrom"],
    [() => createGate({ key, origin, realm: '"' }), "realm"],
    [() => createGate({ key, origin, resource: { url: "http://a.example" } }), "resource.url"],
    [() => createGate({ key, origin, dpop: { replay: memoryReplay(), maxAge: 0 } }), "dpop.maxAge"],
    [() => introspection({ endpoint: 5, clientId: "a", clientSecret: "b" }), "endpoint"],
    [() => createTokenIssuer({ key, accessTtl: 0.5 }), "accessTtl"],
    [() => keyRing([], { publishAhead: 1 }), "retireAfter"],
    [() => verifyDpopProof("a.b.c", { method: "", url: "https://a.example" }), "method"],
  ]) {
    const error = await refusal(call);
    assert.deepEqual([error.code, error.part], ["options_invalid", part], error.message);
    assert.ok(error.message.includes(part), error.message);
  }
});

test("a wrong value of the right type is shown, unless it may be secret", async () => {
  const { message } = await refusal(() => api.verify("a.b.c", key, { engine: "native" }));
  assert.equal(message, 'the option engine must be "auto", "wasm" or "host", but it is "native"');
  const hidden = await refusal(() => api.verify("a.b.c", key, { engine: signed({}) }));
  assert.equal(hidden.message, 'the option engine must be "auto", "wasm" or "host"');
});

test("a misspelt option is answered with the one that was meant", async () => {
  const verifying = (name) => () => api.verify("a.b.c", key, { [name]: "x" });
  for (const [call, meant] of [
    [verifying("audiance"), "audience"],
    [verifying("isuser"), "issuer"],
    [verifying("Audience"), "audience"],
    [verifying("requiredClaim"), "requiredClaims"],
    [verifying("maxage"), "maxAge"],
    [() => api.sign({}, key, { expiresin: 5 }), "expiresIn"],
    [() => api.secretKey(SECRET, "HS256", { allowWeakSecrets: true }), "allowWeakSecret"],
    [() => api.remoteJwks("https://a.example", { cooldwon: 5 }), "cooldown"],
    [() => createGate({ key, origin, publicPath: ["/a"] }), "publicPaths"],
    [() => createGate({ key, origin, resource: { uri: "https://a.example" } }), "url"],
    [() => createTokenIssuer({ key, accessTTL: 5 }), "accessTtl"],
  ]) {
    const error = await refusal(call);
    assert.deepEqual([error.code, error.reason], ["options_invalid", "unknown_option"], error.message);
    assert.equal(error.message, `${error.part} is not an option; did you mean ${meant}?`);
  }
  for (const name of ["foo", "x", "", "constructor", "zzzzzzzzzzzz", "a".repeat(10_000)]) {
    assert.equal((await refusal(verifying(name))).message, `${name} is not an option`);
  }
});

test("algorithms that leave a key none of its own are refused at once", async () => {
  const algorithms = ["ES256", "RS256"];
  for (const call of [
    () => api.createVerifier({ key, algorithms }),
    () => api.verify("a.b.c", key, { algorithms }),
    () => api.verifySync("a.b.c", key, { algorithms }),
    () => createGate({ key, origin, algorithms }),
    () => api.createVerifier({ key, algorithms }).explainSync("a.b.c"),
  ]) {
    const error = await refusal(call);
    assert.deepEqual([error.code, error.part], ["options_invalid", "algorithms"]);
    assert.equal(error.message, "the option algorithms must name an algorithm of the key, which has HS256");
  }
  const entry = { issuer: "https://a.example", key, algorithms: ["ES256"] };
  const inEntry = await refusal(() => api.trustedIssuers([entry]));
  assert.deepEqual([inEntry.code, inEntry.part], ["options_invalid", "issuers[0].algorithms"]);
  // One in common is enough, a name that is not an algorithm has its own error, and a set can change.
  api.createVerifier({ key, algorithms: ["ES256", "HS256"] }).free();
  const unknown = await refusal(() => api.createVerifier({ key, algorithms: ["HS257"] }));
  assert.equal(unknown.reason, "unknown_algorithm");
  api.createVerifier({ key: api.jwks({ keys: [] }), algorithms }).free();
  api.createVerifier({ key: api.trustedIssuers([{ ...entry, algorithms: ["HS256"] }]), algorithms }).free();
});

test("an aud without the option audience names the option", async () => {
  const { message, code } = await refusal(() => api.verify(signed({ aud: "api", exp: 4_000_000_000 }), key));
  assert.equal(code, "claim_mismatch");
  assert.equal(
    message,
    'the claim "aud" is "api", but no audience was given: give your own as the option audience',
  );
});

test("the errors of a proof speak of the proof", async () => {
  const options = { method: "GET", url: "https://a.example/", replay: memoryReplay() };
  const own = api.jwk(client.privateJwk, "ES256");
  const good = await createDpopProof({ key: own, htm: "GET", htu: options.url });
  const [head, body, signature] = good.split(".");
  const other = await createDpopProof({ key: own, htm: "GET", htu: options.url });
  const text = (json) => Buffer.from(JSON.stringify(json)).toString("base64url");
  for (const [proof, told] of [
    ["a", /^the proof is malformed: /],
    [` ${good}`, /^the proof is malformed: it begins or ends with white space/],
    [`DPoP ${good}`, /^the proof is malformed: it begins with a word such as Bearer/],
    ["!.b.c", /^the proof's header is malformed: /],
    [`${head}.!.${signature}`, /^the proof's payload is malformed: /],
    [[head, body, other.split(".")[2]].join("."), /^the proof's signature does not match: /],
    [[text({ alg: "none" }), body, ""].join("."), /^the proof's alg must be one of /],
    [
      [text({ alg: "ES256", jwk: { kty: "EC", crv: "P-256" } }), body, signature].join("."),
      /^the proof's key /,
    ],
    ["x".repeat(20_000), /^the proof has 20000 characters/],
    [null, /^the proof must be a string, but it is null: no header DPoP was sent$/],
  ]) {
    const { message } = await refusal(() => verifyDpopProof(proof, options));
    assert.match(message, told);
    assert.doesNotMatch(message, /\bthe token\b/);
  }
});
