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

/** Bad input, with the verdict, the page's message, and what the page can still show. */
const BROKEN = [
  {
    name: "a token cut off in its payload",
    token: `${HEADER}.${PAYLOAD.slice(0, 41)}`,
    headline: "The token ends inside its payload",
    says: /The rest of the payload and the signature are missing\. Copy the whole token/,
    shows: /\{"token_type":"access","exp":1[\s\S]*"typ": "JWT"/,
  },
  {
    name: "a foreign letter in the payload",
    token: `${HEADER}.${PAYLOAD.slice(0, 40)}*${PAYLOAD.slice(41)}.${SIGNATURE}`,
    headline: "This is not a well-formed token",
    says: /payload is malformed: it is not canonical base64url/i,
    shows: /token_type[\s\S]*"typ": "JWT"/,
  },
  {
    name: "a line break inside the token",
    token: `${HEADER}.${PAYLOAD.slice(0, 40)}\n${PAYLOAD.slice(40)}.${SIGNATURE}`,
    headline: "White space inside the token: 1 character",
    says: /A token has no spaces, line breaks or invisible characters[\s\S]*Remove the white space/,
    shows: /"typ": "JWT"/,
  },
  {
    name: "a header that is not JSON",
    token: `${base64url("{alg:HS256}")}.${PAYLOAD}.${SIGNATURE}`,
    headline: "This is not a well-formed token",
    says: /header is malformed: it is not strict JSON/i,
    shows: /"token_type": "access"[\s\S]*\{alg:HS256\}/,
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
    headline: "Not signed",
    says: /Anyone can write such a token/,
    shows: /"alg": "none"/,
  },
  {
    name: "an encrypted token",
    token: `${base64url('{"alg":"dir","enc":"A256GCM"}')}..${"A".repeat(16)}.Y2lwaGVydGV4dA.${"A".repeat(22)}`,
    headline: "Encrypted, not signed",
    says: /JWE/,
    shows: /"enc": "A256GCM"/,
  },
  {
    name: "an encrypted token with a short initialization vector",
    token: `${base64url('{"alg":"dir","enc":"A256GCM"}')}..aXY.Y2lwaGVydGV4dA.${"A".repeat(22)}`,
    headline: "This is not a well-formed token",
    says: /initialization vector has 2 bytes, but the header’s alg and enc need 12/,
    shows: /"enc": "A256GCM"/,
  },
  {
    name: "an algorithm of another family",
    token: `${base64url('{"alg":"RS256"}')}.${PAYLOAD}.${"A".repeat(342)}`,
    headline: "Expired; not checked: no key",
    says: /Enter the issuer’s public key/,
    shows: /"token_type": "access"/,
  },
  {
    name: "a signature shorter than any of its algorithm",
    token: `${base64url('{"alg":"RS256"}')}.${PAYLOAD}.${SIGNATURE}`,
    headline: "299 characters are missing at the end",
    says: /Copy the token to its end/,
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
    says: /Copy the whole token/,
    shows: /damaged|cannot be decoded|malformed/,
  },
];

/** Letter by letter where it differs from a token: of a pasted text, the page takes what is a token in it. */
async function type(page, field, text) {
  const at = text.search(/[*\n]/);
  if (at < 0) return field.fill(text);
  await field.fill(SIMPLE_JWT);
  const replaced = text[at] === "*" ? 1 : 0;
  await field.evaluate((textarea, [from, to]) => textarea.setSelectionRange(from, to), [at, at + replaced]);
  await page.keyboard.press(replaced === 1 ? "*" : "Enter");
  assert.equal(await field.inputValue(), text);
}

test("of a broken token the page says what is wrong, and shows what can be read", (context) =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    for (const { name, token, headline, says, shows } of BROKEN) {
      await context.test(name, async () => {
        await type(page, ui.token, token);
        await ui.concludes(headline);
        assert.match(await ui.verdict.innerText(), says);
        await page.getByRole("tab", { name: "JSON", exact: true }).click();
        assert.match(await ui.decoded.innerText(), shows);
        await ui.press("Clear everything");
        await ui.concludes("No token yet");
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
    for (const [pasted, remark] of [
      [`Authorization: Bearer ${token}\n`, "Took the token out of an Authorization header."],
      [`  ${token}\n`, "Took the token out of the white space around it."],
      [`bearer ${token}`, "Took the token out of an Authorization header."],
    ]) {
      await paste(page, ui.token, pasted);
      await page.getByText(remark, { exact: true }).waitFor();
      await ui.concludes("Signature verified");
      assert.equal(await ui.token.inputValue(), token);
    }
    await paste(page, ui.token, token);
    await page.getByText("Took the token out").waitFor({ state: "detached" });
    // What is typed stays in the field, and is left out all the same.
    for (const [typed, remark] of [
      ["Bearer ", "Ignored “Bearer” before the token"],
      ["Authorization: ", "Ignored “Authorization: Bearer” before the token"],
      [" ", "Ignored the white space around the token"],
    ]) {
      await ui.token.evaluate((field) => field.setSelectionRange(0, 0));
      await page.keyboard.type(typed);
      await page.getByText(remark).waitFor();
      await ui.concludes("Signature verified");
    }
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
    await page.getByRole("tab", { name: "JSON", exact: true }).click();
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
    assert.match(await ui.claim("exp").innerText(), /look like milliseconds/);
    assert.match(await ui.claim("nbf").innerText(), /too far away/);
    assert.match(await ui.claim("iat").innerText(), /must be a number of seconds/);
  }));

test("bad secrets: not base64url, a PEM file, too short for the chosen algorithm", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    await ui.token.fill(SIMPLE_JWT);
    await ui.secret.fill("not base64url!");
    await ui.encoding.selectOption("base64url");
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
    const removeFour = async () => {
      for (let removed = 0; removed < 4; removed += 1) await page.keyboard.press("Backspace");
    };
    await page.keyboard.type("AAAA");
    await ui.concludes("4 characters too many at the end");
    await removeFour();
    await ui.concludes("Signature verified");
    await removeFour();
    await page.keyboard.type("AAAA");
    await ui.concludes("Signature does not match");
    await removeFour();
    await page.keyboard.type(token.slice(-4));
    await ui.concludes("Signature verified");
    const { field, colours } = await page.evaluate(() => {
      const textarea = document.querySelector("#token");
      // Otherwise the field is as high as the coloured text below it, whatever it contains.
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
    const frame = page.locator(".verdict");
    const letterColour = () => ui.token.evaluate((field) => getComputedStyle(field).color);
    const ink = await page.evaluate(() => getComputedStyle(document.body).color);
    assert.notEqual(await letterColour(), ink);
    const size = (length) => page.getByText(`${length.toLocaleString("en")} characters`);
    await ui.token.press("End");
    for (let presses = 1; presses <= 20; presses += 1) {
      await page.keyboard.press("A");
      await page.clock.runFor(20);
      assert.equal(await ui.token.inputValue(), `${token}${"A".repeat(presses)}`);
      // The colours are not drawn; only the height remains.
      assert.equal(await ui.letters.isVisible(), false);
      assert.equal(await letterColour(), ink);
    }
    assert.equal(await frame.getAttribute("aria-busy"), "true");
    // Meanwhile the page read, checked and laid out nothing else.
    assert.equal(await size(token.length).count(), 1);
    await page.clock.runFor(1000);
    await size(token.length + 20).waitFor();
    await ui.concludes("20 characters too many at the end");
    assert.equal(await frame.getAttribute("aria-busy"), "false");
    assert.equal(await ui.letters.textContent(), `${token}${"A".repeat(20)}\u200b`);
    assert.equal(await ui.letters.isVisible(), true);

    // A person who moves on does not wait, and the old result does not appear later.
    await ui.token.press("Backspace");
    await ui.press("Try an example");
    await page.clock.resume();
    await ui.concludes("Signature verified");
    const example = await ui.token.inputValue();
    assert.notEqual(example.slice(0, 200), token.slice(0, 200));
    await page.waitForTimeout(1000);
    assert.equal(await ui.token.inputValue(), example);
  }));

test("on a slow machine the letters of any token come first, and the rest when the typing pauses", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    await ui.token.fill(SIMPLE_JWT);
    await page.getByText("205 characters").waitFor();
    // Chromium's own throttle slows little down while other programs keep the machine busy.
    await page.evaluate(() => {
      const request = globalThis.requestAnimationFrame.bind(globalThis);
      globalThis.requestAnimationFrame = (draw) =>
        request((time) => {
          const end = performance.now() + 200;
          while (performance.now() < end);
          draw(time);
        });
    });
    await ui.token.press("End");
    // The first message, once it is visible, shows that the machine is slow.
    await page.keyboard.press("A");
    await page.getByText("206 characters").waitFor();
    const { seen, letters, busy } = await page.evaluate(async () => {
      const field = document.querySelector("#token");
      const verdict = document.querySelector(".verdict");
      // The pause may be over before this function goes on, so each state is noted when it comes.
      const states = [];
      new MutationObserver(() => states.push(verdict.getAttribute("aria-busy"))).observe(verdict, {
        attributeFilter: ["aria-busy"],
      });
      const typed = [];
      for (const letter of "AA") {
        document.execCommand("insertText", false, letter);
        typed.push(field.value);
      }
      await new Promise(requestAnimationFrame);
      const letters = document.querySelector(".token-colours").textContent;
      const isBusy = () => [verdict.getAttribute("aria-busy"), ...states].includes("true");
      // A machine that is slow by itself may need more frames than one.
      for (let frame = 0; frame < 100 && !isBusy(); frame++) await new Promise(requestAnimationFrame);
      return { seen: typed, letters, busy: isBusy() };
    });
    assert.deepEqual(seen, [`${SIMPLE_JWT}AA`, `${SIMPLE_JWT}AAA`]);
    assert.equal(letters, `${SIMPLE_JWT}AAA\u200b`);
    assert.ok(busy);
    await page.getByText("208 characters").waitFor();
    await page.locator(".verdict[aria-busy=false]").waitFor();
  }));

test("a token beyond the limit is refused, not waited for", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    await paste(page, ui.token, signed({ exp: inAnHour(), long: "x".repeat(100_000) }));
    await ui.concludes("Longer than jwt-wasm allows");
    assert.match(await ui.check("Form").innerText(), /too_large/);
    await page.getByText("longer than any token").waitFor();
  }));

test("a browser without WebAssembly is told what is missing", () =>
  visit(browser, ({ page }) => page.getByText("The inspector cannot run in this browser").waitFor(), {
    isWhole: false,
    init: () => {
      delete globalThis.WebAssembly;
    },
  }));
