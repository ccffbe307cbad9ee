// Gives hostile values as arguments, as options and as answers of a caller's functions. Every error must be a JwtError, and no
// call may hang.
import assert from "node:assert/strict";
import { test } from "node:test";
import { ERROR_CODES, JwtError, jwk } from "jwt-wasm";
import * as all from "jwt-wasm/dpop";
import { createGate } from "jwt-wasm/edge";
import { client, URL as PLACE, proofOf, signedBy } from "./dpop.mjs";
import { key, logged, token } from "./gate.mjs";
import { VALUES } from "./hostile.mjs";

/** Asserts that the call returns, or throws a JwtError, within a time limit. */
async function answers(what, call) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error("it hangs")), 8000);
  });
  try {
    return await Promise.race([(async () => call())(), late]);
  } catch (thrown) {
    assert.ok(thrown instanceof JwtError, `${what}: ${thrown?.stack ?? String(thrown)}`);
    assert.ok(ERROR_CODES.includes(thrown.code), what);
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}

/** Tries all values in parallel, because some of them never answer. */
const answersAll = (what, call) =>
  Promise.all(Object.entries(VALUES).map(([name, value]) => answers(`${what}: ${name}`, () => call(value))));

const dpop = { ...all };
const own = jwk(client.privateJwk, "ES256");
const good = { method: "GET", url: PLACE, replay: dpop.memoryReplay() };

test("arguments and options of every function", async () => {
  await answersAll("the proof", (value) => dpop.verifyDpopProof(value, good));
  await answersAll("the options", (value) => dpop.verifyDpopProof(proofOf(), value));
  for (const option of [
    "method",
    "url",
    "replay",
    "accessToken",
    "jkt",
    "nonce",
    "algorithms",
    "maxAge",
    "unknown",
  ]) {
    const given = (value) => ({
      ...good,
      ...(option === "accessToken" ? { jkt: client.jkt } : {}),
      [option]: value,
    });
    await answersAll(option, (value) => dpop.verifyDpopProof(proofOf(), given(value)));
  }
  await answersAll("createDpopProof", dpop.createDpopProof);
  for (const option of ["key", "htm", "htu", "accessToken", "nonce", "unknown"]) {
    await answersAll(option, (value) =>
      dpop.createDpopProof({ key: own, htm: "GET", htu: PLACE, [option]: value }),
    );
  }
  for (const make of [
    "memoryReplay",
    "redisReplay",
    "kvReplay",
    "durableObjectReplay",
    "replayStore",
    "dpopNonces",
  ]) {
    await answersAll(make, dpop[make]);
    for (const option of ["maxProofs", "send", "prefix", "use", "secret", "lifetime", "unknown"]) {
      await answersAll(`${make}, ${option}`, (value) =>
        dpop[make]({ send: () => null, use: () => true, [option]: value }),
      );
    }
  }
  const nonces = dpop.dpopNonces();
  await answersAll("isGood", (value) => nonces.isGood(value));
  await answersAll("a secret of the bindings", (value) => dpop.dpopNonces({ secret: () => value }).issue());
});

test("callers' functions and bindings return and throw hostile values", async () => {
  for (const end of ["gives", "throws"]) {
    const ending = (value) => () => {
      if (end === "throws") throw value;
      return value;
    };
    const by = (what, replayOf) =>
      answersAll(`${what} ${end}`, async (value) => {
        const replay = replayOf(ending(value));
        const found = await dpop.verifyDpopProof(proofOf(), { ...good, replay });
        // A returned value may mean "new" in some way, such as a thenable for `true`. A thrown value never does.
        assert.ok(found === undefined || end === "gives");
      });
    await by("use", (use) => dpop.replayStore({ use }));
    await by("send", (send) => dpop.redisReplay({ send }));
    await by("a namespace", (namespace) => dpop.durableObjectReplay(namespace));
    await by("KV", (namespace) => dpop.kvReplay(namespace));
    await by("get", (get) => dpop.kvReplay({ get, put: async () => {} }));
    await by("fetch", (fetch) =>
      dpop.durableObjectReplay({ idFromName: () => ({}), get: () => ({ fetch }) }),
    );
    await by("json", (json) =>
      dpop.durableObjectReplay({
        idFromName: () => ({}),
        get: () => ({ fetch: () => ({ ok: true, json }) }),
      }),
    );
  }
});

test("the gate lets no request pass because of hostile values", async () => {
  await logged(async () => {
    const access = token({ cnf: { jkt: client.jkt } });
    const ask = async (options, proof = {}) => {
      const gate = createGate({
        key,
        origin: () => new Response(),
        dpop: { replay: dpop.memoryReplay(), ...options },
      });
      const headers = { authorization: `DPoP ${access}`, dpop: proofOf({ token: access, ...proof }) };
      return (await gate(new Request(PLACE, { headers }))).status;
    };
    for (const option of ["replay", "required", "nonce", "algorithms", "maxAge", "publicUrl", "unknown"]) {
      await answersAll(option, (value) => ask({ [option]: value }));
    }
    for (const end of ["gives", "throws"]) {
      await answersAll(`publicUrl ${end}`, async (value) => {
        const publicUrl = () => {
          if (end === "throws") throw value;
          return value;
        };
        assert.notEqual(await ask({ publicUrl }), 200);
      });
    }
    // The header and the claims of a proof are written by the client, so they can be any JSON.
    for (const value of [
      null,
      true,
      0,
      -1,
      1e308,
      "",
      "é",
      "\u0000",
      [],
      [[]],
      {},
      { toString: 1 },
      { __proto__: null },
    ]) {
      for (const claim of ["jti", "htm", "htu", "iat", "ath"]) {
        // `jti` may be any text that is not empty.
        const isGood = claim === "jti" && typeof value === "string" && value !== "";
        assert.equal(await ask({}, { claims: { [claim]: value } }), isGood ? 200 : 401, claim);
      }
      for (const name of ["typ", "alg", "jwk"]) {
        assert.equal(await ask({}, { header: { [name]: value } }), 401, name);
      }
      for (const name of ["kty", "crv", "x", "y"]) {
        assert.equal(await ask({}, { header: { jwk: { ...client.jwk, [name]: value } } }), 401, name);
      }
    }
    const raw = `{"typ":"dpop+jwt","alg":"ES256","jwk":{"__proto__":${JSON.stringify(client.jwk)}}}`;
    const headers = { authorization: `DPoP ${access}`, dpop: signedBy(client, raw, {}) };
    const gate = createGate({ key, origin: () => new Response(), dpop: { replay: dpop.memoryReplay() } });
    assert.equal((await gate(new Request(PLACE, { headers }))).status, 401);
  });
});
