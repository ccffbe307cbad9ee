// A Django site with the current SimpleJWT, and with an older one that wrote the user's id as a number. A user logs in there, the token
// is renewed here, and the site accepts and renews it again.
import assert from "node:assert/strict";
import { test } from "node:test";
import * as api from "jwt-wasm";
import { createTokenIssuer } from "jwt-wasm/issuer";
import { formsFor, ourKey } from "./keys.mjs";
import { ask, PYTHON, PYTHON_BEFORE } from "./python.mjs";

const LARGEST = "9007199254740991";
const USERS = { demo: "42", largest: LARGEST, beyond: "9007199254740993" };
const TENANT = '"tenant_id":1152921504606846977';

const payloadText = (token) => Buffer.from(token.split(".")[1], "base64url").toString().replaceAll(" ", "");

const projects = ["HS256", "RS256", "ES256"].map((alg) => {
  const { secret, spki } = formsFor(alg);
  const key = secret ?? spki;
  const settings = {
    ALGORITHM: alg,
    SIGNING_KEY: key.private,
    ...(secret ? {} : { VERIFYING_KEY: key.public }),
  };
  const signer = ourKey(api, alg, key.private, true);
  const newIssuer = () => createTokenIssuer({ key: signer, subjectClaim: "user_id" });
  return { alg, settings, newIssuer, verifier: ourKey(api, alg, key.public, false) };
});

/** The site's answers. Each must have status 200, unless another is given. */
function site(python, jobs) {
  const { version, answers } = ask("django_site.py", { users: USERS, jobs }, python);
  assert.equal(answers.length, jobs.length);
  return { version, answers };
}

for (const [name, python] of Object.entries({ current: PYTHON, "before 5.5.1": PYTHON_BEFORE })) {
  test(`logged in at Django, renewed here, and there again: SimpleJWT ${name}`, async (context) => {
    const logins = projects.flatMap(({ settings }) =>
      Object.keys(USERS).map((user) => ({ task: "log in", settings, user })),
    );
    const { version, answers } = site(python, logins);
    context.diagnostic(`SimpleJWT ${version}`);
    const [major, minor, patch] = version.split(".").map(Number);
    const writesNumbers = major * 10_000 + minor * 100 + patch < 50_501;
    assert.equal(writesNumbers, name !== "current", version);

    const visits = [];
    for (const [index, { status, body }] of answers.entries()) {
      assert.equal(status, 200, JSON.stringify(body));
      const { user } = logins[index];
      const { settings, newIssuer } = projects[Math.floor(index / Object.keys(USERS).length)];
      const spelled = `"user_id":${writesNumbers ? USERS[user] : JSON.stringify(USERS[user])}`;
      assert.ok(payloadText(body.refresh).includes(spelled), payloadText(body.refresh));
      const issuer = newIssuer();
      if (user === "beyond" && writesNumbers) {
        // No double can hold this user's id.
        await assert.rejects(issuer.refresh(body.refresh), { code: "claim_invalid", claim: "user_id" });
        continue;
      }
      const first = await issuer.refresh(body.refresh);
      const second = await issuer.refresh(first.refresh);
      for (const pair of [first, second]) {
        for (const token of [pair.access, pair.refresh]) {
          const text = payloadText(token);
          assert.ok(text.includes(spelled) && text.includes(TENANT), text);
        }
        visits.push({ task: "visit", settings, token: pair.access, user });
      }
      visits.push({ task: "refresh", settings, token: second.refresh, user });
      await assert.rejects(issuer.refresh(body.refresh), { code: "revoked", reason: "reused" });
      const other = newIssuer();
      await other.revoke(body.access);
      await other.revoke(body.refresh);
      await assert.rejects(other.refresh(body.refresh), { code: "revoked" });
    }

    const seen = site(
      python,
      visits.map(({ task, settings, token }) => ({ task, settings, token })),
    );
    const again = [];
    for (const [index, { status, body }] of seen.answers.entries()) {
      const { task, user, settings } = visits[index];
      assert.equal(status, 200, JSON.stringify(body));
      if (task === "visit") assert.deepEqual(body, { user, pk: USERS[user], tenant: "1152921504606846977" });
      else {
        const { verifier } = projects.find((project) => project.settings === settings);
        const { payload } = await api.verify(body.access, verifier, { claims: { token_type: "access" } });
        assert.equal(payload.sid, api.decode(visits[index].token).payload.sid);
        assert.ok(payloadText(body.access).includes(TENANT));
        again.push({ task: "visit", settings, token: body.access, user });
      }
    }
    const last = site(
      python,
      again.map(({ task, settings, token }) => ({ task, settings, token })),
    );
    for (const [index, { body }] of last.answers.entries()) assert.equal(body.user, again[index].user);
    assert.equal(again.length, projects.length * (writesNumbers ? 2 : 3));
  });
}
