import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { createHmac } from "node:crypto";
import { rm, writeFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { inspector, paste } from "./lib/inspector.js";
import { inAnHour, PUBLIC_ALGORITHMS, SECRET, SIMPLE_JWT, signed, signedWith } from "./lib/tokens.js";
import { launch, visit } from "./lib/visit.js";

const run = promisify(execFile);

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

function workshop(page) {
  const region = page.getByRole("region", { name: "Make or change a token" });
  return {
    region,
    header: region.getByRole("textbox", { name: "Header", exact: true }),
    payload: region.getByRole("textbox", { name: "Payload", exact: true }),
    secret: region.getByLabel("Secret", { exact: true }).and(page.locator("input")),
    keyText: region.getByRole("textbox", { name: / text$/ }),
    algorithm: region.getByLabel("Algorithm of the key"),
    sign: () => region.getByRole("button", { name: "Sign", exact: true }).click(),
    kind: (name) => region.getByRole("tab", { name, exact: true }).click(),
    press: (name) => region.getByRole("button", { name, exact: true }).click(),
  };
}

function partsOf(token) {
  const [header, payload] = token.split(".").map((part) => Buffer.from(part, "base64url").toString());
  return { header, payload };
}

test("a token is changed and signed again with its secret, and what was written is what is signed", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    const make = workshop(page);
    const before = signed({ sub: "ford", exp: inAnHour(), price: 1.1 });
    await paste(page, ui.token, before);
    await paste(page, ui.secret, SECRET);
    await ui.concludes("Signature verified");
    await make.press("Edit this token");
    const payload = `{"sub":"zaphod","exp":${inAnHour()},"name":"Zo\u00eb \u{1f680}"}`;
    await make.payload.fill(payload);
    const headerText =
      '{"alg":"HS256","typ":"JWT","x5t":"dGh1bWI","jwk":{"kty":"OKP","n":[1.5,null]},"b64":true}';
    await make.header.fill(headerText);
    await make.sign();
    await page.getByText("Signed. The token stands above").waitFor();
    await ui.concludes("Signature verified");
    const token = await ui.token.inputValue();
    assert.deepEqual(partsOf(token), { header: headerText, payload });
    const [header, body, signature] = token.split(".");
    // node:crypto agrees.
    assert.equal(createHmac("sha256", SECRET).update(`${header}.${body}`).digest("base64url"), signature);
    await make.press("Back to the token before");
    assert.equal(await ui.token.inputValue(), before);
    await ui.concludes("Signature verified");
  }));

test("signed while one types, if one wants: the token follows what is written, and there is a way back", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    const make = workshop(page);
    const before = signed({ sub: "ford", exp: inAnHour() });
    await ui.token.fill(before);
    await ui.secret.fill(SECRET);
    await make.press("Edit this token");
    await make.region.getByLabel("Sign while I type").check();
    const follows = (payload) =>
      page.waitForFunction(
        (wanted) => document.querySelector("#token").value.split(".")[1] === wanted,
        Buffer.from(payload).toString("base64url"),
      );
    for (const sub of ["zaphod", "trillian"]) {
      await make.payload.fill(`{"sub":"${sub}"`);
      await make.payload.press("ControlOrMeta+End");
      await page.keyboard.type(`,"exp":${inAnHour()}}`);
      await follows(await make.payload.inputValue());
      await ui.concludes("Signature verified");
    }
    // What is not JSON is not signed, and a header that changes the algorithm is.
    const last = await ui.token.inputValue();
    await make.payload.fill('{"sub":');
    await make.region.getByText("the text ends too early").waitFor();
    assert.equal(await ui.token.inputValue(), last);
    await make.payload.fill(`{"exp":${inAnHour()}}`);
    await make.header.fill('{"alg":"HS512","typ":"JWT"}');
    await page.waitForFunction(() =>
      atob(document.querySelector("#token").value.split(".")[0]).includes("HS512"),
    );
    await ui.concludes("Signature verified");
    await make.press("Back to the token before");
    assert.equal(await ui.token.inputValue(), before);
  }));

test("errors in the JSON are named with their place, and one is led there", () =>
  visit(browser, async ({ page }) => {
    const make = workshop(page);
    await make.press("Begin a new one");
    for (const [payload, words] of [
      ['{\n  "sub": "a",\n  "exp": tomorrow\n}', "Line 3, column 10: “t” cannot stand here."],
      ['{"a":1,"a":2}', "Line 1, column 8: “a” is there already."],
      ['{"id":9007199254740993}', "Line 1, column 7: JavaScript would change 9007199254740993"],
      ['{"a":"b"', "Line 1, column 9: the text ends too early."],
      ["[1]", "Line 1, column 1: it must be one JSON object"],
      ['{"a":"\\x"}', "Line 1, column 7: there is no such escape"],
      ['{"a":1,}', "Line 1, column 8: “}” cannot stand here."],
    ]) {
      await make.payload.fill(payload);
      await make.region.getByText(words).waitFor();
      assert.equal(
        await make.region.getByRole("button", { name: "Sign", exact: true }).getAttribute("aria-disabled"),
        "true",
      );
    }
    await make.press("Show me");
    const place = await page.evaluate(() => [
      document.activeElement.id,
      document.activeElement.selectionStart,
    ]);
    assert.deepEqual(place, ["draft-payload", 7]);
    await make.header.fill('{"alg":"none"}');
    await make.region
      .getByText("jwt-wasm does not sign with the alg “none”.".replace(/[“”]/g, '"'))
      .waitFor();
    await make.header.fill('{"alg":"HS256","typ":7,"crit":["x"],"b64":false,"jku":"https://x.example"}');
    await make.region
      .getByText("Not written, since a token that has it would be refused: typ, crit, b64.")
      .waitFor();
  }));

test("a new key is made for each kind of algorithm, signs, and its public half verifies", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    const make = workshop(page);
    await make.press("Begin a new one");
    for (const alg of ["HS384", "RS256", "PS512", "ES256", "EdDSA"]) {
      await make.header.fill(JSON.stringify({ alg, typ: "at+jwt", kid: "k1" }));
      await make.press(`Make a new key for ${alg}`);
      await page.getByText("Anyone who has this key can sign in your name.").waitFor();
      await make.sign();
      await ui.concludes("Signature verified");
      assert.deepEqual(JSON.parse(partsOf(await ui.token.inputValue()).header), {
        alg,
        typ: "at+jwt",
        kid: "k1",
      });
      if (alg !== "HS384") {
        assert.match(await make.keyText.inputValue(), /PRIVATE KEY/);
        assert.doesNotMatch(await ui.keyText.inputValue(), /PRIVATE KEY|"d"/);
      }
    }
  }));

test("a given private key signs, as PEM and as JWK, and one for another algorithm says so", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    const make = workshop(page);
    const { privatePem, privateJwk } = signedWith("ES384", {});
    await make.press("Begin a new one");
    await make.kind("PEM");
    await paste(page, make.keyText, privatePem);
    await make.region.getByText("This key is for ES384.").first().waitFor();
    await make.press("Write ES384 into the header");
    await make.sign();
    await ui.concludes("Signature verified");
    await make.kind("JWK");
    await paste(page, make.keyText, JSON.stringify(privateJwk));
    await make.sign();
    await ui.concludes("Signature verified");
  }));

test("an example of each algorithm is signed in the page and verified", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    for (const alg of ["HS256", "HS384", "HS512", ...PUBLIC_ALGORITHMS]) {
      await ui.press("Clear everything");
      await ui.sign(alg);
      await ui.concludes("Signature verified");
      assert.equal(JSON.parse(partsOf(await ui.token.inputValue()).header).alg, alg);
    }
  }));

/** Runs the page's code in Node, beside this file so that the package is found. */
async function runCode(code) {
  const file = fileURLToPath(new URL(`./carried-${process.pid}.mjs`, import.meta.url));
  await writeFile(file, code);
  try {
    return (await run(process.execPath, [file])).stdout;
  } finally {
    await rm(file);
  }
}

test("the code that is copied gives the page's own verdict when Node runs it", () =>
  visit(browser, async ({ page, context }) => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    const ui = inspector(page);
    const copied = async () => {
      await page.getByRole("tab", { name: "Code", exact: true }).click();
      await ui.press("Copy the code");
      await page.getByText("Copied.").waitFor();
      return page.evaluate(() => navigator.clipboard.readText());
    };
    const exp = inAnHour();
    const odd = "it's `odd` $" + "{x} \\ \u2028 enough to need care when it is quoted";
    const rsa = signedWith("PS256", { exp }, { kid: "one" });
    const cases = [
      { token: signed({ exp, aud: "a" }), kind: "Secret", key: SECRET, says: /^refused claim_mismatch/ },
      { token: signed({ exp, aud: "a" }), kind: "Secret", key: SECRET, audience: "a", says: /^verified/ },
      { token: signed({ exp }, { secret: odd }), kind: "Secret", key: odd, says: /^verified/ },
      { token: rsa.token, kind: "PEM", key: rsa.publicPem, says: /^verified/ },
      { token: rsa.token, kind: "JWK", key: JSON.stringify(rsa.publicJwk), says: /^verified/ },
      {
        token: `${rsa.token.slice(0, -8)}AAAAAAAA`,
        kind: "PEM",
        key: rsa.publicPem,
        says: /^refused signature_invalid/,
      },
      {
        token: rsa.token,
        kind: "JWKS",
        key: JSON.stringify({ keys: [{ ...rsa.publicJwk, kid: "one" }] }),
        says: /^verified/,
      },
      { token: signed({ exp: 1 }), kind: "Secret", key: SECRET, says: /^refused expired/ },
    ];
    for (const { token, kind, key, audience, says } of cases) {
      await ui.press("Clear everything");
      await ui.token.fill(token);
      await ui.choose(kind);
      await (kind === "Secret" ? ui.secret : ui.keyText).fill(key);
      if (audience) await ui.audience.fill(audience);
      const isVerified = says.test("verified");
      await page
        .locator(isVerified ? ".verdict.tone-good" : ".verdict.tone-bad, .verdict.tone-caution")
        .waitFor();
      assert.match(await runCode(await copied()), says);
    }
    await ui.press("Clear everything");
    await ui.token.fill(signed({ exp }));
    assert.match(await runCode(await copied()), /alg: 'HS256'/);
  }));

test("header line and command: a shell hands the very token on", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    const shown = () => page.getByRole("region", { name: "What is copied" }).innerText();
    await page.getByRole("tab", { name: "Header line" }).click();
    assert.equal(await shown(), `Authorization: Bearer ${SIMPLE_JWT}`);
    await page.getByRole("tab", { name: "curl" }).click();
    const hostile = "a'$(id)`id`\"b.c.d";
    for (const token of [SIMPLE_JWT, hostile]) {
      await ui.token.fill(token);
      const command = (await shown()).replace(/^curl /, "printf '%s\\n' ");
      const { stdout } = await run("/bin/sh", ["-c", command]);
      assert.equal(stdout, `--header\nAuthorization: Bearer ${token}\nhttps://api.example/\n`);
    }
    await ui.token.fill("a.b.c\nX-Evil: 1");
    await page.getByText("This text cannot stand in an HTTP header").waitFor();
  }));

test("a link with the token is made only on demand, warns, and opens it without leaving it in the address", () =>
  visit(browser, async ({ page, context, site }) => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    const ui = inspector(page);
    const token = signed({ exp: inAnHour(), name: "Fenchurch" });
    await ui.token.fill(token);
    await page.getByRole("tab", { name: "Link" }).click();
    await page.getByText("Anyone who gets this link has the token.").waitFor();
    await ui.press("Copy the link with the token");
    const link = await page.evaluate(() => navigator.clipboard.readText());
    assert.equal(link, `${site.address}#token=${token}`);
    assert.equal(page.url(), site.address);
    await ui.press("Clear everything");
    await page.evaluate((hash) => {
      location.hash = hash;
    }, new URL(link).hash);
    await page.getByText("This token came with the link.").waitFor();
    assert.equal(await ui.token.inputValue(), token);
    assert.equal(page.url(), site.address);
  }));

test("the clipboard is pasted with a button; one that may not be read says so and changes nothing", () =>
  visit(browser, async ({ page, context }) => {
    const ui = inspector(page);
    const token = signed({ exp: inAnHour() });
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.evaluate((copied) => navigator.clipboard.writeText(copied), token);
    await ui.press("Paste from clipboard");
    await page.waitForFunction((wanted) => document.querySelector("#token").value === wanted, token);
    await page.evaluate(() => {
      navigator.clipboard.readText = () => Promise.reject(new DOMException("no", "NotAllowedError"));
    });
    await ui.press("Paste from clipboard");
    await page.getByText("The browser does not let the page read the clipboard.").waitFor();
    assert.equal(await ui.token.inputValue(), token);
  }));
