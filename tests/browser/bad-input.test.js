import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { inspector, paste } from "./lib/inspector.js";
import { base64url, inAnHour, SECRET, SIMPLE_JWT, signed } from "./lib/tokens.js";
import { launch, visit } from "./lib/visit.js";

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

const [HEADER, PAYLOAD, SIGNATURE] = SIMPLE_JWT.split(".");

/** Each with the verdict, what the page says of it, and what it can still show. */
const BROKEN = [
  {
    name: "a token cut off in its payload",
    token: `${HEADER}.${PAYLOAD.slice(0, 41)}`,
    headline: "This is not a well-formed token",
    says: /three parts joined by two dots/,
    shows: /"typ": "JWT"[\s\S]*\{"token_type":"access","exp":1/,
  },
  {
    name: "a foreign letter in the payload",
    token: `${HEADER}.${PAYLOAD.slice(0, 40)}*${PAYLOAD.slice(41)}.${SIGNATURE}`,
    headline: "This is not a well-formed token",
    says: /payload is malformed: it is not canonical base64url/i,
    shows: /"typ": "JWT"[\s\S]*token_type/,
  },
  {
    name: "a line break inside the token",
    token: `${HEADER}.${PAYLOAD.slice(0, 40)}\n${PAYLOAD.slice(40)}.${SIGNATURE}`,
    headline: "This is not a well-formed token",
    says: /white space or a line break stands inside it; take it out/i,
    shows: /"typ": "JWT"/,
  },
  {
    name: "a header that is not JSON",
    token: `${base64url("{alg:HS256}")}.${PAYLOAD}.${SIGNATURE}`,
    headline: "This is not a well-formed token",
    says: /header is malformed: it is not strict JSON/i,
    shows: /\{alg:HS256\}[\s\S]*"token_type": "access"/,
  },
  {
    name: "one claim twice",
    token: signed('{"admin":false,"admin":true}'),
    headline: "This is not a well-formed token",
    says: /same name twice/,
    shows: /"admin": false,\s+"admin": true/,
  },
  {
    name: "alg none",
    token: `${base64url('{"alg":"none"}')}.${PAYLOAD}.`,
    headline: "Not signed at all",
    says: /Anybody can write such a token/,
    shows: /"alg": "none"/,
  },
  {
    name: "an encrypted token",
    token: `${base64url('{"alg":"dir","enc":"A256GCM"}')}..aXY.Y2lwaGVydGV4dA.dGFn`,
    headline: "Encrypted, not signed",
    says: /JWE/,
    shows: /"enc": "A256GCM"/,
  },
  {
    name: "an algorithm of another family",
    token: `${base64url('{"alg":"RS256"}')}.${PAYLOAD}.${SIGNATURE}`,
    headline: "Not checked: no key",
    says: /Enter the issuer’s public key/,
    shows: /"token_type": "access"/,
  },
  {
    name: "crit",
    token: signed({ exp: inAnHour() }, { header: { alg: "HS256", crit: ["x"], x: 1 } }),
    headline: "Refused because of its header",
    says: /crit/,
    shows: /"crit": \[/,
  },
  {
    name: "a text that is not a token",
    token: "hello",
    headline: "This is not a well-formed token",
    says: /three parts joined by two dots/,
    shows: /damaged|Nothing|malformed/,
  },
];

test("of a broken token the page says what is wrong, and shows what can be read", (context) =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    for (const { name, token, headline, says, shows } of BROKEN) {
      await context.test(name, async () => {
        await paste(page, ui.token, token);
        await ui.concludes(headline);
        assert.match(await ui.verdict.innerText(), says);
        await ui.press("JSON");
        assert.match(await ui.decoded.innerText(), shows);
        await ui.press("Example");
        await ui.concludes("Not checked: no key");
      });
    }
  }));

test("no token at all", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    await ui.token.fill("");
    await ui.concludes("No token yet");
  }));

test("what is pasted around a token is left out, and the page says so", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    const token = signed({ exp: inAnHour() });
    await paste(page, ui.secret, SECRET);
    await paste(page, ui.token, `Authorization: Bearer ${token}\n`);
    await ui.concludes("Signature verified");
    await page.getByText("Left out “Authorization: Bearer” in front").waitFor();
    await page.getByText("Left out the white space around the token").waitFor();
    await paste(page, ui.token, `bearer ${token}`);
    await ui.concludes("Signature verified");
    await page.getByText("Left out “Bearer” in front").waitFor();
    await paste(page, ui.token, token);
    await page.getByText("Left out").first().waitFor({ state: "detached" });
  }));

test("numbers, names and letters that a parser would change stay what they are", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    const payload =
      '{"id":9007199254740993,"price":1.10,"__proto__":{"x":1},"name":"Zo\u00eb \u{1f680}","who":"admin\u202etxt"}';
    await paste(page, ui.token, signed(payload));
    await ui.concludes("Not checked: no key");
    assert.match(await ui.claim("id").innerText(), /9007199254740993/);
    assert.match(await ui.claim("who").innerText(), /admin\\u202etxt/);
    await ui.press("JSON");
    const shown = await ui.payload.innerText();
    assert.match(shown, /"id": 9007199254740993,/);
    assert.match(shown, /"price": 1\.10,/);
    assert.match(shown, /"__proto__": \{/);
    assert.match(shown, /"name": "Zoë 🚀"/);
    assert.match(shown, /"who": "admin\\u202etxt"/);
  }));

test("times in milliseconds, or beyond any calendar, are pointed out", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    await paste(page, ui.token, signed({ exp: Date.now(), nbf: -1e300, iat: "yesterday" }));
    assert.match(await ui.claim("exp").innerText(), /likely milliseconds/);
    assert.match(await ui.claim("nbf").innerText(), /No calendar/);
    assert.match(await ui.claim("iat").innerText(), /not a time in seconds/);
  }));

test("secrets that are none: not base64url, a PEM file, too short for the algorithm chosen", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    await ui.encoding.selectOption("base64url");
    await ui.secret.fill("not base64url!");
    await ui.concludes("Not checked: the secret cannot be used");
    await ui.encoding.selectOption("utf8");
    await ui.secret.fill("-----BEGIN PUBLIC KEY----- MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE");
    await ui.concludes("Not checked: the secret cannot be used");
    assert.match(await ui.key.innerText(), /PEM/);
    await ui.secret.fill("x".repeat(40));
    await ui.concludes("Signature does not match");
    await ui.algorithm.selectOption("HS512");
    await ui.concludes("Not checked: the secret is too short");
    assert.match(await ui.key.innerText(), /40 bytes long; HS512 needs at least 64/);
  }));

test("a token of 16 KB can be pasted and typed into, and the colours stay on their letters", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    const rows = Array.from({ length: 310 }, (_, index) => `claim ${index} of a very long token`);
    const token = signed({ exp: inAnHour(), rows });
    assert.ok(token.length > 11_000 && token.length <= 16_384, `${token.length} characters`);
    await paste(page, ui.secret, SECRET);
    await paste(page, ui.token, token);
    await ui.concludes("Signature verified");
    await ui.token.press("End");
    await page.keyboard.type("AAAA");
    await ui.concludes("Signature does not match");
    for (let typed = 0; typed < 4; typed += 1) await page.keyboard.press("Backspace");
    await ui.concludes("Signature verified");
    const { field, colours } = await page.evaluate(() => {
      const textarea = document.querySelector("#token");
      // Otherwise it is as high as the colours below it, whatever it holds.
      textarea.style.height = "0";
      return { field: textarea.scrollHeight, colours: document.querySelector(".token-colours").scrollHeight };
    });
    assert.equal(field, colours, "both layers break their lines at the same letters");
  }));

test("while a long token is typed into, only its letters follow, and the verdict shows that it is behind", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    const token = signed({ exp: inAnHour(), long: "x".repeat(8000) });
    await paste(page, ui.secret, SECRET);
    await paste(page, ui.token, token);
    await ui.concludes("Signature verified");
    await page.clock.install();
    await page.clock.pauseAt(Date.now() + 60_000);
    const frame = page.locator(".verdict-frame");
    const letterColour = () => ui.token.evaluate((field) => getComputedStyle(field).color);
    const ink = await page.evaluate(() => getComputedStyle(document.body).color);
    assert.notEqual(await letterColour(), ink);
    const size = (length) => page.getByText(`${length.toLocaleString("en")} characters`);
    await ui.token.press("End");
    for (let presses = 1; presses <= 20; presses += 1) {
      await page.keyboard.press("A");
      await page.clock.runFor(20);
      assert.equal(await ui.token.inputValue(), `${token}${"A".repeat(presses)}`);
      // Without their colours, of which only the height is left.
      assert.equal(await ui.letters.isVisible(), false);
      assert.equal(await letterColour(), ink);
    }
    assert.equal(await frame.getAttribute("aria-busy"), "true");
    // Nothing else was read, checked or laid out meanwhile.
    assert.equal(await size(token.length).count(), 1);
    await page.clock.runFor(1000);
    await size(token.length + 20).waitFor();
    await ui.concludes("Signature does not match");
    assert.equal(await frame.getAttribute("aria-busy"), "false");
    assert.equal(await ui.letters.textContent(), `${token}${"A".repeat(20)}\u200b`);
    assert.equal(await ui.letters.isVisible(), true);

    // A person who goes on to something else does not wait, and nothing comes after it.
    await ui.token.press("Backspace");
    await ui.press("Example");
    await ui.concludes("Not checked: no key");
    await page.clock.runFor(1000);
    assert.equal(await ui.token.inputValue(), SIMPLE_JWT);
  }));

test("on a slow machine the letters of any token come first, and the rest when the typing pauses", () =>
  visit(browser, async ({ page, context }) => {
    const ui = inspector(page);
    const session = await context.newCDPSession(page);
    await session.send("Emulation.setCPUThrottlingRate", { rate: 40 });
    await ui.token.press("End");
    // The first shows that the machine is slow, once it is in sight.
    await page.keyboard.press("A");
    await page.getByText("206 characters").waitFor();
    const { seen, letters, busy } = await page.evaluate(async () => {
      const field = document.querySelector("#token");
      const typed = [];
      for (const letter of "AA") {
        document.execCommand("insertText", false, letter);
        typed.push(field.value);
      }
      await new Promise(requestAnimationFrame);
      return {
        seen: typed,
        letters: document.querySelector(".token-colours").textContent,
        busy: document.querySelector(".verdict-frame").getAttribute("aria-busy"),
      };
    });
    assert.deepEqual(seen, [`${SIMPLE_JWT}AA`, `${SIMPLE_JWT}AAA`]);
    assert.equal(letters, `${SIMPLE_JWT}AAA\u200b`);
    assert.equal(busy, "true");
    await session.send("Emulation.setCPUThrottlingRate", { rate: 1 });
    await page.getByText("208 characters").waitFor();
    await page.locator(".verdict-frame[aria-busy=false]").waitFor();
  }));

test("a token beyond the limit is refused, not waited for", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    await paste(page, ui.token, signed({ exp: inAnHour(), long: "x".repeat(100_000) }));
    await ui.concludes("This is not a well-formed token");
    assert.match(await ui.check("Form").innerText(), /too_large/);
    await page.getByText("too long to be shown in parts").waitFor();
  }));

test("a browser without WebAssembly is told what is missing", () =>
  visit(browser, ({ page }) => page.getByText("The inspector cannot run here").waitFor(), {
    isWhole: false,
    init: () => {
      delete globalThis.WebAssembly;
    },
  }));
