// Many tokens in one paste: the modules without a browser, then the table.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { after, before, test } from "node:test";
import { generateKeyPairSync } from "../lib/key-pair.mjs";
import { bringAxe, violations } from "./lib/axe.js";
import { inspector, paste } from "./lib/inspector.js";
import { moduleOf } from "./lib/model.js";
import { base64url, inAnHour, SECRET, signed, signedWith, tampered } from "./lib/tokens.js";
import { launch, visit } from "./lib/visit.js";

const moduleAt = (path) => moduleOf(`model/${path}`);
const { rowOf, sorted, filtered, tallied } = await moduleAt("many/index.ts");
const { judgementOf, KeyRing, changesAt, withFittingEncoding, withoutLeftOverKey } =
  await moduleAt("many/outcome.ts");
const { NO_KEY, withText } = await moduleAt("key-fields.ts");
const { NOTHING_EXPECTED, optionsFor } = await moduleAt("expected.ts");
const { read } = await moduleAt("decoded-token.ts");

const EXP = inAnHour();
const now = EXP - 3600;
const found = (token, label, count = 1) => ({ token, kind: "jws", label, repairs: [], count });

const judged = async (token, fields = NO_KEY, expected = {}) => {
  const keys = new KeyRing(fields);
  const all = { ...NOTHING_EXPECTED, ...expected };
  try {
    return await judgementOf(token, { keys, expected: all, options: { ...optionsFor(all), now } });
  } finally {
    keys.free();
  }
};
const secret = withText(NO_KEY, SECRET, "secret");
const outcome = async (...all) => {
  const { outcome, signature } = await judged(...all);
  return `${outcome}, ${signature}`;
};

test("one key judges tokens of every algorithm it can serve, as strictly as the field does", async () => {
  const good = signed({ sub: "a", exp: EXP });
  const jwe = `${base64url('{"alg":"dir","enc":"A256GCM"}')}..aXY.Y2lwaGVy.dGFn`;
  const unsigned = `${base64url('{"alg":"nOnE"}')}.${base64url(JSON.stringify({ exp: EXP }))}.`;
  const cases = [
    [good, secret, "verified, passed"],
    [signed({ exp: EXP }, { alg: "HS512" }), secret, "verified, passed"],
    [signed({ exp: now - 1 }), secret, "expired, passed"],
    [signed({ exp: EXP, nbf: now + 60 }), secret, "early, passed"],
    [signed({ sub: "a" }), secret, "claims, passed"],
    [signed({ exp: "soon" }), secret, "claims, passed"],
    [signed({ exp: now - 1 }, { secret: `${SECRET}!` }), secret, "mismatch, failed"],
    [tampered(good, 2), secret, "mismatch, failed"],
    [good, NO_KEY, "unchecked, unchecked"],
    [signed({ exp: now - 1 }), NO_KEY, "expired, unchecked"],
    [signed({ exp: now - 1 }, { alg: "RS256" }), secret, "otherKey, unchecked"],
    [unsigned, secret, "unsigned, unchecked"],
    [jwe, secret, "encrypted, unchecked"],
    ["eyJhbGciOiJIUzI1NiJ9", secret, "malformed, unchecked"],
    [signed('{"exp":1,"exp":2}'), NO_KEY, "malformed, unchecked"],
    [
      signed({ exp: EXP }, { header: { alg: "HS256", crit: ["b64"], b64: false } }),
      secret,
      "refused, unchecked",
    ],
  ];
  for (const [token, fields, expected] of cases) assert.equal(await outcome(token, fields), expected, token);
});

test("an SD-JWT is judged with its disclosures, and a detached token is named as such", async () => {
  const disclosure = base64url('["salt","given_name","Ada"]');
  const _sd = [createHash("sha256").update(disclosure).digest("base64url")];
  const token = signed({ exp: EXP, _sd });
  const other = base64url('["salt","admin",true]');
  assert.equal(await outcome(`${token}~${disclosure}~`, secret), "verified, passed");
  assert.equal(await outcome(`${token}~${disclosure}~${other}~`, secret), "disclosures, passed");
  assert.equal(await outcome(`${tampered(token, 1)}~${disclosure}~`, secret), "mismatch, failed");
  assert.equal(
    await outcome(`${token}~${disclosure}~${signed({ iat: now })}`, secret),
    "disclosures, passed",
  );
  const [header, , signature] = token.split(".");
  assert.equal(await outcome(`${header}..${signature}`, secret), "detached, unchecked");
  assert.equal(rowOf(found(`${signed({ sub: "s" })}~${disclosure}~${signed({ iat: now })}`), 0).sub, "s");
});

test("a set of keys judges each token by the key that its kid names", async () => {
  const one = signedWith("RS256", { exp: EXP, sub: "r" }, { kid: "r" });
  const other = signedWith("ES256", { exp: EXP, sub: "e" }, { kid: "e" });
  const keys = [
    { ...one.publicJwk, kid: "r", alg: "RS256" },
    { ...other.publicJwk, kid: "e", alg: "ES256" },
  ];
  const set = withText(NO_KEY, JSON.stringify({ keys }), "jwks");
  assert.equal(await outcome(one.token, set), "verified, passed");
  assert.equal(await outcome(other.token, set), "verified, passed");
  assert.equal(await outcome(tampered(other.token, 1), set), "mismatch, failed");
  const unknown = signedWith("ES256", { exp: EXP }, { kid: "x" });
  assert.equal(await outcome(unknown.token, set), "noKeyFits, unchecked");
});

test("a token without a kid is judged by the only key of a set that signed it, whatever the algorithm", async () => {
  const { publicJwk: rs, ...rsa } = signedWith("RS256", { exp: EXP });
  const { publicJwk: es, ...ec } = signedWith("ES256", { exp: EXP });
  const expired = signedWith("ES256", { exp: now - 1 }).token;
  const unknown = signedWith("ES384", { exp: EXP });
  const secrets = [SECRET, `${SECRET}!`].map((one) => ({ kty: "oct", k: base64url(one), alg: "HS256" }));
  const fresh = (...kind) => generateKeyPairSync(...kind).publicKey.export({ format: "jwk" });
  const others = [fresh("rsa", { modulusLength: 2048 }), fresh("ec", { namedCurve: "P-256" })];
  const keys = [...others, rs, { ...es, kid: "es" }, null, { kty: "EC" }];
  const set = withText(NO_KEY, JSON.stringify({ keys }), "jwks");
  assert.equal(await outcome(rsa.token, set), "verified, passed");
  assert.equal(await outcome(ec.token, set), "verified, passed");
  assert.equal(await outcome(expired, set), "expired, passed");
  assert.equal(await outcome(tampered(ec.token, 2), set), "noKeyFits, unchecked");
  assert.match(await outcome(unknown.token, set), /, unchecked$/);
  // Two that signed it are two that could be meant.
  const twice = withText(
    NO_KEY,
    JSON.stringify({
      keys: [
        { ...es, kid: "one" },
        { ...es, kid: "again" },
      ],
    }),
    "jwks",
  );
  assert.equal(await outcome(ec.token, twice), "noKeyFits, unchecked");
  // A kid that the set does not have is not the same as none.
  const named = signedWith("ES256", { exp: EXP }, { kid: "other" }).token;
  assert.equal(await outcome(named, set), "noKeyFits, unchecked");
  // The core takes no secret out of a set unless it is told to.
  const ofSecrets = withText(NO_KEY, JSON.stringify({ keys: secrets }), "jwks");
  assert.equal(await outcome(signed({ exp: EXP }), ofSecrets), "noKeyFits, unchecked");
});

test("the encoding with which one token matches is taken for all", () => {
  const bytes = Buffer.from(SECRET);
  const fields = withText(NO_KEY, bytes.toString("base64"));
  const tokens = [signed({ exp: EXP }, { secret: "another" }), signed({ exp: EXP }), "x"];
  assert.equal(fields.kind, "secret");
  assert.match(withFittingEncoding(fields, tokens).encoding, /^base64/);
  assert.equal(withFittingEncoding(secret, tokens), secret);
});

test("an audience that nobody was asked about is said, and one that differs is refused", async () => {
  const token = signed({ exp: EXP, aud: "api" });
  assert.deepEqual(await judged(token, secret), {
    outcome: "verified",
    signature: "passed",
    isUnasked: true,
  });
  assert.equal((await judged(token, secret, { audience: "api" })).isUnasked, false);
  assert.equal(await outcome(token, secret, { audience: "other" }), "claims, passed");
});

test("knows the next moment at which the clock changes an outcome", () => {
  const moment = (claims, tolerance = 0) => changesAt(read(signed(claims)), 1000, tolerance);
  assert.equal(moment({ exp: 2000 }), 2000);
  assert.equal(moment({ exp: 2000 }, 30), 2030);
  assert.equal(moment({ nbf: 1500, exp: 2000 }, 30), 1470);
  assert.equal(moment({ exp: 900 }), Number.POSITIVE_INFINITY);
  assert.equal(moment({ exp: "1500", nbf: null }), Number.POSITIVE_INFINITY);
  const proof = signed({ iat: 990 }, { header: { alg: "HS256", typ: "dpop+jwt" } });
  assert.ok(changesAt(read(proof), 1000, 0) <= 1291);
});

test("sorts by each column with what is empty last, filters by every word, and counts", () => {
  const rows = [
    found(signed({ sub: "user-10", exp: 30 }), "b"),
    found(signed({ sub: "user-9", exp: 200, email: "Ada@example.com" }), "a"),
    found(signed({ aud: ["x", "y"] }), undefined),
  ].map(rowOf);
  const order = (column, isDescending = false) =>
    sorted(rows, { column, isDescending }, () => undefined).map(({ number }) => number);
  assert.deepEqual(order("sub"), [2, 1, 3]);
  assert.deepEqual(order("sub", true), [1, 2, 3]);
  assert.deepEqual(order("exp"), [1, 2, 3]);
  assert.deepEqual(order("exp", true), [2, 1, 3]);
  assert.deepEqual(order("label"), [2, 1, 3]);
  assert.deepEqual(order("outcome", true), [1, 2, 3]);
  assert.equal(rows[2].aud, "x, y");
  const kept = (text) => filtered(rows, text, () => "Expired").map(({ number }) => number);
  assert.deepEqual(kept("ada@"), [2]);
  assert.deepEqual(kept("user expired"), [1, 2]);
  assert.deepEqual(kept("user nothing"), []);
  assert.deepEqual(kept(" "), [1, 2, 3]);
  const of = (name) => ({ outcome: name });
  assert.deepEqual(tallied([of("verified"), of("expired"), undefined, of("expired")]), [
    { outcome: "expired", count: 2 },
    { outcome: "verified", count: 1 },
  ]);
});

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

const LOG = [
  ...Array.from({ length: 9 }, (_, at) => signed({ sub: `old-${at}`, exp: now - 60 * (at + 1) })),
  signed({ sub: "ada", exp: EXP }),
  signed({ sub: "bob", exp: EXP, aud: "api" }),
  "eyJhbGciOiJIUzI1NiJ9.eyJhIjox",
  signed({ sub: "ada", exp: EXP }),
]
  .map((token, at) => `12:00:${at + 10} GET /?access_token=${token} 200`)
  .join("\n");

const rows = (page) =>
  page.getByRole("row").filter({ has: page.getByRole("button", { name: /^Open token/ }) });
const line = (page, words) => page.getByRole("heading", { name: words, exact: true }).waitFor();
const subs = (page) => rows(page).evaluateAll((all) => all.map((row) => row.cells[2].textContent));

test("a log becomes a table: counted, judged with the key, sorted, filtered, opened, and left again", async () => {
  await visit(browser, async ({ page }) => {
    const { token, secret: field, verdict } = inspector(page);
    await paste(page, token, LOG);
    await line(page, "12 tokens: 9 expired, 2 not checked, 1 malformed");
    await page.getByText("11 signatures were not checked. 1 duplicate is left out.").waitFor();
    assert.match(await rows(page).nth(9).innerText(), /10\s*2×\s+found 2 times|10[\s\S]*2×/);
    await field.fill(SECRET);
    await line(page, "12 tokens: 9 expired, 2 verified, 1 malformed");
    assert.match(await rows(page).nth(10).innerText(), /verified · aud not asked/);

    await page.getByRole("button", { name: "exp", exact: true }).click();
    assert.equal((await subs(page))[0], "old-8");
    await page
      .getByRole("columnheader", { name: "exp" })
      .and(page.locator("[aria-sort=ascending]"))
      .waitFor();
    await page.getByLabel("Filter tokens").fill("old expired");
    await page.getByText("9 of 12").waitFor();

    await page.getByRole("cell", { name: "old-3", exact: true }).click();
    await verdict.getByRole("heading", { name: "Signature valid, token expired" }).waitFor();
    await page.getByRole("button", { name: "Back to the 12 tokens" }).click();
    assert.deepEqual((await subs(page)).slice(0, 2), ["old-8", "old-7"]);
    assert.equal(await page.getByLabel("Filter tokens").inputValue(), "old expired");
    await page.getByLabel("12 tokens found").selectOption({ index: 9 });
    await verdict.getByRole("heading", { name: "Signature verified" }).waitFor();
  });
});

test("two thousand tokens: the page answers meanwhile, few rows are rendered, and the place is kept", async () => {
  const many = Array.from({ length: 2000 }, (_, at) =>
    signed({ sub: `user-${at}`, exp: at % 2 ? EXP : now - at - 1 }),
  );
  await visit(browser, async ({ page }) => {
    const { token, secret: field } = inspector(page);
    await field.fill(SECRET);
    await page.evaluate(() => {
      window.longest = 0;
      let last = performance.now();
      const beat = () => {
        window.longest = Math.max(window.longest, performance.now() - last);
        last = performance.now();
        setTimeout(beat, 0);
      };
      window.startBeating = () => {
        last = performance.now();
        beat();
      };
    });
    await paste(page, token, many.join("\n"));
    await page.getByRole("heading", { name: /^2,000 tokens/ }).waitFor();
    await page.evaluate(() => window.startBeating());
    const started = Date.now();
    await line(page, "2,000 tokens: 1,000 expired, 1,000 verified");
    console.log(
      `judged in ${Date.now() - started} ms, longest pause ${await page.evaluate(() => Math.round(window.longest))} ms`,
    );
    // A busy machine pauses by itself; without slices the pause is more than a second.
    assert.ok((await page.evaluate(() => window.longest)) < 400);
    assert.ok((await rows(page).count()) < 100);

    await page.getByRole("button", { name: "Open token 1", exact: true }).focus();
    await page.keyboard.press("End");
    const end = page.getByRole("button", { name: "Open token 2,000", exact: true });
    await end.and(page.locator(":focus")).waitFor();
    await page.keyboard.press("ArrowUp");
    await page
      .locator(":focus")
      .and(page.getByRole("button", { name: "Open token 1,999", exact: true }))
      .waitFor();
    await page.keyboard.press("Enter");
    const back = page.getByRole("button", { name: "Back to the 2,000 tokens" });
    await back.and(page.locator(":focus")).waitFor();
    await page.goBack();
    await end.waitFor();
    await page
      .locator(":focus")
      .and(page.getByRole("button", { name: "Open token 1,999", exact: true }))
      .waitFor();
    assert.equal(await page.getByRole("button", { name: "Open token 1", exact: true }).count(), 0);
  });
});

test("the clock alone makes a token expire in the table", async () => {
  await visit(browser, async ({ page }) => {
    const { token, secret: field } = inspector(page);
    const soon = Math.floor(Date.now() / 1000) + 5;
    await field.fill(SECRET);
    await paste(
      page,
      token,
      ["a", "b", "c"].map((sub, at) => signed({ sub, exp: at ? EXP : soon })).join(" "),
    );
    await line(page, "3 tokens: 3 verified");
    await line(page, "3 tokens: 2 verified, 1 expired");
  });
});

test("a key that was there before is not held against tokens of another one", async () => {
  await visit(browser, async ({ page }) => {
    const { token, secret: field } = inspector(page);
    await field.fill(`${SECRET}!`);
    await paste(page, token, LOG);
    await line(page, "12 tokens: 9 expired, 2 not checked, 1 malformed");
    await page.getByText("was entered before, and verifies none of these tokens").first().waitFor();
    await field.fill(`${SECRET}?`);
    await line(page, "12 tokens: 11 wrong signature, 1 malformed");
  });
});

test("a left-over key hides neither an expired token nor a refused one, whatever is wrong with the key", async () => {
  const expired = signed({ exp: 1000 });
  const early = signed({ exp: EXP, nbf: EXP - 1 });
  const other = signed({ exp: EXP, aud: "other" });
  const withSet = withText(NO_KEY, JSON.stringify({ keys: [{ kty: "oct", kid: "x", k: "A".repeat(43) }] }));
  for (const key of [{ ...secret, entered: `${SECRET}!`, text: `${SECRET}!` }, withSet]) {
    for (const [token, left] of [
      [expired, "expired"],
      [early, "early"],
      [other, "claims"],
      [signed({ exp: EXP, aud: "api" }), "unchecked"],
    ]) {
      const one = withoutLeftOverKey(await judged(token, key, { audience: "api" }));
      assert.equal(`${one.outcome}, ${one.signature}`, `${left}, unchecked`);
    }
  }
});

test("another key leaves no judgement of the key before it", async () => {
  await visit(browser, async ({ page }) => {
    const { token, secret: field } = inspector(page);
    await paste(page, token, LOG);
    await field.fill(SECRET);
    await line(page, "12 tokens: 9 expired, 2 verified, 1 malformed");
    await field.fill(`${SECRET}!`);
    await line(page, "12 tokens: 11 wrong signature, 1 malformed");
  });
});

for (const [name, width] of [
  ["a phone", 390],
  ["the narrowest screen", 320],
  ["a desk", 1366],
]) {
  for (const colorScheme of ["light", "dark"]) {
    test(`the table fits on ${name}, ${colorScheme}, without a complaint of axe`, async () => {
      await visit(
        browser,
        async ({ page }) => {
          await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
          await page.evaluate((text) => navigator.clipboard.writeText(text), LOG);
          await page.keyboard.press("ControlOrMeta+V");
          await line(page, "12 tokens: 9 expired, 2 not checked, 1 malformed");
          await bringAxe(page);
          assert.deepEqual(await violations(page), []);
          const overflow = await page
            .getByRole("region", { name: "Tokens", exact: true })
            .evaluate(
              (region) => Math.max(region.getBoundingClientRect().right, region.scrollWidth) - innerWidth,
            );
          assert.ok(overflow <= 0, `${overflow} px too wide`);
        },
        { viewport: { width, height: 844 }, colorScheme, bypassCSP: true },
      );
    });
  }
}
