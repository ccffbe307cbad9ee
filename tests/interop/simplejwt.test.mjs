// Tokens of Django REST framework SimpleJWT, made and verified by its own classes: theirs verify here, and ours verify there.
import assert from "node:assert/strict";
import { test } from "node:test";
import * as api from "jwt-wasm";
import { formsFor, ourKey } from "./keys.mjs";
import { ask } from "./python.mjs";

const DAY = 24 * 60 * 60;

test("SimpleJWT", async () => {
  const projects = ["HS256", "RS256", "ES256", "EdDSA"].map((alg) => {
    const { secret, spki } = formsFor(alg);
    const key = secret ?? spki;
    const settings = {
      ALGORITHM: alg,
      SIGNING_KEY: key.private,
      ...(secret ? {} : { VERIFYING_KEY: key.public }),
    };
    return { alg, key, settings };
  });

  const issued = ask(
    "simplejwt.py",
    projects.map(({ settings }) => ({ task: "issue", settings })),
  );
  assert.equal(issued.length, 4);
  let verified = 0;
  for (const [index, { alg, key }] of projects.entries()) {
    const { access, refresh } = issued[index];
    const ours = ourKey(api, alg, key.public, false);
    const as = (kind) => ({ claims: { token_type: kind }, requiredClaims: ["jti", "iat", "user_id"] });
    for (const [kind, token, other, seconds] of [
      ["access", access, refresh, 5 * 60],
      ["refresh", refresh, access, DAY],
    ]) {
      for (const { header, payload } of [
        await api.verify(token, ours, as(kind)),
        api.verifySync(token, ours, as(kind)),
      ]) {
        assert.deepEqual(header, { alg, typ: "JWT" });
        assert.deepEqual(Object.keys(payload).sort(), ["exp", "iat", "jti", "token_type", "user_id"]);
        assert.equal(payload.user_id, "42");
        assert.match(payload.jti, /^[0-9a-f]{32}$/);
        assert.equal(payload.exp - payload.iat, seconds);
        verified++;
      }
      const refusal = { code: "claim_mismatch", claim: "token_type" };
      await assert.rejects(api.verify(other, ours, as(kind)), refusal, `${alg} for ${kind}`);
      assert.throws(() => api.verifySync(other, ours, as(kind)), refusal, `${alg} for ${kind}`);
    }
  }
  assert.equal(verified, 4 * 2 * 2);
});

test("SimpleJWT takes ours", async () => {
  const jobs = [];
  for (const alg of ["HS256", "RS256", "ES256", "EdDSA"]) {
    const { secret, spki } = formsFor(alg);
    const key = secret ?? spki;
    const settings = { ALGORITHM: alg, SIGNING_KEY: secret ? key.public : "", VERIFYING_KEY: key.public };
    const claims = { token_type: "access", user_id: "42" };
    const signer = ourKey(api, alg, key.private, true);
    const options = { expiresIn: 300, jwtId: "random" };
    const tokens = [await api.sign(claims, signer, options), api.signSync(claims, signer, options)];
    for (const token of tokens) jobs.push({ task: "check", settings, token });
  }
  const answers = ask("simplejwt.py", jobs);
  assert.equal(answers.length, 4 * 2);
  for (const [index, { access, refresh }] of answers.entries()) {
    const { ALGORITHM: alg } = jobs[index].settings;
    assert.equal(access.error, undefined, alg);
    assert.equal(access.value.user_id, "42", alg);
    assert.match(access.value.jti, /^[0-9a-f]{32}$/, alg);
    assert.match(refresh.error, /wrong type/i, alg);
  }
});
