// Pairs of tokens: the issuer and SimpleJWT accept and refresh each other's tokens.
import assert from "node:assert/strict";
import { test } from "node:test";
import * as api from "jwt-wasm";
import { createTokenIssuer } from "jwt-wasm/issuer";
import { formsFor, ourKey } from "./keys.mjs";
import { ask } from "./python.mjs";

const IDENTITY = { issuer: "https://issuer.example", audience: "api" };

/** The same keys on both sides, with and without `iss` and `aud`. */
const projects = ["HS256", "RS256", "ES256", "EdDSA"].flatMap((alg) => {
  const { secret, spki } = formsFor(alg);
  const key = secret ?? spki;
  const keys = { ALGORITHM: alg, SIGNING_KEY: key.private, ...(secret ? {} : { VERIFYING_KEY: key.public }) };
  return [
    { alg, key, settings: keys, identity: {} },
    {
      alg,
      key,
      settings: { ...keys, ISSUER: IDENTITY.issuer, AUDIENCE: IDENTITY.audience },
      identity: IDENTITY,
    },
  ];
});

function issuerFor({ alg, key, identity }) {
  return createTokenIssuer({
    key: ourKey(api, alg, key.private, true),
    ...identity,
    subjectClaim: "user_id",
  });
}

test("ours are taken by SimpleJWT, each as its own kind, and refreshed", async () => {
  const jobs = [];
  for (const project of projects) {
    const issuer = issuerFor(project);
    const first = await issuer.issue("42", { roles: ["admin"] });
    const second = await issuer.refresh(first.refresh);
    for (const { access, refresh } of [first, second]) {
      const { settings } = project;
      jobs.push({ task: "check", settings, token: access, kind: "access" });
      jobs.push({ task: "check", settings, token: refresh, kind: "refresh" });
      jobs.push({ task: "refresh", settings, token: refresh, project });
    }
  }
  const answers = ask(
    "simplejwt.py",
    jobs.map(({ task, settings, token }) => ({ task, settings, token })),
  );
  assert.equal(answers.length, 8 * 2 * 3);
  for (const [index, answer] of answers.entries()) {
    const { task, token, kind, project } = jobs[index];
    const { payload } = api.decode(token);
    if (task === "check") {
      const other = kind === "access" ? "refresh" : "access";
      assert.deepEqual(answer[kind], { value: payload });
      assert.match(answer[other].error, /wrong type/i);
    } else {
      const { alg, key, identity } = project;
      const made = await api.verify(answer.access, ourKey(api, alg, key.public, false), {
        ...identity,
        claims: { token_type: "access", user_id: "42", roles: ["admin"], sid: payload.sid },
      });
      assert.notEqual(made.payload.jti, payload.jti);
    }
  }
});

test("SimpleJWT's are refreshed here, and each once", async () => {
  const issued = ask(
    "simplejwt.py",
    projects.map(({ settings }) => ({ task: "issue", settings })),
  );
  assert.equal(issued.length, 8);
  for (const [index, project] of projects.entries()) {
    const { access, refresh } = issued[index];
    const issuer = issuerFor(project);
    await assert.rejects(issuer.refresh(access), { code: "claim_mismatch", claim: "token_type" });
    const pair = await issuer.refresh(refresh);
    const { jti } = api.decode(refresh).payload;
    for (const token of [pair.access, pair.refresh]) {
      const { user_id, sid } = api.decode(token).payload;
      assert.deepEqual({ user_id, sid }, { user_id: "42", sid: jti });
    }
    await assert.rejects(issuer.refresh(refresh), { code: "revoked", reason: "reused" });
    await assert.rejects(issuer.refresh(pair.refresh), { code: "revoked" });
  }
});
