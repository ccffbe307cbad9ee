// Two tokens, claim by claim: the module without a browser, then the page.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { after, before, test } from "node:test";
import fc from "fast-check";
import { bringAxe, violations } from "./lib/axe.js";
import { inspector, paste } from "./lib/inspector.js";
import { moduleOf } from "./lib/model.js";
import { stepsOf } from "./lib/steps.js";
import { base64url, inAnHour, signed } from "./lib/tokens.js";
import { launch, visit } from "./lib/visit.js";

const { compareTokens, countsOf, disclosuresOf } = await moduleOf("model/compare/index.ts");

const unsigned = (payload, header = '{"alg":"HS256"}') =>
  `${base64url(header)}.${base64url(payload)}.c2lnbmF0dXJl`;
const compared = (left, right) => compareTokens(unsigned(left), unsigned(right));
const payloadOf = (left, right) =>
  compared(left, right).parts.find(({ part }) => part === "payload").differences;
const kinds = (left, right) => payloadOf(left, right).map(({ path, kind }) => `${path} ${kind}`);

const CASES = [
  ["equal", '{"a":1}', '{"a":1}', ["a same"]],
  ["added and removed", '{"a":1}', '{"b":1}', ["a removed", "b added"]],
  ["the order of names", '{"a":1,"b":2}', '{"b":2,"a":1}', ["a same", "b same"]],
  ["white space", '{"a":{"b":[1, 2]}}', '{"a" : {"b":[1,2]}}', ["a same"]],
  [
    "forms of a number",
    '{"a":1,"b":100,"c":0}',
    '{"a":1.0,"b":1e2,"c":-0.0}',
    ["a form", "b form", "c form"],
  ],
  ["other numbers", '{"a":9007199254740993}', '{"a":9007199254740992}', ["a changed"]],
  ["fractions", '{"a":0.1}', '{"a":0.10000000000000001}', ["a changed"]],
  ["a sign", '{"a":1}', '{"a":-1}', ["a changed"]],
  ["escapes", '{"a":"\u00e9/"}', '{"a":"\\u00e9\\/"}', ["a form"]],
  ["types", '{"a":1,"b":null}', '{"a":"1","b":false}', ["a changed", "b changed"]],
  [
    "paths",
    '{"a":{"b":{"c":1,"d":2}}}',
    '{"a":{"b":{"c":2,"e":3}}}',
    ["a.b.c changed", "a.b.d removed", "a.b.e added"],
  ],
  ["order", '{"a":["x","y","y"]}', '{"a":["y","x","y"]}', ["a order"]],
  ["how often", '{"a":["x","y","y"]}', '{"a":["x","x","y"]}', ["a changed"]],
  ["order of objects", '{"a":[{"x":1,"y":2},{"x":2}]}', '{"a":[{"x":2},{"y":2,"x":1}]}', ["a order"]],
  ["inside a list", '{"a":[{"x":1},{"y":1}]}', '{"a":[{"x":1},{"y":2}]}', ["a[1].y changed"]],
  ["a form inside a list", '{"a":[1,{"x":1}]}', '{"a":[1,{"x":1.0}]}', ["a[1].x form"]],
  ["scopes", '{"scope":"a b","scp":"c d"}', '{"scope":"b  a","scp":"d c"}', ["scope order", "scp order"]],
  ["words elsewhere", '{"name":"a b"}', '{"name":"b a"}', ["name changed"]],
  ["one audience", '{"aud":"x","iss":"x"}', '{"aud":["x"],"iss":["x"]}', ["aud form", "iss changed"]],
  ["repeated names", '{"a":1,"a":2}', '{"a":1,"a":3}', ["a same", "a changed"]],
  ["repeated once", '{"a":1,"a":2}', '{"a":1}', ["a same", "a removed"]],
  [
    "odd names",
    '{"__proto__":1,"constructor":1}',
    '{"__proto__":2,"toString":1}',
    ["__proto__ changed", "constructor removed", "toString added"],
  ],
  ["cut off", '{"a":1,"b":2}', '{"a":1,"b', ["a same", "b unread"]],
  [
    "names that need quotation marks",
    '{"https://x/y":{"a b":1}}',
    '{"https://x/y":{"a b":2}}',
    ['["https://x/y"]["a b"] changed'],
  ],
  ["not an object", "[1,2]", "[2,1]", [" order"]],
];

test("names what was added, removed, changed, or only written differently", () => {
  for (const [name, left, right, expected] of CASES) assert.deepEqual(kinds(left, right), expected, name);
});

test("says how much later a time is, what a list gained, and which types differ", () => {
  const [exp, aud, scope, n] = payloadOf(
    '{"exp":1000,"aud":["a","b"],"scope":"r w","n":1}',
    '{"exp":4300.5,"aud":["c","a"],"scope":"r x","n":"1"}',
  );
  assert.equal(exp.seconds, 3300.5);
  assert.deepEqual([aud.items.added, aud.items.removed, aud.items.kept], [['"c"'], ['"b"'], 1]);
  assert.deepEqual([scope.items.added, scope.items.removed], [["x"], ["w"]]);
  assert.deepEqual(n.types, ["number", "string"]);
  assert.equal(payloadOf('{"n":1}', '{"n":2}')[0].seconds, undefined);
});

test("compares the header, and says whether the signature alone differs", () => {
  const [one, other] = [unsigned('{"a":1}'), unsigned('{"a":1}', '{"alg":"HS256","kid":"1"}')];
  const { parts, isSameText } = compareTokens(one, other);
  assert.deepEqual(
    parts.map(({ part }) => part),
    ["payload", "header"],
  );
  assert.deepEqual(
    parts[1].differences.map(({ path, kind }) => [path, kind]),
    [
      ["alg", "same"],
      ["kid", "added"],
    ],
  );
  assert.equal(isSameText, false);
  const { isSameText: isSame, signature, isIdentical } = compareTokens(one, `${one}AAAA`);
  assert.deepEqual([isSame, signature, isIdentical], [true, "differs", false]);
  assert.equal(compareTokens(one, one).isIdentical, true);
});

const disclosing = (...content) => base64url(JSON.stringify(content));
const digestOf = (disclosure, hash = "sha256") => createHash(hash).update(disclosure).digest("base64url");

/** What two SD-JWTs, or an SD-JWT and a plain token, say differently. */
async function comparedSd(left, right) {
  const comparison = compareTokens(left, right, await disclosuresOf(left, right));
  const [{ differences }] = comparison.parts;
  return { ...comparison, said: differences.map(({ path, kind }) => `${path} ${kind}`) };
}

test("what SD-JWTs disclose is compared as claims, at any depth, with every salt and hash", async () => {
  const region = [
    disclosing("s1", "region", "BE"),
    disclosing("s2", "region", "ZH"),
    disclosing("s3", "region", "BE"),
  ];
  const address = region.map((one) => disclosing("s", "address", { _sd: [digestOf(one)], country: "CH" }));
  const item = disclosing("s", "CH");
  const token = (at, hash, ...more) =>
    `${unsigned(
      JSON.stringify({
        a: 1,
        _sd: [digestOf(address[at], hash), digestOf(`decoy ${at}`, hash)],
        nationalities: [{ "...": digestOf(item, hash) }, { "...": digestOf(`hidden ${at}`, hash) }, "DE"],
        ...(hash === "sha256" ? {} : { _sd_alg: "sha-512" }),
      }),
    )}~${[address[at], region[at], ...more].join("~")}~`;
  const same = ["a same", "nationalities same", "address same"];
  assert.deepEqual((await comparedSd(token(0, "sha256", item), token(2, "sha256", item))).said, same);
  const changed = await comparedSd(token(0, "sha256", item), token(1, "sha256", item));
  assert.deepEqual(changed.said, [
    "a same",
    "nationalities same",
    "address.country same",
    "address.region changed",
  ]);
  assert.equal(changed.disclosures, "compared");
  // Not disclosed, it is not there.
  const hidden = await comparedSd(token(0, "sha256", item), token(0, "sha256"));
  assert.deepEqual(hidden.said, ["a same", "nationalities changed", "address same"]);
  assert.equal(hidden.isSameText, false);
  // A plain token with the same claims.
  const plain = unsigned('{"a":1,"nationalities":["CH","DE"],"address":{"country":"CH","region":"BE"}}');
  assert.deepEqual((await comparedSd(token(0, "sha256", item), plain)).said, same);
});

test("of an SD-JWT that cannot be opened, what the issuer signed is compared, and the page says so", async () => {
  const binding = unsigned('{"iat":1}');
  const plain = unsigned('{"a":2}');
  const stray = await comparedSd(`${unsigned('{"a":1}')}~${disclosing("s", "b", 1)}~${binding}`, plain);
  assert.deepEqual(stray.said, ["a changed"]);
  assert.equal(stray.disclosures, "compared");
  const unknown = unsigned('{"a":1,"_sd_alg":"md5"}');
  const unread = await comparedSd(`${unknown}~${disclosing("s", "b", 1)}~`, plain);
  assert.deepEqual(unread.said, ["a changed", "_sd_alg removed"]);
  assert.equal(unread.disclosures, "unread");
  assert.equal((await comparedSd(plain, plain)).disclosures, "none");
  assert.deepEqual((await comparedSd("x~y~", plain)).disclosures, "none");
});

test("disclosures that hold each other thousands of times are compared without filling the stack", async () => {
  let inner = disclosing("s", "end", 1);
  const all = [inner];
  for (let level = 0; level < 5000; level += 1) {
    inner = disclosing("s", "next", { _sd: [digestOf(inner)] });
    all.push(inner);
  }
  const token = `${unsigned(JSON.stringify({ _sd: [digestOf(inner)] }))}~${all.join("~")}~`;
  assert.equal((await comparedSd(token, token)).isIdentical, true);
});

test("says which side cannot be read, and takes nothing there for removed", () => {
  const jwe = `${base64url('{"alg":"dir","enc":"A256GCM"}')}..aXY.Y2lwaGVy.dGFn`;
  for (const other of [jwe, "eyJhbGciOiJIUzI1NiJ9", "x", ""]) {
    const { parts } = compareTokens(unsigned('{"a":1}'), other);
    assert.deepEqual(parts[0].unread, ["right"], other);
    assert.deepEqual(
      parts[0].differences.map(({ kind }) => kind),
      ["unread"],
      other,
    );
  }
});

test("a comparison the other way round finds the same, with added and removed exchanged", () => {
  const turned = { added: "removed", removed: "added" };
  const counted = (comparison) =>
    Object.fromEntries(countsOf(comparison).map(({ kind, count }) => [kind, count]));
  fc.assert(
    fc.property(
      fc.dictionary(fc.string({ maxLength: 3 }), fc.json()),
      fc.dictionary(fc.string({ maxLength: 3 }), fc.json()),
      (left, right) => {
        const texts = [left, right].map(
          (object) =>
            `{${Object.entries(object)
              .map(([name, value]) => `${JSON.stringify(name)}:${value}`)
              .join(",")}}`,
        );
        const there = counted(compared(...texts));
        const back = counted(compared(...texts.toReversed()));
        for (const [kind, count] of Object.entries(there))
          assert.equal(back[turned[kind] ?? kind], count, kind);
        assert.ok(countsOf(compared(texts[0], texts[0])).every(({ kind }) => kind === "same"));
      },
    ),
    { numRuns: 200 },
  );
});

test("the work grows with the text, however it is built", () => {
  const shapes = {
    deep: (size) => `{"a":${"[".repeat(size)}${"]".repeat(size)}}`,
    objects: (size) => `${'{"a":'.repeat(size)}1${"}".repeat(size)}`,
    wide: (size) => `{${Array.from({ length: size }, (_, at) => `"n${at}":${at}`).join(",")}}`,
    same: (size) => `{${Array.from({ length: size }, (_, at) => `"a":${at}`).join(",")}}`,
    list: (size) => `{"a":[${Array.from({ length: size }, (_, at) => at % 7).join(",")}]}`,
    digits: (size) => `{"a":${"9".repeat(size)}.${"0".repeat(size)}}`,
  };
  for (const [name, shape] of Object.entries(shapes)) {
    const steps = (size) => stepsOf(() => compared(shape(size), shape(size).replace(/\d/, "8")));
    const [small, large] = [steps(500), steps(2000)];
    assert.ok(large < small * 6, `${name}: ${small} steps, then ${large}`);
  }
});

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

const EXP = inAnHour();
const ACCESS = signed({ sub: "ada", aud: ["a", "b"], exp: EXP, realm: { roles: ["r"] } });
const ID = signed({ sub: "ada", aud: ["b", "a"], exp: EXP + 3300, realm: { roles: ["r", "s"] }, nonce: "n" });
const ANSWER = JSON.stringify({ access_token: ACCESS, id_token: ID });

const rowOf = (page, name) =>
  page.getByRole("row").filter({ has: page.getByRole("rowheader", { name, exact: true }) });

test("two tokens of one paste are compared in a table that a screen reader reads, and neither is judged otherwise", async () => {
  await visit(browser, async ({ page }) => {
    const { token, verdict } = inspector(page);
    await paste(page, token, ANSWER);
    const headline = await verdict.innerText();
    await page.getByRole("button", { name: "Compare them", exact: true }).click();
    await page.getByRole("columnheader", { name: "First token: access_token" }).waitFor();
    await page.getByRole("columnheader", { name: "Second token: id_token" }).waitFor();
    assert.match(await rowOf(page, "exp").innerText(), /changed\s+55 minutes later/);
    assert.match(await rowOf(page, "aud").innerText(), /same items, different order/);
    assert.match(await rowOf(page, "realm.roles").innerText(), /1 added\s+\+ "s"/);
    assert.match(await rowOf(page, "nonce").innerText(), /not there\s+"n"\s+added/);
    assert.equal(await rowOf(page, "sub").count(), 0);
    await page.getByRole("button", { name: "Show 1 that is the same" }).click();
    assert.match(await rowOf(page, "sub").innerText(), /the same/);
    assert.equal(await verdict.innerText(), headline);
    await page.getByRole("button", { name: "Swap", exact: true }).click();
    assert.match(await rowOf(page, "exp").innerText(), /55 minutes earlier/);
    assert.match(await rowOf(page, "nonce").innerText(), /removed/);
    await page.getByRole("button", { name: "Back to the token", exact: true }).click();
    await page.getByRole("tab", { name: "Claims", exact: true }).waitFor();
    assert.equal(await token.inputValue(), ACCESS);
  });
});

test("a second paste, and the token before, are compared by the keyboard alone", async () => {
  await visit(browser, async ({ page }) => {
    const { token } = inspector(page);
    await paste(page, token, ACCESS);
    await page.getByRole("button", { name: "Compare with another token" }).press("Enter");
    const second = page.getByLabel("Paste the second token");
    await second.and(page.locator(":focus")).waitFor();
    await second.fill("not a token");
    await page.getByText("There is no token in this text.").waitFor();
    await paste(page, second, `Authorization: Bearer ${ID}`);
    await rowOf(page, "nonce").waitFor();
    assert.equal(await token.inputValue(), ACCESS);
    await page.getByRole("button", { name: "Back to the token", exact: true }).press("Enter");
    await paste(page, token, ID);
    await page.getByRole("button", { name: "Compare with the last one" }).press("Enter");
    assert.match(await rowOf(page, "exp").innerText(), /55 minutes earlier/);
  });
});

for (const [name, width] of [
  ["a phone", 390],
  ["the narrowest screen", 320],
  ["a desk", 1366],
]) {
  for (const colorScheme of ["light", "dark"]) {
    test(`the comparison fits on ${name}, ${colorScheme}, without a complaint of axe`, async () => {
      await visit(
        browser,
        async ({ page }) => {
          await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
          await page.evaluate((text) => navigator.clipboard.writeText(text), ANSWER);
          await page.keyboard.press("ControlOrMeta+V");
          if (width < 1024) await page.getByRole("tab", { name: "Token & key" }).click();
          await page.getByRole("button", { name: "Compare them", exact: true }).click();
          await rowOf(page, "nonce").waitFor();
          await bringAxe(page);
          assert.deepEqual(await violations(page), []);
          const overflow = await page
            .getByRole("region", { name: "Two tokens side by side" })
            .evaluate(
              (region) => Math.max(region.getBoundingClientRect().right, region.scrollWidth) - innerWidth,
            );
          assert.ok(overflow <= 0, `${overflow} px too wide`);
          if (width > 1000) return;
          const [left, right] = await rowOf(page, "exp")
            .getByRole("cell")
            .evaluateAll((cells) => cells.map((cell) => cell.getBoundingClientRect().top));
          assert.ok(right > left, "one value above the other");
        },
        { viewport: { width, height: 844 }, colorScheme, bypassCSP: true },
      );
    });
  }
}
