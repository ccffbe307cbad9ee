// Every row of docs/providers.md, with documents and tokens in the provider's form.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import * as jose from "jose";
import * as api from "jwt-wasm";
import { createGate } from "jwt-wasm/edge";
import * as oauth from "oauth4webapi";
import { tableBelow } from "../docs/lib/markdown.mjs";
import { fixtureNames, foreignKeys, openFixture } from "./lib/fixtures.mjs";

const page = readFileSync(new URL("../../docs/providers.md", import.meta.url), "utf8");
const [, ...rows] = tableBelow(page, "The table");

/** Evaluates a cell, which may use functions of the package. */
function evaluated(code, words) {
  const filled = code.replaceAll(/\b[A-Z][A-Z_]{2,}\b/g, (word) => {
    assert.ok(Object.hasOwn(words, word), `the fixture has nothing for ${word}`);
    return words[word];
  });
  const { entraId, oneOf, contains } = api;
  return new Function("entraId", "oneOf", "contains", `"use strict"; return (${filled});`)(
    entraId,
    oneOf,
    contains,
  );
}

const codeIn = (cell) => /^`(.+)`$/.exec(cell)[1];

/** The claim by which a demand refuses a token, if it has another name. */
const CLAIMS = { audience: "aud", subject: "sub", requiredClaims: "sid" };

/** The demands of the options, by the names in the fixtures. */
const demandsOf = ({ claims = {}, ...options }) => [
  ...Object.keys(options),
  ...Object.keys(claims).map((claim) => `claims.${claim}`),
];

for (const [provider, name, entryCell, optionsCell] of rows) {
  test(`${provider}, ${name}`, async () => {
    const fixture = openFixture(provider);
    const { refused } = fixture.tokens[name];
    const entry = evaluated(codeIn(entryCell), fixture.words);
    const { tokenFrom, ...options } = evaluated(`{ ${codeIn(optionsCell)} }`, fixture.words);
    const key = api.trustedIssuers([entry], { fetch: fixture.fetch });
    const errorOf = ({ token }) =>
      api.verify(token, key, options).then(
        () => assert.fail("it is taken"),
        (error) => error,
      );
    const codeOf = async (signed) => (await errorOf(signed)).code;

    const { token, payload } = await fixture.sign(name);
    const verified = await api.verify(token, key, options);
    assert.deepEqual(verified.payload, payload);
    const { alg, kid } = verified.header;
    assert.deepEqual({ ...verified.key }, { alg, kid, issuer: payload.iss });
    assert.equal(fixture.asked.length, entryCell.includes("jwksUri") ? 1 : 2, fixture.asked.join());
    const set = jose.createLocalJWKSet(await (await fixture.fetch(fixture.asked.at(-1))).json());
    const { issuer = payload.iss, audience } = options;
    assert.deepEqual((await jose.jwtVerify(token, set, { issuer, audience })).payload, payload);

    // The row also works in the gate, which finds the token where the provider puts it.
    const place = tokenFrom === undefined ? {} : { tokenFrom };
    const gate = createGate({ key, ...options, ...place, origin: () => new Response("origin") });
    const header = tokenFrom?.header ?? "Authorization";
    const ask = async (headers) => (await gate(new Request("https://site.example/", { headers }))).status;
    assert.equal(await ask({ [header]: tokenFrom ? token : `Bearer ${token}` }), 200);
    assert.equal(await ask({ [tokenFrom ? "Authorization" : "X-Token"]: `Bearer ${token}` }), 401);

    // Each demand of the row is needed: alone, it refuses a token.
    for (const demand of demandsOf(options)) assert.ok(refused[demand], `nothing is refused by ${demand}`);
    for (const [demand, changes] of Object.entries(refused)) {
      const error = await errorOf(await fixture.sign(name, changes));
      assert.match(error.code, /^(claim_mismatch|claim_missing|issuer_unknown)$/, demand);
      const claim = CLAIMS[demand] ?? /^claims\.(.+)/.exec(demand)?.[1];
      // For a nested claim, the error has the path.
      if (claim) assert.ok(error.claim === claim || error.claim.startsWith(`${claim}/`), demand);
    }
    assert.equal(await codeOf(await fixture.sign(name, { exp: 1_700_000_000 })), "expired");
    const forged = await fixture.sign(name, {}, { privateKey: foreignKeys });
    assert.equal(await codeOf(forged), "signature_invalid");
    for (const iss of [`${payload.iss}x`, payload.iss.toUpperCase(), payload.iss.replace(/\/?$/, "/x")]) {
      const asked = fixture.asked.length;
      assert.equal(await codeOf(await fixture.sign(name, { iss })), "issuer_unknown", iss);
      assert.equal(fixture.asked.length, asked, `${iss} was looked for`);
    }
    assert.equal(await codeOf(await fixture.sign(name, { iss: null })), "claim_missing");
  });
}

test("openid-client and this package agree about the discovery documents", async () => {
  for (const [provider, name, cell] of rows) {
    const { words, tokens, fetch } = openFixture(provider);
    const { iss } = tokens[name].claims;
    if (!URL.canParse(iss)) continue;
    const issuer = new URL(iss);
    // Entra's metadata are a template, which a plain issuer takes for a mismatch.
    if (cell.includes("entraId")) continue;
    const response = await fetch(`${iss.replace(/\/$/, "")}/.well-known/openid-configuration`);
    const theirs = await oauth.processDiscoveryResponse(issuer, response).then(
      ({ jwks_uri: jwksUri }) => jwksUri,
      () => undefined,
    );
    const { jwksUri } = evaluated(codeIn(cell), words);
    const byName = api.trustedIssuers([iss], { fetch }).prefetch();
    if (theirs === undefined) {
      const expected = { code: "jwks_unavailable", reason: "discovery_failed" };
      await assert.rejects(byName, expected, `${provider}, ${name}`);
    } else if (jwksUri === undefined) await byName;
    else await byName.catch(({ reason }) => assert.equal(reason, "status", `${provider}, ${name}`));
    // For each document: it is refused, or it leads to an address that cannot be reached, or it is the one in use.
    if (jwksUri === undefined) assert.ok(theirs, `${provider}, ${name}`);
    else if (theirs !== undefined) assert.match(theirs, /^https:\/\/10\./, `${provider}, ${name}`);
  }
});

test("in one list, each issuer keeps its own keys", async () => {
  const fixtures = new Map(rows.map(([provider]) => [provider, openFixture(provider)]));
  const entries = new Map();
  for (const [provider, , cell] of rows) {
    if (!cell.includes("entraId")) entries.set(cell, evaluated(codeIn(cell), fixtures.get(provider).words));
  }
  const fetch = async (url) => {
    const answers = await Promise.all([...fixtures.values()].map((fixture) => fixture.fetch(url)));
    return answers.find(({ ok }) => ok) ?? answers[0];
  };
  const key = api.trustedIssuers([...entries.values()], { fetch });
  const listed = rows.filter(([, , cell]) => entries.has(cell));
  assert.ok(listed.length > 15);
  for (const [provider, name, , options] of listed) {
    const fixture = fixtures.get(provider);
    const { tokenFrom: _, ...asked } = evaluated(`{ ${codeIn(options)} }`, fixture.words);
    const { token, payload } = await fixture.sign(name);
    assert.deepEqual((await api.verify(token, key, asked)).payload, payload, `${provider}, ${name}`);
    // The keys of each provider sign a token in the name of the next.
    const [other, otherName] = listed.find(([one]) => one !== provider);
    const { token: forged } = await fixtures
      .get(other)
      .sign(otherName, payload, { like: fixture.tokens[name].header });
    await assert.rejects(
      api.verify(forged, key, asked),
      { code: "key_not_found" },
      `${other} as ${provider}`,
    );
  }
});

test("each fixture has a row, and each token of it", () => {
  const named = new Map();
  for (const [provider, name] of rows) {
    const { slug } = openFixture(provider);
    named.set(slug, [...(named.get(slug) ?? []), name]);
  }
  assert.deepEqual([...named.keys()].sort(), fixtureNames().sort());
  for (const [provider] of rows) {
    const { slug, tokens } = openFixture(provider);
    assert.deepEqual(named.get(slug), Object.keys(tokens), provider);
  }
});

test("each provider of the table is described below it", () => {
  for (const provider of new Set(rows.map(([name]) => name)))
    assert.ok(page.includes(`- **${provider}**`), provider);
});
