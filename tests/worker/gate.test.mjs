// The example Worker, as wrangler would deploy it, in real workerd with a real origin.
import assert from "node:assert/strict";
import { Agent } from "node:http";
import { after, before, describe, test } from "node:test";
import { bundleExample, start } from "./bundle.mjs";
import { get, send as sendTo } from "./http.mjs";
import { startOrigin } from "./origin.mjs";
import { at, SECRET, tampered, token } from "./tokens.mjs";

let bundle;
let origin;
before(async () => {
  origin = await startOrigin();
  bundle = await bundleExample("gate");
});
after(() => origin?.close());

function assertLetIn(answer, subject = "alice") {
  assert.equal(answer.status, 200, answer.text);
  assert.equal(answer.json().headers["x-user-id"], subject);
  assert.equal(answer.headers["www-authenticate"], undefined);
}

function assertRefused(answer, code, status = 401, error = "invalid_token") {
  const title = status === 400 ? "Bad Request" : "Unauthorized";
  const why = status === 400 ? "" : `, error_description="${code}"`;
  const scheme = /^Bearer realm="127\.0\.0\.1:\d+"/.exec(answer.headers["www-authenticate"])?.[0];
  const challenge = code === "token_missing" ? scheme : `${scheme}, error="${error}"${why}`;
  assert.ok(scheme, answer.headers["www-authenticate"]);
  assert.deepEqual(answer.json(), { title, status, code });
  assert.equal(answer.status, status, answer.text);
  assert.equal(answer.headers["content-type"], "application/problem+json");
  assert.equal(answer.headers["www-authenticate"], challenge);
  assert.equal(answer.headers["cache-control"], "no-store");
}

const assertMalformed = (answer) => assertRefused(answer, "invalid_request", 400, "invalid_request");

describe("with a good secret", () => {
  let worker;
  before(async () => {
    worker = await start(bundle.modules, { JWT_SECRET: SECRET, ORIGIN: origin.url });
  });
  after(() => worker?.dispose());

  const send = (...authorization) => get(worker.url, authorization);

  test("a good token is let in, and its subject told to the origin", async () => {
    const body = "a body";
    const headers = { Authorization: [`Bearer ${token()}`], "X-User-Id": "root", "X-Other": "kept" };
    const answer = await sendTo(worker.url, { method: "POST", path: "/a/b?c=d", headers, body });
    assertLetIn(answer);
    const { method, url, headers: seen, body: arrived } = answer.json();
    assert.deepEqual([method, url, arrived], ["POST", "/a/b?c=d", body]);
    assert.equal(seen["x-other"], "kept");
  });

  test("a public path needs no token, and no name can be claimed there", async () => {
    const answer = await sendTo(worker.url, { path: "/health", headers: { "X-User-Id": "root" } });
    assert.equal(answer.status, 200, answer.text);
    assert.equal(answer.json().headers["x-user-id"], undefined);
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
    "another scheme": ["Basic YWxpY2U6c2VjcmV0"],
    "a scheme that only begins like it": ["Bearerx abc"],
    "the token without its scheme": [token()],
  };
  for (const [name, authorization] of Object.entries(noCredentials)) {
    test(`${name}: a bare challenge`, async () =>
      assertRefused(await send(...authorization), "token_missing"));
  }

  const malformed = {
    "a tab in place of the space": [`Bearer\t${token()}`],
    "another scheme before it": [`Basic ${token()}`, `Bearer ${token()}`],
    "two tokens": [`Bearer ${token()} ${token()}`],
    "two headers": [`Bearer ${token()}`, `Bearer ${token()}`],
    "a quote for the challenge to trip on": ['Bearer x",evil="y'],
  };
  for (const [name, authorization] of Object.entries(malformed)) {
    test(`${name}: a malformed request`, async () => assertMalformed(await send(...authorization)));
  }

  const refused = {
    "a changed payload": ["signature_invalid", () => tampered()],
    "another secret": ["signature_invalid", () => token({}, { secret: SECRET.toUpperCase() })],
    "a past exp": ["expired", () => token({ exp: at(-1) })],
    "no exp": ["claim_missing", () => token({ exp: undefined })],
    "an exp of the wrong type": ["claim_invalid", () => token({ exp: String(at(60)) })],
    "a future nbf": ["not_yet_valid", () => token({ nbf: at(60) })],
    "an aud that nobody asked for": ["claim_mismatch", () => token({ aud: "other" })],
    "a subject that no header can hold": ["claim_invalid", () => token({ sub: "a\nb" })],
    "alg none": ["algorithm_not_allowed", () => token({}, { alg: "none" })],
    "alg HS512 with the same secret": ["algorithm_not_allowed", () => token({}, { alg: "HS512" })],
    "alg RS256": ["algorithm_not_allowed", () => token({}, { alg: "RS256" })],
    "a padded signature": ["malformed", () => `${token()}=`],
    garbage: ["malformed", () => "garbage"],
    "dots alone": ["malformed", () => ".."],
  };
  for (const [name, [code, sent]] of Object.entries(refused)) {
    test(`${name}: ${code}, and good tokens are let in afterwards`, async () => {
      const before = origin.seen.length;
      assertRefused(await send(`Bearer ${sent()}`), code);
      assert.equal(origin.seen.length, before, "the origin saw it");
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

  test("headers beyond 128 KB are refused by the runtime, and nothing breaks", async () => {
    assertRefused(await send(`Bearer ${"x".repeat(120 * 1024)}`), "too_large");
    for (const size of [130, 200]) {
      assert.equal((await send(`Bearer ${"x".repeat(size * 1024)}`)).status, 431);
      assertLetIn(await send(`Bearer ${token()}`));
    }
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

test("without an ORIGIN the request goes on to where it was sent", async () => {
  const { Response } = await import("miniflare");
  const seen = [];
  const outboundService = (request) => {
    seen.push([request.url, request.headers.get("x-user-id")]);
    return new Response("origin");
  };
  const worker = await start(bundle.modules, { JWT_SECRET: SECRET }, { outboundService });
  try {
    const answer = await sendTo(worker.url, {
      path: "/a?b=c",
      headers: { Authorization: `Bearer ${token()}` },
    });
    assert.deepEqual([answer.status, answer.text], [200, "origin"]);
    assert.deepEqual(seen, [[`${worker.url.origin}/a?b=c`, "alice"]]);
  } finally {
    await worker.dispose();
  }
});

describe("without a usable secret no request passes", () => {
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
          const title = "Internal Server Error";
          assert.deepEqual(answer.json(), { title, status: 500, code: "gate_misconfigured" });
          assert.equal(answer.headers["www-authenticate"], undefined);
        }
        assert.match(worker.log(), new RegExp(`jwt-wasm gate: ${code}`));
        if (secret) assert.ok(!worker.log().includes(secret), "the secret is in the log");
      } finally {
        await worker.dispose();
      }
    });
  }
});
