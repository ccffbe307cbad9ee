// Tokens with proofs of possession, at createGate and at the middleware for Hono: which requests pass, and how the others are
// answered.
import assert from "node:assert/strict";
import { test } from "node:test";
import { jwk } from "jwt-wasm";
import { createDpopProof, memoryReplay } from "jwt-wasm/dpop";
import { client, clientKey, URL as PLACE, proofOf, seconds } from "./dpop.mjs";
import { assertRefused, token } from "./gate.mjs";
import { ALGS, BEARER, bound, DPOP, inEachCoat } from "./gate-dpop.mjs";

inEachCoat(({ gateOf, send, with_, refusedProof }) => {
  test("a bound token with a proof of its key is let in, by any spelling of the scheme and any method", async () => {
    for (const scheme of ["DPoP", "dpop", "DPOP"]) {
      for (const method of ["GET", "POST", "DELETE", "OPTIONS"]) {
        const access = bound();
        const headers = { authorization: `${scheme} ${access}`, dpop: proofOf({ token: access, method }) };
        assert.deepEqual([(await send(headers, { method })).status], [200]);
      }
    }
    const access = bound();
    const url = `${PLACE}?page=2`;
    const made = await createDpopProof({
      key: jwk(client.privateJwk, "ES256"),
      htm: "GET",
      htu: url,
      accessToken: access,
    });
    assert.equal((await with_(made, access, { url })).body, "origin");
  });

  test("a bound token without its proof", async () => {
    const access = bound();
    assertRefused(
      await send({ authorization: `Bearer ${access}` }),
      401,
      "token_bound",
      `${BEARER}, error="invalid_token", error_description="token_bound", ${DPOP}, algs="${ALGS}"`,
      "Authorization, DPoP",
    );
    // A bound token that is sent as `Bearer` is refused, even with a good proof.
    const headers = { authorization: `Bearer ${access}`, dpop: proofOf({ token: access }) };
    assert.equal((await send(headers)).body.code, "token_bound");
    refusedProof(await send({ authorization: `DPoP ${access}` }));
    refusedProof(await send({ authorization: `DPoP ${access}`, dpop: "" }));
  });

  test("a token that was sent as DPoP needs its proof, even if another place holds it as well", async () => {
    for (const tokenFrom of [
      [{ cookie: "t" }, "dpop"],
      ["dpop", { cookie: "t" }],
      [{ header: "x-token" }, "bearer", "dpop"],
    ]) {
      for (const allowUnboundUse of [false, true]) {
        const sendIt = gateOf({ tokenFrom, allowUnboundUse });
        for (const [access, isBound] of [
          [bound(), true],
          [token(), false],
        ]) {
          const places = { cookie: `t=${access}`, "x-token": access, authorization: `DPoP ${access}` };
          const told = JSON.stringify({ tokenFrom, allowUnboundUse, isBound });
          assert.equal((await sendIt(places)).status, 401, told);
          assert.equal((await sendIt({ ...places, dpop: "x.y.z" })).status, 401, told);
          const dpop = proofOf({ token: access });
          assert.equal((await sendIt({ ...places, dpop })).status, isBound ? 200 : 401, told);
        }
      }
    }
  });

  test("two proofs, in one header or in two", async () => {
    const access = bound();
    const [one, other] = [proofOf({ token: access }), proofOf({ token: access })];
    for (const value of [`${one}, ${other}`, `${one},${one}`, `${one},`, `,${one}`]) {
      const headers = new Headers({ authorization: `DPoP ${access}` });
      headers.append("dpop", value);
      const challenge = `${BEARER}, ${DPOP}, error="invalid_request", algs="${ALGS}"`;
      assertRefused(await send(headers), 400, "invalid_request", challenge, "Authorization, DPoP");
    }
    const twice = new Headers({ authorization: `DPoP ${access}` });
    for (const proof of [one, other]) twice.append("dpop", proof);
    assert.equal((await send(twice)).status, 400);
    // A request with two proofs uses up neither of them.
    assert.equal((await with_(one, access)).status, 200);
  });

  test("two tokens", async () => {
    const access = bound();
    const headers = new Headers({ dpop: proofOf({ token: access }) });
    for (const scheme of ["DPoP", "Bearer"]) headers.append("authorization", `${scheme} ${access}`);
    assert.equal((await send(headers)).status, 400);
  });

  test("a proof of another method, URI, token, key or time, or of no sound form", async () => {
    const access = bound();
    const now = seconds();
    const other = clientKey();
    const half = proofOf({ token: access }).split(".").slice(0, 2).join(".");
    const proofs = {
      method: proofOf({ token: access, method: "POST" }),
      "method in lower case": proofOf({ token: access, method: "get" }),
      URI: proofOf({ token: access, url: `${PLACE}/more` }),
      host: proofOf({ token: access, url: "https://other.example/api" }),
      scheme: proofOf({ token: access, url: PLACE.replace("https", "http") }),
      port: proofOf({ token: access, url: "https://site.example:8443/api" }),
      "no URI": proofOf({ token: access, url: "/api" }),
      token: proofOf({ token: bound(client.jkt, { sub: "bob" }) }),
      "no token": proofOf(),
      key: proofOf({ token: access, key: other }),
      "key of another signature": proofOf({ token: access, key: { ...other, jwk: client.jwk } }),
      "private key": proofOf({ token: access, header: { jwk: client.privateJwk } }),
      "no key": proofOf({ token: access, header: { jwk: undefined } }),
      HMAC: proofOf({ token: access, header: { alg: "HS256" } }),
      none: `${proofOf({ token: access, header: { alg: "none" } })
        .split(".")
        .slice(0, 2)
        .join(".")}.`,
      "another algorithm": proofOf({ token: access, key: clientKey("ES384") }),
      typ: proofOf({ token: access, header: { typ: "JWT" } }),
      crit: proofOf({ token: access, header: { crit: ["jwk"] } }),
      "too old": proofOf({ token: access, claims: { iat: now - 400 } }),
      "in the future": proofOf({ token: access, claims: { iat: now + 60 } }),
      "iat as text": proofOf({ token: access, claims: { iat: String(now) } }),
      "no jti": proofOf({ token: access, claims: { jti: undefined } }),
      "no signature": `${half}.`,
      "the token itself": access,
      "no JWS": "proof",
      "five parts": "a.b.c.d.e",
      long: "x".repeat(17_000),
    };
    for (const [what, proof] of Object.entries(proofs)) {
      const answer = await with_(proof, access);
      assert.equal(answer.status, 401, what);
      refusedProof(answer);
    }
  });

  test("htu in every spelling of the request's URI", async () => {
    for (const htu of [
      `${PLACE}?x=1`,
      `${PLACE}#x`,
      "https://site.example:443/api",
      "HTTPS://Site.Example/%61pi",
      "https://site.example/x/../api",
    ]) {
      const access = bound();
      assert.equal((await with_(proofOf({ token: access, url: htu }), access)).status, 200, htu);
    }
    // `URL` keeps these percent signs, although no URI may have them.
    for (const url of ["https://site.example/100%", "https://site.example/%zz"]) {
      const access = bound();
      refusedProof(await with_(proofOf({ token: access, url }), access, { url }));
    }
  });

  test("of a hundred at once one passes", async () => {
    const access = bound();
    const proof = proofOf({ token: access });
    const answers = await Promise.all(Array.from({ length: 100 }, () => with_(proof, access)));
    const refused = answers.filter(({ status }) => status !== 200);
    assert.equal(refused.length, 99);
    for (const answer of refused) refusedProof(answer);
  });

  test("a token that is not bound", async () => {
    const access = token();
    assert.equal((await send({ authorization: `Bearer ${access}` })).status, 200);
    const answer = await with_(proofOf({ token: access }), access);
    assert.deepEqual([answer.status, answer.body.code], [401, "token_unbound"]);
    const strict = gateOf({ dpop: { required: true } });
    const refused = await strict({ authorization: `Bearer ${access}` });
    assertRefused(
      refused,
      401,
      "token_unbound",
      `${DPOP}, error="invalid_token", error_description="token_unbound", algs="${ALGS}"`,
      "Authorization, DPoP",
    );
    const good = bound();
    assert.equal(
      (await strict({ authorization: `DPoP ${good}`, dpop: proofOf({ token: good }) })).status,
      200,
    );
  });

  test("the token is checked before the proof, and its scopes after it", async () => {
    const replay = memoryReplay();
    const scoped = gateOf({ dpop: { replay }, scope: "write" });
    const expired = token({ cnf: { jkt: client.jkt }, exp: 1 }, {});
    const first = await scoped({ authorization: `DPoP ${expired}`, dpop: "x" });
    const challenge = `${BEARER}, ${DPOP}, error="invalid_token", error_description="expired", algs="${ALGS}"`;
    assertRefused(first, 401, "expired", challenge, "Authorization, DPoP");
    const access = bound();
    const headers = { authorization: `DPoP ${access}`, dpop: proofOf({ token: access }) };
    const second = await scoped(headers);
    const forbidden = `${BEARER}, ${DPOP}, error="insufficient_scope", algs="${ALGS}", scope="write"`;
    assertRefused(second, 403, "insufficient_scope", forbidden, "Authorization, DPoP");
    assert.equal((await scoped(headers)).body.code, "invalid_dpop_proof");
  });

  test("the challenge for a client without a token names both schemes", async () => {
    assertRefused(
      await send({}),
      401,
      "token_missing",
      `${BEARER}, ${DPOP}, algs="${ALGS}"`,
      "Authorization, DPoP",
    );
  });
});
