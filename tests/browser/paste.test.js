import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { inspector, pasteAt } from "./lib/inspector.js";
import { inAnHour, SECRET, signed, signedWith } from "./lib/tokens.js";
import { launch, visit } from "./lib/visit.js";

const { others } = JSON.parse(
  readFileSync(new URL("../vectors/reports/pastes.json", import.meta.url), "utf8"),
);

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

const access = signed({ sub: "ada", scope: "read", exp: inAnHour() });
const id = signed({ sub: "ada", nonce: "n", exp: inAnHour() });
const ANSWER = JSON.stringify({ access_token: access, token_type: "bearer", id_token: id });

/** Ctrl+V where the focus is. */
async function pasteHere(page, text) {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
  await page.keyboard.press("ControlOrMeta+V");
}

const holds = (ui, value) =>
  ui.token
    .and(ui.token.page().locator("textarea"))
    .inputValue()
    .then((text) => assert.equal(text, value));

test("the page starts empty, with the focus in the field, and a paste anywhere replaces the token", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    await holds(ui, "");
    assert.equal(await page.evaluate(() => document.activeElement.id), "token");
    await pasteHere(page, access);
    await holds(ui, access);
    // In the middle of the token, on a tab, on nothing.
    await ui.token.evaluate((field) => field.setSelectionRange(5, 5));
    await pasteHere(page, id);
    await holds(ui, id);
    await page.getByRole("tab", { name: "JSON", exact: true }).focus();
    await pasteHere(page, access);
    await holds(ui, access);
    await page.evaluate(() => document.activeElement.blur());
    await pasteHere(page, id);
    await holds(ui, id);
  }));

test("another field that takes text gets the paste itself", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    await pasteHere(page, access);
    await ui.secret.focus();
    await pasteHere(page, SECRET);
    await holds(ui, access);
    assert.equal(await ui.secret.inputValue(), SECRET);
    await ui.concludes("Signature verified");
  }));

test("what was ignored is said in one line", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    const wrapped = access.match(/.{1,60}/g).join("\n");
    for (const [text, line] of [
      [
        `curl -H "Authorization: Bearer ${wrapped}" https://api.example`,
        "Took the token out of a curl command and joined its lines.",
      ],
      [`Authorization: Bearer ${access}`, "Took the token out of an Authorization header."],
      [`"${access}",`, "Took the token out of its quotation marks."],
      [wrapped, "Joined the token’s lines."],
      [
        `https://op.example/#id_token=${access.replaceAll(".", "%2E")}`,
        "Took the token out of a URL and decoded its percent-encoding.",
      ],
      [ANSWER, "Took 2 tokens out of JSON."],
      [
        `${access} and again ${access}`,
        "Took the token out of the text around it. It is in the text 2 times.",
      ],
    ]) {
      await pasteHere(page, text);
      await page.getByText(line, { exact: true }).waitFor();
      await holds(ui, access);
    }
    await pasteHere(page, access);
    assert.equal(await page.locator(".notes").innerText(), "");
    await ui.language.selectOption("Deutsch");
    await pasteHere(page, `curl -H "Authorization: Bearer ${wrapped}" https://api.example`);
    await page.getByText("Token aus einem curl-Befehl geholt und Zeilen verbunden.").waitFor();
  }));

test("of several tokens one is chosen with the keyboard, and each is judged alone", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    const foreign = signed({ sub: "eve", exp: inAnHour() }, { secret: "x".repeat(40) });
    await pasteHere(page, JSON.stringify({ access_token: access, id_token: foreign }));
    const choices = page.getByRole("group", { name: "2 tokens found" }).getByRole("radio");
    assert.deepEqual(await choices.evaluateAll((all) => all.map((one) => one.labels[0].innerText)), [
      "access_token",
      "id_token",
    ]);
    await ui.secret.fill(SECRET);
    await ui.concludes("Signature verified");
    await choices.first().focus();
    await page.keyboard.press("ArrowDown");
    await holds(ui, foreign);
    await ui.concludes("This key is from the previous token");
    await page.keyboard.press("ArrowUp");
    await holds(ui, access);
    await ui.concludes("Signature verified");
    const many = Array.from({ length: 8 }, (_, n) => signed({ n, exp: inAnHour() }));
    // Tokens of one name get numbers, and many are a list that opens.
    await pasteHere(page, many.map((token) => `token=${token}`).join("\n"));
    const list = page.getByLabel("8 tokens found");
    await list.selectOption("token 3");
    await holds(ui, many[2]);
  }));

test("a token with spaces inside stays as it was pasted", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    const broken = `${access.slice(0, 60)} ${access.slice(60)}`;
    await pasteHere(page, broken);
    await holds(ui, broken);
    const cut = `${access.slice(0, -20)} ${access.slice(-20)}`;
    await pasteHere(page, cut);
    await holds(ui, cut);
    await ui.concludes("White space inside the token: 1 character");
  }));

test("what is not a token is named, and no secret is repeated", () =>
  visit(browser, async ({ page }) => {
    const status = page.locator(".notes");
    const names = {
      api_key: /API key or token of/,
      basic_credentials: /user name and a password/,
      fernet: /Fernet/,
      github_token: /GitHub token/,
      key: /a key, not a token/,
      private_key: /private key or a secret.*revoke it/,
      macaroon: /macaroon/,
      opaque: /introspection endpoint/,
      paseto: /PASETO v4/,
      prose: /There is no token in this text/,
      saml: /SAML/,
      signed_session: /signed session cookie/,
    };
    for (const { name, paste, other } of others) {
      if (paste === "") continue;
      await pasteHere(page, paste);
      if (!other) continue;
      await page.waitForFunction(
        (pasted) => document.querySelector("#token").value.trim() === pasted.trim(),
        paste,
      );
      const said = await status.innerText();
      assert.match(said, names[other.kind], name);
      const strip = await page.locator(".verdict").innerText();
      for (const word of paste.split(/[\s:"]+/).filter((one) => one.length > 15 && !one.startsWith("-----")))
        assert.ok(!`${said} ${strip}`.includes(word), `${name}: ${word}`);
      if (!["opaque", "signed_session"].includes(other.kind)) assert.match(strip, /This is not a JWT/, name);
    }
  }));

test("a key that was pasted as a token goes to the key field, and the token comes back", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    const { token, publicPem, publicJwk } = signedWith("ES256", { sub: "ada", exp: inAnHour() });
    for (const key of [publicPem, JSON.stringify(publicJwk), JSON.stringify({ keys: [publicJwk] })]) {
      await pasteHere(page, token);
      await pasteHere(page, key);
      await ui.press("Put it in the key field");
      await holds(ui, token);
      await ui.concludes("Signature verified");
      await ui.press("Clear everything");
      await page.evaluate(() => document.activeElement.blur());
    }
  }));

test("a text of megabytes: the token in it is found, a cut is said, and without a token the field stays", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    const put = (text) => pasteAt(page.locator("body"), text);
    await put(`${access} ${"x ".repeat(4_200_000)}${id}`);
    await page.getByText("Only the first 8 MB were read: the text is longer.").waitFor();
    await holds(ui, access);
    await put("x ".repeat(300_000));
    await page.getByText("There is no token in this text.").waitFor();
    await holds(ui, access);
  }));

test("text and files are dropped anywhere on the token panel", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    const drop = (target, text, isFile) =>
      target.evaluate(
        (element, [dropped, asFile]) => {
          const dataTransfer = new DataTransfer();
          if (asFile) dataTransfer.items.add(new File([dropped], "trace.har"));
          else dataTransfer.setData("text/plain", dropped);
          for (const type of ["dragenter", "dragover", "drop"])
            element.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
        },
        [text, isFile],
      );
    const panel = page.getByRole("region", { name: "Token", exact: true });
    await drop(panel.getByRole("heading"), `Bearer ${access}`, false);
    await holds(ui, access);
    const har = {
      log: {
        entries: [{ request: { headers: [{ name: "authorization", value: `Bearer ${id}` }] } }],
        comment: "x".repeat(300_000),
      },
    };
    await drop(panel, JSON.stringify(har), true);
    await page.getByText("Took the token out of a HAR file.").waitFor();
    await holds(ui, id);
  }));

test("a keyboard that inserts without a paste is understood as well", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    await ui.token.focus();
    await page.keyboard.insertText(`Authorization: Bearer ${access}`);
    await holds(ui, access);
  }));

/** Puts a text into the token field and reports what is shown before any timer of the page fires. */
const shownAtOnce = (page, { text, isPaste }) =>
  page.evaluate(
    async ({ text, isPaste }) => {
      const field = document.getElementById("token");
      if (isPaste) {
        const clipboardData = new DataTransfer();
        clipboardData.setData("text/plain", text);
        field.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
      } else {
        field.value = text;
        field.dispatchEvent(new InputEvent("input", { bubbles: true }));
      }
      await new Promise((resolve) => setTimeout(resolve));
      return {
        headline: document.querySelector(".verdict h2").textContent,
        claims: document.querySelector(".shown-pane").innerText,
      };
    },
    { text, isPaste },
  );

/** Longer than what waits while it is typed. */
const long = (sub) =>
  signed({ sub, exp: inAnHour(), roles: Array.from({ length: 300 }, (_, at) => `role-${sub}-number-${at}`) });

for (const isPaste of [true, false]) {
  test(`a ${isPaste ? "paste" : "text that is inserted whole"} is judged at once, however long, and never beside another's claims`, () =>
    visit(browser, async ({ page }) => {
      const ui = inspector(page);
      const [ada, bob] = [long("ada"), long("bob")];
      assert.ok(bob.length > 8000);
      const first = await shownAtOnce(page, { text: ada, isPaste });
      assert.equal(first.headline, "Not checked: no key");
      assert.match(await ui.claim("sub").innerText(), /"ada"/);
      const second = await shownAtOnce(page, { text: `${bob}A`, isPaste });
      assert.equal(second.headline, "1 character too many at the end");
      assert.match(second.claims, /"bob"/);
      assert.doesNotMatch(second.claims, /"ada"/);
    }));
}

test("the buttons stand in one row, in both languages", () =>
  visit(
    browser,
    async ({ page }) => {
      const ui = inspector(page);
      await pasteHere(page, access);
      await pasteHere(page, id);
      for (const language of ["English", "Deutsch"]) {
        await ui.language.selectOption(language);
        const tops = await page
          .locator(".token-buttons button")
          .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().top));
        assert.equal(tops.length, 5);
        assert.equal(new Set(tops).size, 1, language);
      }
      assert.equal(await page.locator(".token-buttons .primary").count(), 0);
    },
    { viewport: { width: 1366, height: 768 } },
  ));
