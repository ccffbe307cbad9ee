import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { inspector, paste } from "./lib/inspector.js";
import { moduleOf } from "./lib/model.js";
import { stepsOf } from "./lib/steps.js";
import { inAnHour, signed } from "./lib/tokens.js";
import { launch, visit } from "./lib/visit.js";
import { ZONE_OF_TODAY } from "./lib/zone.js";

const load = (name) => moduleOf(`model/${name}.ts`);
const { scan } = await load("json-scan");
const { flawOf } = await load("json-check");
const { pathOf } = await load("json-path");
const { layOut } = await load("json-text");
const { matchesIn } = await load("json-filter");
const { meantBy } = await load("json-node");
const { rowsOf } = await load("claim-rows");

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

const KEYCLOAK = {
  exp: inAnHour(),
  iss: "https://sso.example.com/realms/main",
  aud: ["account", "realm-management"],
  sub: "c0ffee00-1234-4321-abcd-1234567890ab",
  azp: "web-app",
  amr: ["pwd", "otp"],
  realm_access: { roles: ["offline_access", "uma_authorization"] },
  resource_access: { account: { roles: ["manage-account", "view-profile"] } },
  "https://example.com/claims": { tenant: { id: 7 } },
  scope: "openid profile email",
  big: 0,
};
const PAYLOAD = JSON.stringify(KEYCLOAK).replace('"big":0', '"big":9007199254740993');

const names = (ui, part = "payload") => ui[part].locator(".claim .member-name").allInnerTexts();
const copied = (page) => page.evaluate(() => navigator.clipboard.readText());
const open = (ui, path) =>
  ui.decoded.getByRole("button", { name: `More about ${path}`, exact: true }).click();
const filterOf = (page) => page.getByRole("textbox", { name: "Filter claims" });

async function withToken(act, { payload = PAYLOAD, ...options } = {}) {
  await visit(
    browser,
    async ({ page, ...rest }) => {
      const ui = inspector(page);
      await paste(page, ui.token, signed(payload));
      await ui.decoded.locator(".claim").first().waitFor();
      await act({ page, ui, ...rest });
    },
    { isWhole: false, ...options },
  );
}

test("a row says what a value means in a few words, and a time in the viewer's zone and in UTC", () => {
  const act = async ({ ui }) => {
    assert.match(
      await ui.claim("exp").innerText(),
      /in (?:1 hour|59 min) · \d\d:\d\d (?:Zurich|Lima) · \d\d:\d\d UTC/,
    );
    assert.match(await ui.claim("aud").innerText(), /2 items · who may accept it/);
    assert.match(await ui.claim("realm_access").innerText(), /1 member/);
    assert.match(await ui.claim("scope").innerText(), /3: openid, profile, email/);
    assert.match(await ui.claim("amr").innerText(), /2 items · password, one-time code/);
    assert.match(await ui.claim("azp").innerText(), /the client it was issued to/);
    assert.doesNotMatch(await ui.payload.innerText(), /RFC/);
    await open(ui, "exp");
    assert.match(await ui.payload.innerText(), /must be refused from this time on[\s\S]*RFC 7519/);
    assert.ok((await ui.payload.innerText()).includes(ZONE_OF_TODAY));
  };
  return withToken(act, { timezoneId: ZONE_OF_TODAY });
});

test("no reading of a common token is cut off at 1366 pixels", () =>
  withToken(
    async ({ page }) => {
      const cut = await page
        .locator(".claim .reading .line")
        .evaluateAll((lines) =>
          lines.filter((line) => line.scrollWidth > line.clientWidth).map((line) => line.textContent),
        );
      assert.deepEqual(cut, []);
    },
    { viewport: { width: 1366, height: 768 } },
  ));

test("the payload's first row stands within 220 pixels on a phone", () =>
  withToken(
    async ({ page }) => {
      const heads = await page.locator(".decoded-payload").evaluate((part) => {
        const top = (selector) => part.querySelector(selector).getBoundingClientRect();
        return { row: top(".claim").top, title: top("h3"), filter: top(".filter") };
      });
      assert.ok(heads.row <= 220, `${heads.row}`);
      assert.ok(heads.title.top < heads.filter.bottom && heads.filter.top < heads.title.bottom);
    },
    { viewport: { width: 390, height: 844 } },
  ));

test("lists and objects open level by level, also by the arrow keys", () =>
  withToken(async ({ page, ui }) => {
    assert.ok(!(await names(ui)).includes("account"));
    await open(ui, "resource_access");
    assert.equal(await ui.claim("account").count(), 1);
    assert.equal(await ui.claim("roles").count(), 0);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowRight");
    assert.match((await names(ui)).join(" "), /resource_access account roles \[0\] \[1\]/);
    assert.match(await ui.claim("[1]").innerText(), /view-profile/);
    await page.keyboard.press("ArrowLeft");
    assert.equal(await ui.claim("[1]").count(), 0);
    const folded = ui.decoded.getByRole("button", { name: "More about resource_access.account.roles" });
    assert.equal(await folded.getAttribute("aria-expanded"), "false");
  }));

test("/ leads to the filter, which marks what matches, counts, opens lists, and Escape clears it", () =>
  withToken(async ({ page, ui }) => {
    const all = (await names(ui)).length;
    await page.getByRole("tab", { name: "Claims" }).focus();
    await page.keyboard.press("/");
    const filter = filterOf(page);
    assert.equal(await filter.evaluate((field) => document.activeElement === field), true);
    assert.equal(await filter.inputValue(), "");
    const rowsFor = async (wanted, expected, count) => {
      await filter.fill(wanted);
      await ui.payload
        .page()
        .getByRole("status")
        .filter({ hasText: `${count} of ${all}` })
        .waitFor();
      assert.deepEqual(await names(ui), expected, wanted);
    };
    await rowsFor("VIEW-PROF", ["resource_access", "account", "roles", "[1]"], 1);
    assert.deepEqual(await page.locator("mark.match").allInnerTexts(), ["view-prof"]);
    await rowsFor("account.roles", ["resource_access", "account", "roles"], 1);
    await rowsFor(
      "roles[0]",
      ["realm_access", "roles", "[0]", "resource_access", "account", "roles", "[0]"],
      2,
    );
    await rowsFor("realm", ["iss", "aud", "[1]", "realm_access"], 3);
    await rowsFor("9007199254740993", ["big"], 1);
    await filter.fill("nothing like it");
    await page.getByText("Nothing here matches “nothing like it”.").first().waitFor();
    await page.keyboard.press("Escape");
    assert.equal((await names(ui)).length, all);
    const focused = () => page.evaluate(() => document.activeElement.getAttribute("aria-label"));
    assert.equal(await page.evaluate(() => document.activeElement.textContent), "Claims");
    // The row from which one came may be gone meanwhile.
    await ui.decoded.getByRole("button", { name: "More about sub" }).focus();
    await page.keyboard.press("/");
    await page.keyboard.type("aud");
    await page.keyboard.press("Escape");
    assert.equal(await focused(), "Payload");
    // In a field it is a letter.
    await ui.token.focus();
    await page.keyboard.type("/");
    assert.equal(await ui.token.evaluate((field) => document.activeElement === field), true);
  }));

test("a value, its path and the whole parts are copied as they stand in the token, and said once", () =>
  withToken(async ({ page, ui }) => {
    const copy = (name) => ui.decoded.getByRole("button", { name, exact: true }).click();
    const said = (words) => page.getByRole("status").filter({ hasText: words }).waitFor();
    await ui.claim("sub").hover();
    await copy("Copy sub");
    await said("Copied sub");
    assert.equal(await copied(page), KEYCLOAK.sub);
    await copy("Copy big");
    assert.equal(await copied(page), "9007199254740993");
    await copy("Copy aud");
    assert.equal(await copied(page), '["account","realm-management"]');
    await copy("Copy payload");
    await said("Copied payload");
    assert.equal(await copied(page), PAYLOAD);
    await copy("Copy header");
    assert.equal(await copied(page), '{"alg":"HS256","typ":"JWT"}');
    for (const path of ["resource_access", "resource_access.account", "resource_access.account.roles"]) {
      await open(ui, path);
    }
    await open(ui, "resource_access.account.roles[0]");
    await ui.payload.getByRole("button", { name: "Copy path" }).last().click();
    await said("Copied path resource_access.account.roles[0]");
    assert.equal(await copied(page), "resource_access.account.roles[0]");
    await open(ui, "resource_access");
    await open(ui, '["https://example.com/claims"]');
    await open(ui, '["https://example.com/claims"].tenant');
    await ui.payload.getByRole("button", { name: "Copy path" }).last().click();
    assert.equal(await copied(page), '["https://example.com/claims"].tenant');

    await page.getByRole("tab", { name: "JSON" }).click();
    await copy("Copy payload");
    assert.match(await copied(page), /^\{\n {2}"exp": \d+,\n[\s\S]*"big": 9007199254740993\n\}$/);
    await copy("Raw text");
    await copy("Copy payload");
    assert.equal(await copied(page), PAYLOAD);
  }));

test("a refused clipboard is said", () =>
  withToken(async ({ page, ui }) => {
    await page.evaluate(() => {
      Object.defineProperty(navigator, "clipboard", { value: undefined });
    });
    await ui.decoded.getByRole("button", { name: "Copy sub", exact: true }).click();
    await page.getByText("does not let this page write to the clipboard").waitFor();
  }));

test("the JSON view folds lists and objects", () =>
  withToken(async ({ page, ui }) => {
    await page.getByRole("tab", { name: "JSON" }).click();
    await ui.decoded.getByRole("button", { name: "Fold realm_access.roles" }).click();
    assert.match(await ui.payload.innerText(), /"realm_access": \{\s+"roles": \[ 2 items \]\s+\},/);
    await ui.decoded.getByRole("button", { name: "Fold realm_access", exact: true }).press("Enter");
    assert.match(await ui.payload.innerText(), /"realm_access": \{ 1 member \},/);
    await ui.decoded.getByRole("button", { name: "Unfold realm_access" }).press("Enter");
    assert.match(await ui.payload.innerText(), /"roles": \[ 2 items \]/);
  }));

test("hostile names and values stay what they are", () =>
  withToken(
    async ({ page, ui }) => {
      assert.deepEqual(await names(ui), [
        "__proto__",
        "constructor",
        "admin\\u202etxt",
        "",
        "a.b",
        'q"\\uffa0',
        "twice",
        "twice",
      ]);
      await open(ui, "__proto__");
      await open(ui, "__proto__.polluted");
      await ui.payload.getByRole("button", { name: "Copy path" }).last().click();
      assert.equal(await copied(page), "__proto__.polluted");
      await open(ui, '["a.b"]');
      await ui.payload.getByRole("button", { name: "Copy path" }).last().click();
      assert.equal(await copied(page), '["a.b"]');
      await ui.payload.getByRole("button", { name: "Copy twice" }).first().click();
      assert.equal(await copied(page), "1.0");
      await filterOf(page).fill("polluted");
      assert.deepEqual(await names(ui), ["__proto__", "polluted"]);
    },
    {
      payload: String.raw`{"__proto__":{"polluted":true},"constructor":null,"admin\u202etxt":1,"":2,"a.b":3,"q\"\uffa0":4,"twice":1.0,"twice":[2]}`,
    },
  ));

/** Milliseconds from the paste until the claims of the token stand there and are painted. */
async function pasteTime(page, token) {
  return page.evaluate(async (pasted) => {
    const field = document.querySelector("#token");
    field.focus();
    field.select();
    const since = performance.now();
    document.execCommand("insertText", false, pasted);
    while (!document.querySelector(".decoded-payload .claim")) await new Promise(requestAnimationFrame);
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    return performance.now() - since;
  }, token);
}

test("thousands of claims, long lists and long strings are shown soon", (context) =>
  visit(
    browser,
    async ({ page }) => {
      const ui = inspector(page);
      const many = Object.fromEntries(Array.from({ length: 3000 }, (_, index) => [`c${index}`, index]));
      const took = {};
      for (const [name, payload] of Object.entries({
        "3,000 claims": many,
        "a list of 200": { list: Array.from({ length: 200 }, (_, index) => `item ${index}`) },
        "a list of 10,000": { list: Array.from({ length: 10_000 }, (_, index) => index % 10) },
        "40,000 letters": { long: "x".repeat(40_000) },
      })) {
        await ui.token.fill("");
        await page.locator(".claim").first().waitFor({ state: "detached" });
        took[name] = Math.round(await pasteTime(page, signed(payload)));
        assert.ok((await page.locator(".claim").count()) <= 160, name);
      }
      context.diagnostic(JSON.stringify(took));
      for (const [name, time] of Object.entries(took)) assert.ok(time < 5000, `${name}: ${time} ms`);

      await paste(page, ui.token, signed(many));
      await filterOf(page).fill("c2999");
      await ui.claim("c2999").waitFor();
      assert.deepEqual(await names(ui), ["c2999"]);
      await filterOf(page).fill("");
      const before = await page.locator(".decoded-payload .claim").count();
      await page.getByRole("button", { name: "Show more" }).press("Enter");
      await page.waitForFunction(
        (count) => document.querySelectorAll(".decoded-payload .claim").length > count,
        before,
      );
    },
    { isWhole: false },
  ));

// The scanner, without a browser.

const flawKinds = [
  ["", "end", 0],
  ["  ", "end", 2],
  ["[1]", "not_object", 0],
  ["[1,]", "unexpected", 3],
  ['"a"', "not_object", 0],
  ["{} x", "unexpected", 3],
  ['{"a":1', "end", 6],
  ['{"a"', "end", 4],
  ['{"a":1,}', "unexpected", 7],
  ['{"a" 1}', "unexpected", 5],
  ["{a:1}", "unexpected", 1],
  ['{"a":tru}', "unexpected", 5],
  ['{"a":null;}', "unexpected", 9],
  ['{"a":01}', "unexpected", 5],
  ['{"a":1,"a":2}', "duplicate", 7],
  [String.raw`{"a":1,"\u0061":2}`, "duplicate", 7],
  [String.raw`{"a":"\x"}`, "escape", 6],
  ['{"a":"\u0001"}', "control", 6],
  [String.raw`{"a":"\ud800"}`, "surrogate", 5],
  ['{"a":"b', "end", 7],
  [String.raw`{"a":"b\"`, "end", 9],
  ['{"a":9007199254740993}', "inexact", 5],
  ['{"a":1e400}', "inexact", 5],
  [`${'{"a":'.repeat(33)}1${"}".repeat(33)}`, "depth", 160],
  ['{"a":[1}}', "unexpected", 7],
  ['\ufeff{"a":1}', "unexpected", 0],
];

test("the first flaw of a text is found where it is", () => {
  for (const [text, kind, offset] of flawKinds) {
    const flaw = flawOf(text);
    assert.deepEqual([flaw?.kind, flaw?.offset], [kind, offset], text);
  }
  for (const text of ["{}", ' {"a":[1.50,{"b":[]}],"c":"\\u0041"} ', `${"[".repeat(3)}`]) {
    if (text[0] !== "[") assert.equal(flawOf(text), undefined, text);
  }
  assert.deepEqual(flawOf('{\n "a": x}'), { kind: "unexpected", found: "x", offset: 8, line: 2, column: 7 });
});

test("of a damaged text, the scanner gives what comes before, and the members after a damaged one", () => {
  const cases = [
    ['{"a":1,"b":[1 2],"c":3}', ["1", "[1 2]", "3"], true],
    ['{"a":1,"b":{"x":[}}}', ["1", '{"x":[}}'], true],
    ['{"a":1,"b":["x","y', ["1", '["x","y'], false],
    ['{"a":1,"b"', ["1"], false],
    ['{"a":1 "b":2}', ["1"], false],
    ['{"a":1}}', ["1"], false],
    ['{"a":01,"b":2}', ["01", "2"], true],
  ];
  for (const [text, values, isWhole] of cases) {
    const read = scan(text);
    assert.deepEqual(
      read.root.children.map(({ value }) => value),
      values,
      text,
    );
    assert.equal(read.isWhole, isWhole, text);
    assert.equal(read.isJson, false, text);
  }
  // What is left of a list that is cut off can be opened.
  assert.equal(scan('{"a":1,"b":["x","y').root.children[1].children.length, 2);
});

test("the scanner agrees with JSON.parse, keeps digits and repeated names, and finds every place", () => {
  const texts = [
    ...flawKinds.map(([text]) => text),
    PAYLOAD,
    '{"a":{},"b":[],"c":[{}],"a":-0.10e+2}',
    "[1,[2,[3]]]",
    "null",
  ];
  for (const text of texts) {
    let isJson = true;
    try {
      JSON.parse(text);
    } catch {
      isJson = false;
    }
    const read = scan(text);
    assert.equal(read.isJson, isJson, text);
    if (!isJson) continue;
    assert.deepEqual(JSON.parse(layOut(read)), JSON.parse(text));
    assert.equal(layOut(read).replaceAll(/\s/g, ""), text.replaceAll(/\s/g, ""));
    for (const node of read.nodes) assert.deepEqual(JSON.parse(node.value), JSON.parse(node.value));
  }
  assert.equal(
    layOut(scan('{"a":[1,{"b":2}],"c":{}}')),
    '{\n  "a": [\n    1,\n    {\n      "b": 2\n    }\n  ],\n  "c": {}\n}',
  );
  const [first, second] = scan('{"a":1.10,"a":2}').root.children;
  assert.deepEqual([first.value, first.isRepeated, second.isRepeated], ["1.10", true, true]);
});

test("a path is one of the form that programs read", () => {
  const paths = scan(
    '{"a":{"b-c":[{"d":1}]},"x/y":{"z":[[1]]},"":{"é":0},"1":{"_":"\\u2028"},"__proto__":1}',
  ).nodes.map(pathOf);
  assert.deepEqual(paths, [
    "",
    "a",
    'a["b-c"]',
    'a["b-c"][0]',
    'a["b-c"][0].d',
    '["x/y"]',
    '["x/y"].z',
    '["x/y"].z[0]',
    '["x/y"].z[0][0]',
    '[""]',
    '[""].é',
    '["1"]',
    '["1"]._',
    "__proto__",
  ]);
});

test("a copied string is what it means, unless the clipboard could not hold it", () => {
  const [a, b, c, d] = scan(String.raw`{"a":"x\/y\n\u00e9","b":"\ud800","c":"\x","d":"cut`).root.children;
  assert.deepEqual([a, b, c, d].map(meantBy), ["x/y\né", String.raw`\ud800`, String.raw`\x`, "cut"]);
});

test("scanning, laying out and filtering take time in proportion to the text, however it is built", () => {
  const shapes = {
    deep: (size) => "[".repeat(size),
    deepAndWhole: (size) => `{"a":${"[".repeat(size)}1${"]".repeat(size)}}`,
    wide: (size) => `{${Array.from({ length: size }, (_, index) => `"m${index}":${index}`)}}`,
    list: (size) => `{"a":[${"1,".repeat(size)}1]}`,
    string: (size) => `{"a":"${"x".repeat(size)}"}`,
    backslashes: (size) => `{"a":"${"\\\\".repeat(size)}`,
    quotes: (size) => '"'.repeat(size),
    repeated: (size) => `{${'"a":1,'.repeat(size)}"a":1}`,
    longName: (size) => `{"${"n".repeat(size)}":[${"1,".repeat(size)}1]}`,
    damaged: (size) => `{${'"a":[1 2],'.repeat(size)}"a":1}`,
  };
  for (const [name, shape] of Object.entries(shapes)) {
    const [few, many] = (name === "backslashes" ? [30, 300] : [1000, 10_000]).map((size) => {
      const text = shape(size);
      return stepsOf(() => {
        const read = scan(text);
        const matches = matchesIn(read, "zz");
        if (read.root) rowsOf(read.root, new Map(), matches, 151);
      });
    });
    assert.ok(many < 14 * few, `${name}: ${few} steps, then ${many}`);
  }
});
