// The example Worker, as wrangler would deploy it, in real workerd.
import assert from "node:assert/strict";
import { Agent } from "node:http";
import { after, before, describe, test } from "node:test";
import { bundleExample, start } from "./bundle.mjs";
import { get } from "./http.mjs";
import { at, SECRET, tampered, token } from "./tokens.mjs";

let bundle;
before(async () => {
  bundle = await bundleExample("gate");
});

function assertLetIn(answer, subject = "alice") {
  assert.equal(answer.status, 200, answer.text);
  assert.equal(answer.json().sub, subject);
  assert.equal(answer.headers["cache-control"], "no-store");
  assert.equal(answer.headers["www-authenticate"], undefined);
}

function assertRefused(answer, code) {
  assert.equal(answer.status, 401, answer.text);
  assert.deepEqual(answer.json(), { error: code });
  assert.equal(
    answer.headers["www-authenticate"],
    `Bearer error="invalid_token", error_description="${code}"`,
  );
  assert.equal(answer.headers["cache-control"], "no-store");
}

function assertChallenged(answer) {
  assert.equal(answer.status, 401, answer.text);
  assert.deepEqual(answer.json(), { error: "token_missing" });
  assert.equal(answer.headers["www-authenticate"], "Bearer");
  assert.equal(answer.headers["cache-control"], "no-store");
}

describe("with a good secret", () => {
  let worker;
  before(async () => {
    worker = await start(bundle.modules, { JWT_SECRET: SECRET });
  });
  after(() => worker?.dispose());

  const send = (...authorization) => get(worker.url, authorization);

  test("a good token is let in, with its claims", async () => {
    const exp = at(60);
    const answer = await send(`Bearer ${token({ exp, roles: ["a", "b"] })}`);
    assertLetIn(answer);
    assert.deepEqual(answer.json(), { sub: "alice", exp, roles: ["a", "b"] });
    assert.equal(answer.headers["content-type"], "application/json");
  });

  for (const scheme of ["bearer", "BEARER", "bEaReR"]) {
    test(`the scheme may be written ${scheme} (RFC 9110 §11.1)`, async () => {
      assertLetIn(await send(`${scheme} ${token()}`));
    });
  }

  test("more than one space after the scheme is taken (RFC 9110 §11.4)", async () => {
    assertLetIn(await send(`Bearer   ${token()}`));
  });

  const noCredentials = {
    "no header": [],
    "an empty header": [""],
    "the scheme alone": ["Bearer"],
    "the scheme and a space": ["Bearer "],
    "another scheme": ["Basic YWxpY2U6c2VjcmV0"],
    "a scheme that only begins like it": ["Bearerx abc"],
    "a tab in place of the space": [`Bearer\t${token()}`],
    "the token without its scheme": [token()],
    "another scheme before it": [`Basic ${token()}`, `Bearer ${token()}`],
  };
  for (const [name, authorization] of Object.entries(noCredentials)) {
    test(`${name}: a bare challenge`, async () => assertChallenged(await send(...authorization)));
  }

  const refused = {
    "two tokens": ["malformed", () => [`Bearer ${token()} ${token()}`]],
    "two headers": ["malformed", () => [`Bearer ${token()}`, `Bearer ${token()}`]],
    "a list of two": ["malformed", () => [`Bearer ${token()},${token()}`]],
    "a changed payload": ["signature_invalid", () => [`Bearer ${tampered()}`]],
    "another secret": ["signature_invalid", () => [`Bearer ${token({}, { secret: SECRET.toUpperCase() })}`]],
    "a past exp": ["expired", () => [`Bearer ${token({ exp: at(-1) })}`]],
    "no exp": ["claim_missing", () => [`Bearer ${token({ exp: undefined })}`]],
    "an exp of the wrong type": ["claim_invalid", () => [`Bearer ${token({ exp: String(at(60)) })}`]],
    "a future nbf": ["not_yet_valid", () => [`Bearer ${token({ nbf: at(60) })}`]],
    "an aud that nobody asked for": ["claim_mismatch", () => [`Bearer ${token({ aud: "other" })}`]],
    "alg none": ["algorithm_not_allowed", () => [`Bearer ${token({}, { alg: "none" })}`]],
    "alg HS512 with the same secret": [
      "algorithm_not_allowed",
      () => [`Bearer ${token({}, { alg: "HS512" })}`],
    ],
    "alg RS256": ["algorithm_not_allowed", () => [`Bearer ${token({}, { alg: "RS256" })}`]],
    "a padded signature": ["malformed", () => [`Bearer ${token()}=`]],
    garbage: ["malformed", () => ["Bearer garbage"]],
    "dots alone": ["malformed", () => ["Bearer .."]],
    "letters beyond ASCII": ["malformed", () => ["Bearer \u00e9\u00e8.\u00ff.\u00fc"]],
    "a quote for the challenge to trip on": ["malformed", () => ['Bearer x",evil="y']],
  };
  for (const [name, [code, authorization]] of Object.entries(refused)) {
    test(`${name}: ${code}, and good tokens are let in afterwards`, async () => {
      assertRefused(await send(...authorization()), code);
      assertLetIn(await send(`Bearer ${token()}`));
    });
  }

  test("a token of 17 KB is too large", async () => {
    assertRefused(await send(`Bearer ${token({ pad: "x".repeat(13_000) })}`), "too_large");
  });

  test("a header of 64 KB is refused by the Worker", async () => {
    assertRefused(await send(`Bearer ${"x".repeat(64 * 1024)}`), "too_large");
    assertLetIn(await send(`Bearer ${token()}`));
  });

  test("a header of 200 KB is refused by the runtime, and nothing breaks", async () => {
    assert.equal((await send(`Bearer ${"x".repeat(200 * 1024)}`)).status, 431);
    assertLetIn(await send(`Bearer ${token()}`));
  });

  test("many at once get each their own answer", async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 32 });
    const wanted = Array.from({ length: 600 }, (_, index) => index);
    const answers = await Promise.all(
      wanted.map((index) => {
        const good = token({ sub: `user-${index}` });
        const sent = index % 3 === 0 ? tampered() : good;
        return get(worker.url, [`Bearer ${sent}`], agent);
      }),
    );
    agent.destroy();
    for (const index of wanted) {
      if (index % 3 === 0) assertRefused(answers[index], "signature_invalid");
      else assertLetIn(answers[index], `user-${index}`);
    }
  });
});

describe("without a usable secret nobody is let in", () => {
  const secrets = {
    missing: [undefined, "key_invalid"],
    empty: ["", "key_invalid"],
    short: ["0123456789-0123456789-012345678", "key_too_weak"],
    "a public key": ["-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEA\n-----END PUBLIC KEY-----", "key_invalid"],
  };
  for (const [name, [secret, code]] of Object.entries(secrets)) {
    test(`${name}: 500 ${code}`, async () => {
      const worker = await start(bundle.modules, secret === undefined ? {} : { JWT_SECRET: secret });
      try {
        for (const authorization of [
          [],
          [`Bearer ${token({}, { secret: secret ?? "" })}`],
          ["Bearer garbage"],
        ]) {
          const answer = await get(worker.url, authorization);
          assert.equal(answer.status, 500, answer.text);
          assert.deepEqual(answer.json(), { error: code });
          assert.equal(answer.headers["www-authenticate"], undefined);
        }
        assert.match(worker.log(), new RegExp(`JWT_SECRET cannot be used: ${code}`));
        if (secret) assert.ok(!worker.log().includes(secret), "the secret is in the log");
      } finally {
        await worker.dispose();
      }
    });
  }
});
