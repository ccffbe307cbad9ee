// Proofs by other software at the gate, and proofs by the package at express-oauth2-jwt-bearer. Both also get the cases of that library's
// own tests. If the answers differ, the table says so, and why.
import assert from "node:assert/strict";
import { createHash, randomUUID } from "node:crypto";
import { test } from "node:test";
import * as dpop from "dpop";
import { auth } from "express-oauth2-jwt-bearer";
import { calculateJwkThumbprint, exportJWK, generateKeyPair, SignJWT } from "jose";
import { jwk, secretKey, thumbprint } from "jwt-wasm";
import { createDpopProof, dpopNonces, memoryReplay } from "jwt-wasm/dpop";
import { createGate } from "jwt-wasm/edge";

const [issuer, audience] = ["https://issuer.example/", "https://api.example"];
const SECRET = "a secret of 32 bytes or more, for tests";
const PLACE = "https://api.example/resource";

const gateOf = (options = {}) =>
  createGate({
    key: secretKey(SECRET, "HS256"),
    issuer,
    audience,
    dpop: { replay: memoryReplay(), algorithms: ["ES256", "EdDSA"], ...options },
    origin: () => new Response("let in"),
  });
const gate = gateOf();

const peer = auth({ issuer, audience, secret: SECRET, tokenSigningAlg: "HS256", dpop: { enabled: true } });

/** The request as Express passes it. */
function ask(headers, url, method) {
  const { protocol, host, pathname, search } = new URL(url);
  const all = { host, ...headers };
  const request = {
    headers: all,
    method,
    protocol: protocol.slice(0, -1),
    host,
    url: pathname + search,
    originalUrl: pathname + search,
    query: {},
    body: {},
    get: (name) => all[name.toLowerCase()],
    is: () => false,
  };
  return new Promise((resolve) => {
    peer(request, {}, (error) => resolve(error === undefined ? "let in" : "refused"));
  });
}

const token = (cnf) =>
  new SignJWT({ sub: "alice", ...(cnf && { cnf }) })
    .setProtectedHeader({ alg: "HS256", typ: "at+jwt" })
    .setIssuer(issuer)
    .setAudience(audience)
    .setIssuedAt()
    .setExpirationTime("5m")
    .sign(new TextEncoder().encode(SECRET));

async function clientOf(alg) {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  const publicJwk = await exportJWK(publicKey);
  return { alg, privateKey, jwk: publicJwk, jkt: await calculateJwkThumbprint(publicJwk) };
}

const client = await clientOf("ES256");
const rsa = await clientOf("RS256");
const seconds = () => Math.floor(Date.now() / 1000);

async function proofBy({ alg, privateKey, jwk: key }, access, { claims, header } = {}) {
  const ath = createHash("sha256").update(access).digest("base64url");
  const all = { htm: "GET", htu: PLACE, iat: seconds(), jti: randomUUID(), ath, ...claims };
  return new SignJWT(all).setProtectedHeader({ typ: "dpop+jwt", alg, jwk: key, ...header }).sign(privateKey);
}

/** The change to a good request, and the outcome: `both` if they agree, otherwise `ours` and `theirs` with the reason. */
const CASES = {
  "a good one": { both: "let in" },
  "more members in cnf": { cnf: { jkt: client.jkt, "kc-jkt-type": "DPoP" }, both: "let in" },
  "more claims": {
    claims: { foo: "bar", aud: audience, nbf: 1, exp: 4e9, nested: { a: 1 } },
    both: "let in",
  },
  "more in the header": { header: { kid: "kid-xyz", cty: "dpop+jwt", "x-extra": "yes" }, both: "let in" },
  "the scheme in another case": { scheme: "dPoP", both: "let in" },
  "a query": { url: `${PLACE}?a=b`, both: "let in" },
  "a query in htu": { claims: { htu: `${PLACE}?a=b#c` }, both: "let in" },
  "the default port": { claims: { htu: "https://api.example:443/resource" }, both: "let in" },
  "host and scheme in another case": { claims: { htu: "HTTPS://API.Example/resource" }, both: "let in" },
  "needless percent-encoding": { claims: { htu: "https://api.example/%72esource" }, both: "let in" },
  "dot segments": { claims: { htu: "https://api.example/a/../resource" }, both: "let in" },
  "no iat": { claims: { iat: undefined }, both: "refused" },
  "iat as text": { claims: { iat: "bad" }, both: "refused" },
  "too old": { claims: { iat: seconds() - 1000 }, both: "refused" },
  "in the future": { claims: { iat: seconds() + 1000 }, both: "refused" },
  "no htm": { claims: { htm: undefined }, both: "refused" },
  "htm as a number": { claims: { htm: 123 }, both: "refused" },
  "another htm": { claims: { htm: "POST" }, both: "refused" },
  "no htu": { claims: { htu: undefined }, both: "refused" },
  "htu as a number": { claims: { htu: 123 }, both: "refused" },
  "another htu": { claims: { htu: "https://api.example/other" }, both: "refused" },
  "another host": { claims: { htu: "https://other.example/resource" }, both: "refused" },
  "an encoded slash": { claims: { htu: "https://api.example/%2Fresource" }, both: "refused" },
  "no jti": { claims: { jti: undefined }, both: "refused" },
  "no ath": { claims: { ath: undefined }, both: "refused" },
  "ath as a number": { claims: { ath: 123 }, both: "refused" },
  "another ath": { claims: { ath: "tampered" }, both: "refused" },
  "another typ": { header: { typ: "wrong" }, both: "refused" },
  "no typ": { header: { typ: undefined }, both: "refused" },
  "no jwk": { header: { jwk: undefined }, both: "refused" },
  "jwk as text": { header: { jwk: "not-an-object" }, both: "refused" },
  "a changed signature": { change: (proof) => `${proof}tampered`, both: "refused" },
  "not three parts": { change: () => "abc.def", both: "refused" },
  "two proofs": { change: (proof) => `${proof}, ${proof}`, both: "refused" },
  "no proof": { change: () => undefined, both: "refused" },
  "an empty proof": { change: () => "", both: "refused" },
  "another key in cnf": { cnf: { jkt: "mismatch" }, both: "refused" },
  "an empty jkt": { cnf: { jkt: "" }, both: "refused" },
  "jkt as a number": { cnf: { jkt: 7 }, both: "refused" },
  "cnf without jkt": { cnf: { other: 1 }, both: "refused" },
  "cnf as text": { cnf: "text", both: "refused" },
  "no cnf": { cnf: undefined, both: "refused" },
  "as Bearer": { scheme: "Bearer", both: "refused" },
  "a bound token as Bearer, and no proof": { scheme: "Bearer", change: () => undefined, both: "refused" },
  "htm in lower case": {
    claims: { htm: "get" },
    ours: "refused",
    theirs: "let in",
    why: "methods have a case (RFC 9110 §9.1)",
  },
  "an IDN in htu": {
    url: "https://xn--bcher-kva.example/resource",
    claims: { htu: "https://bücher.example/resource" },
    ours: "refused",
    theirs: "let in",
    why: "a URI is of ASCII",
  },
  "a user in htu": {
    claims: { htu: "https://alice@api.example/resource" },
    ours: "refused",
    theirs: "let in",
    why: "programs read it in different ways",
  },
  "jti as a number": {
    claims: { jti: 7 },
    ours: "refused",
    theirs: "let in",
    why: "a claim of the wrong type is an error (RFC 7519 §4.1.7)",
  },
};

for (const [
  name,
  { cnf, claims, header, url = PLACE, scheme = "DPoP", change, both, ...says },
] of Object.entries(CASES)) {
  test(name, async () => {
    const access = await token("cnf" in CASES[name] ? cnf : { jkt: client.jkt });
    const made = await proofBy(client, access, { claims, header });
    const proof = change ? change(made) : made;
    const headers = { authorization: `${scheme} ${access}`, ...(proof === undefined ? {} : { dpop: proof }) };
    const { status } = await gate(new Request(url, { headers }));
    assert.ok([200, 400, 401].includes(status), String(status));
    assert.equal(status === 200 ? "let in" : "refused", both ?? says.ours, "ours");
    assert.equal(await ask(headers, url, "GET"), both ?? says.theirs, "theirs");
  });
}

test("an algorithm that is not taken", async () => {
  const access = await token({ jkt: rsa.jkt });
  const headers = { authorization: `DPoP ${access}`, dpop: await proofBy(rsa, access) };
  assert.equal((await gate(new Request(PLACE, { headers }))).status, 401);
});

test("a proof that is sent again is refused", async () => {
  const access = await token({ jkt: client.jkt });
  const headers = { authorization: `DPoP ${access}`, dpop: await proofBy(client, access) };
  const ours = [];
  for (let count = 0; count < 2; count++) ours.push((await gate(new Request(PLACE, { headers }))).status);
  assert.deepEqual(ours, [200, 401]);
  // express-oauth2-jwt-bearer does not remember proofs.
  assert.deepEqual(
    [await ask(headers, PLACE, "GET"), await ask(headers, PLACE, "GET")],
    ["let in", "let in"],
  );
});

test("the client of dpop (panva), with every algorithm that it has, and with nonces", async () => {
  const nonce = dpopNonces({ secret: "n".repeat(32) });
  for (const alg of ["ES256", "RS256", "PS256", "Ed25519"]) {
    const pair = await dpop.generateKeyPair(alg);
    const access = await token({ jkt: await dpop.calculateThumbprint(pair.publicKey) });
    const by = async (handle, given, method = "POST") => {
      const proof = await dpop.generateProof(pair, PLACE, method, given, access);
      const headers = { authorization: `DPoP ${access}`, dpop: proof };
      return handle(new Request(`${PLACE}?page=2`, { method: "POST", headers }));
    };
    const all = gateOf({ algorithms: ["ES256", "RS256", "PS256", "Ed25519"] });
    assert.equal((await by(all)).status, 200, alg);
    assert.equal((await by(all, undefined, "PUT")).status, 401, alg);
    const asking = gateOf({ algorithms: [alg], nonce });
    const asked = await by(asking);
    assert.match(
      asked.headers.get("www-authenticate"),
      new RegExp(`DPoP realm="api.example", error="use_dpop_nonce", algs="${alg}"`),
    );
    assert.equal((await by(asking, asked.headers.get("dpop-nonce"))).status, 200, alg);
  }
});

test("our client, at express-oauth2-jwt-bearer", async () => {
  for (const alg of ["ES256", "RS256", "PS256", "EdDSA"]) {
    const { privateKey } = await generateKeyPair(alg, { extractable: true });
    const key = jwk(await exportJWK(privateKey), alg);
    const access = await token({ jkt: thumbprint(key.toPublicJwk()) });
    const dpop = await createDpopProof({ key, htm: "GET", htu: `${PLACE}?a=b`, accessToken: access });
    const headers = { authorization: `DPoP ${access}`, dpop };
    assert.equal(await ask(headers, `${PLACE}?a=b`, "GET"), "let in", alg);
  }
});
