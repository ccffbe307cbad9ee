// Copying and sharing a token, and the code that verifies it, which Node really runs.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { createPublicKey } from "node:crypto";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import { codesFor, runCodes } from "./lib/codes.js";
import { inspector } from "./lib/inspector.js";
import { inAnHour, SECRET, SIMPLE_JWT, signed, signedWith } from "./lib/tokens.js";
import { launch, visit } from "./lib/visit.js";

const run = promisify(execFile);

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

const share = (page) => page.getByRole("tab", { name: "Copy & share", exact: true }).click();

/** What each library says about the question, in the order of the list. */
const LIBRARIES = ["verify", "createVerifier", "gate", "jose", "jsonwebtoken"];

test(
  "the code gives the page's own verdict when Node runs it, for our functions, for jose and for jsonwebtoken",
  { timeout: 240_000 },
  () =>
    visit(browser, async ({ page, context }) => {
      await context.grantPermissions(["clipboard-read", "clipboard-write"]);
      const ui = inspector(page);
      const exp = inAnHour();
      const odd = "it's `odd` $" + "{x} \\ \u2028 enough to need care when it is quoted";
      const rsa = signedWith("PS256", { exp }, { kid: "one" });
      const ec = signedWith("ES256", { exp, iss: "me", aud: ["a", "b"] });
      const pkcs1 = createPublicKey(rsa.publicPem).export({ type: "pkcs1", format: "pem" });
      const ed = signedWith("EdDSA", { exp });
      const jwks = JSON.stringify({ keys: [{ ...rsa.publicJwk, kid: "one" }] });
      const tampered = `${rsa.token.slice(0, -8)}AAAAAAAA`;
      const hex = Buffer.from(SECRET).toString("hex");
      const onlyOurs = LIBRARIES.slice(0, 4);
      const cases = [
        // The page does not ask for an audience until one answers. A program must.
        { token: signed({ exp, aud: "a" }), kind: "Secret", key: SECRET, verified: false, isAsked: false },
        { token: signed({ exp, aud: "a" }), kind: "Secret", key: SECRET, audience: "a", verified: true },
        { token: signed({ exp, aud: "a" }), kind: "Secret", key: SECRET, audience: "c", verified: false },
        { token: signed({ exp }), kind: "Secret", key: SECRET, audience: "a", verified: false },
        { token: signed({ exp }, { secret: odd }), kind: "Secret", key: odd, verified: true },
        { token: signed({ exp }), kind: "Secret", key: hex, verified: true },
        { token: signed({ exp: 1 }), kind: "Secret", key: SECRET, verified: false },
        { token: signed({ sub: "a" }), kind: "Secret", key: SECRET, verified: false },
        { token: signed({ exp }), kind: "Secret", key: SECRET, typ: "at+jwt", verified: false },
        { token: signed({ exp }), kind: "Secret", key: SECRET, typ: "application/jwt", verified: true },
        { token: ec.token, kind: "PEM", key: ec.publicPem, audience: "b", issuer: "me", verified: true },
        { token: ec.token, kind: "PEM", key: ec.publicPem, audience: "b", issuer: "you", verified: false },
        { token: rsa.token, kind: "PEM", key: pkcs1, verified: true },
        { token: rsa.token, kind: "JWK", key: JSON.stringify(rsa.publicJwk), verified: true },
        { token: tampered, kind: "PEM", key: rsa.publicPem, verified: false },
        { token: rsa.token, kind: "JWKS", key: jwks, verified: true, libraries: onlyOurs },
        { token: ed.token, kind: "PEM", key: ed.publicPem, verified: true, libraries: onlyOurs },
      ];
      for (const {
        token,
        kind,
        key,
        encoding,
        verified,
        libraries = LIBRARIES,
        isAsked = true,
        ...expected
      } of cases) {
        await ui.press("Clear everything");
        await ui.token.fill(token);
        await ui.keyText.fill(key);
        for (const [name, value] of Object.entries(expected)) await ui[name].fill(value);
        await page
          .locator(verified || !isAsked ? ".verdict.tone-good" : ".verdict.tone-bad, .verdict.tone-caution")
          .waitFor();
        await share(page);
        await page.getByRole("tab", { name: "Code", exact: true }).click();
        const codes = await codesFor(page, libraries);
        // A Worker reads key files only with this line.
        assert.equal(codes[2].includes('import "jwt-wasm/keyfile"'), kind === "PEM", codes[2]);
        const printed = await runCodes(codes);
        const said = printed.map((lines, index) => [libraries[index], /^\w+/.exec(lines)?.[0]]);
        const wanted = verified ? "verified" : "refused";
        assert.deepEqual(
          said,
          libraries.map((library) => [library, wanted]),
          JSON.stringify({ kind, ...expected }),
        );
        if (!libraries.includes("jsonwebtoken")) {
          await page.getByLabel("Written for").selectOption("jsonwebtoken");
          await page.getByText("jsonwebtoken does not read key sets", { exact: false }).waitFor();
        }
      }
      // Without a key, each decodes.
      await ui.press("Clear everything");
      await ui.token.fill(signed({ exp }));
      await share(page);
      await page.getByRole("tab", { name: "Code", exact: true }).click();
      await page.getByText("Without a key, the code only decodes the token.").waitFor();
      for (const lines of await runCodes(await codesFor(page, LIBRARIES)))
        assert.match(lines, /alg: 'HS256'/);
      // What is copied is what is shown.
      await page.getByLabel("Written for").selectOption("jose");
      await ui.press("Copy the code");
      await page.getByText("Copied.").waitFor();
      const [shown] = await codesFor(page, ["jose"]);
      assert.equal(await page.evaluate(() => navigator.clipboard.readText()), shown);
    }),
);

test("header line and command: a shell hands the very token on", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    const shown = () => page.getByRole("region", { name: "Text to copy" }).innerText();
    await ui.token.fill(SIMPLE_JWT);
    await share(page);
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
    await page.getByText("This text cannot be sent in an HTTP header").waitFor();
  }));

test("a link with the token is made only on demand, warns, and opens it without leaving it in the address", () =>
  visit(browser, async ({ page, context, site }) => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    const ui = inspector(page);
    const token = signed({ exp: inAnHour(), name: "Fenchurch" });
    await ui.token.fill(token);
    await share(page);
    await page.getByRole("tab", { name: "Link" }).click();
    await page.getByText("The link contains the token").waitFor();
    await ui.press("Copy link");
    const link = await page.evaluate(() => navigator.clipboard.readText());
    assert.equal(link, `${site.address}#token=${token}`);
    assert.equal(page.url(), site.address);
    await ui.press("Clear everything");
    await page.evaluate((hash) => {
      location.hash = hash;
    }, new URL(link).hash);
    await page.getByText("The token came with the link.").waitFor();
    assert.equal(await ui.token.inputValue(), token);
    assert.equal(page.url(), site.address);
  }));

test("the clipboard is pasted with a button; one that may not be read says so and changes nothing", () =>
  visit(browser, async ({ page, context }) => {
    const ui = inspector(page);
    const token = signed({ exp: inAnHour() });
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.evaluate((copied) => navigator.clipboard.writeText(copied), token);
    await ui.press("Paste");
    await page.waitForFunction((wanted) => document.querySelector("#token").value === wanted, token);
    await page.evaluate(() => {
      navigator.clipboard.readText = () => Promise.reject(new DOMException("no", "NotAllowedError"));
    });
    await ui.press("Paste");
    await page.getByText("The browser does not let this page read the clipboard.").waitFor();
    assert.equal(await ui.token.inputValue(), token);
  }));
