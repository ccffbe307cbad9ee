import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { inspector } from "./lib/inspector.js";
import { serve } from "./lib/site.js";
import { inAnHour, signed, signedWith } from "./lib/tokens.js";
import { LAST_PART, launch } from "./lib/visit.js";

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

/** The file with the core. */
const CORE = /\/assets\/inspection-[\w-]+\.js$/;

/** A visit in which `answer` decides whether that file arrives. */
async function visitUntil(answer, act, viewport = { width: 412, height: 823 }) {
  const site = await serve();
  const context = await browser.newContext({ viewport });
  context.setDefaultTimeout(8000);
  const page = await context.newPage();
  const errors = [];
  page.on("pageerror", (error) => errors.push(error.message));
  await page.route(CORE, answer);
  try {
    // Browsers differ in whether the `load` event waits for a script's imports.
    await page.goto(site.address, { waitUntil: "commit" });
    await act(page, inspector(page));
    assert.deepEqual(errors, []);
  } finally {
    await page.unrouteAll({ behavior: "ignoreErrors" });
    await context.close();
    await site.close();
  }
}

/** Loads the page again, and not while it is still loading, which Chromium can refuse. */
async function reloaded(page) {
  await page.waitForLoadState("load");
  await page.reload({ waitUntil: "commit" });
}

/** An answer that arrives when `come` is called. */
function held() {
  let come;
  const called = new Promise((resolve) => {
    come = resolve;
  });
  return { answer: (route) => called.then(() => route.continue()), come };
}

test("a token is shown and typed into before the core has come, and nothing of that is lost when it comes", () => {
  const { answer, come } = held();
  return visitUntil(answer, async (page, ui) => {
    await ui.token.waitFor();
    // A new browser can open the page wide, and a page that becomes narrow shows the claims of what was typed before.
    await page.getByRole("tab", { name: "Token & key", selected: true }).waitFor();
    assert.equal(await ui.token.inputValue(), "");
    const token = signed({ exp: inAnHour(), name: "Zaphod" });
    await ui.token.fill(token);
    // The page's own script has come, so that it sees each letter.
    await page.locator(".token-colours .part-signature").waitFor();
    await page.keyboard.press("End");
    await page.keyboard.type("AAA");
    await page.keyboard.press("Shift+ArrowLeft");
    assert.match(await ui.letters.innerText(), /AAA\u200b?$/);
    assert.equal(await page.locator(".token-colours .part-signature").count(), 1);
    assert.equal(await ui.verdict.count(), 0);
    come();
    await ui.concludes("3 characters too many at the end");
    await page.locator(LAST_PART).waitFor();
    const field = await page.evaluate(() => {
      const { id, value, selectionStart, selectionEnd } = document.activeElement;
      return { id, value, selectionStart, selectionEnd };
    });
    const { length } = token;
    assert.deepEqual(field, {
      id: "token",
      value: `${token}AAA`,
      selectionStart: length + 2,
      selectionEnd: length + 3,
    });
    await page.keyboard.type("C");
    assert.equal(await ui.token.inputValue(), `${token}AAC`);
    await ui.show("Claims");
    assert.match(await ui.claim("name").innerText(), /"Zaphod"/);
  });
});

test("what was pressed before the core has come is done when it comes", () => {
  const { answer, come } = held();
  return visitUntil(answer, async (page, ui) => {
    await ui.press("New token");
    await ui.press("Sign a new token");
    await page.getByRole("button", { name: "Signing…" }).waitFor();
    come();
    await ui.concludes("Signature verified");
    assert.equal(await ui.frameTabs.getByRole("tab", { selected: true }).innerText(), "Claims");
  });
});

test("if the core cannot be loaded the page says so, and shows the token's text all the same", () =>
  visitUntil(
    (route) => route.abort(),
    async (page, ui) => {
      await page.getByText("The part that checks tokens did not load").waitFor();
      await ui.token.fill("a.b.c");
      assert.equal(await page.locator(".token-colours .part-payload").innerText(), "b");
      await ui.press("New token");
      await ui.press("Sign a new token");
      await page.getByRole("button", { name: "Sign a new token" }).waitFor();
      await ui.press("Clear everything");
      await page.getByText("The part that checks tokens did not load").waitFor();
      assert.equal(await ui.token.inputValue(), "");
    },
  ));

/** The words that the page starts with. */
const FIRST_WORDS = /\/assets\/en-[\w-]+\.js$/;

test("the words of a verdict are asked for after the first ones, also if those take longer than the paint is waited for", () => {
  const { answer, come } = held();
  return visitUntil(
    (route) => route.continue(),
    async (page, ui) => {
      await page.route(FIRST_WORDS, answer);
      await reloaded(page);
      await page.waitForTimeout(1500);
      come();
      await ui.token.fill(signed({ exp: inAnHour() }));
      await ui.concludes("Not checked: no key");
    },
  );
});

test("a language that is chosen before the words of a verdict have come is the verdict's language", () => {
  const { answer, come } = held();
  return visitUntil(answer, async (page, ui) => {
    await ui.token.fill(signed({ exp: inAnHour() }));
    await ui.language.selectOption("de");
    await page.waitForTimeout(100);
    come();
    await page.getByRole("heading", { name: "Nicht geprüft: kein Schlüssel" }).waitFor();
    assert.equal(await page.evaluate(() => document.documentElement.lang), "de");
  });
});

/** What stands below the verdict. */
const BELOW = /\/assets\/below-[\w-]+\.(?:js|css)$/;

test("the verdict does not wait for what stands below it", () => {
  const { answer, come } = held();
  return visitUntil(
    (route) => route.continue(),
    async (page, ui) => {
      await page.route(BELOW, answer);
      await reloaded(page);
      await ui.token.fill(signed({ exp: inAnHour(), name: "Zaphod" }));
      await ui.concludes("Not checked: no key");
      await ui.chip("Expires in").waitFor();
      assert.equal(await page.getByRole("region", { name: "Checks" }).count(), 0);
      come();
      await ui.claim("name").waitFor();
      await page.getByRole("region", { name: "Checks" }).waitFor();
    },
    { width: 1280, height: 900 },
  );
});

test("if what stands below the verdict cannot be loaded the page says so, and judges all the same", () =>
  visitUntil(
    (route) => route.continue(),
    async (page, ui) => {
      await page.route(BELOW, (route) => route.abort());
      await reloaded(page);
      await ui.token.fill(signed({ exp: inAnHour() }));
      await ui.concludes("Not checked: no key");
      await page.locator(".broken").first().waitFor();
    },
    { width: 1280, height: 900 },
  ));

/** The file with what reads PEM and certificates. */
const KEY_FILES = /\/assets\/key-file-readers-[\w-]+\.js$/;

const OF_A_KEY_FILE = signedWith("ES256", { exp: inAnHour() });

test("what reads key files comes by itself, and a key that was pasted before it is read when it comes", () => {
  const { answer, come } = held();
  return visitUntil(
    (route) => route.continue(),
    async (page, ui) => {
      await page.route(KEY_FILES, answer);
      await ui.token.fill(OF_A_KEY_FILE.token);
      await ui.show("Token & key");
      await ui.keyText.fill(OF_A_KEY_FILE.publicPem);
      await page.locator(".key-what").getByText("Reading the key…").waitFor();
      await ui.concludes("Checking the signature…");
      come();
      await ui.concludes("Signature verified");
      assert.match(await page.locator(".key-what").innerText(), /P-256 public key/);
    },
  );
});

test("if what reads key files cannot be loaded the page says so, and reads other keys", () =>
  visitUntil(
    (route) => route.continue(),
    async (page, ui) => {
      await page.route(KEY_FILES, (route) => route.abort());
      await ui.token.fill(OF_A_KEY_FILE.token);
      await ui.show("Token & key");
      await ui.keyText.fill(OF_A_KEY_FILE.publicPem);
      await page.locator("#key-remarks").getByText("did not load").waitFor();
      await ui.keyText.fill(JSON.stringify(OF_A_KEY_FILE.publicJwk));
      await ui.concludes("Signature verified");
    },
  ));

for (const viewport of [
  { width: 412, height: 823 },
  { width: 1280, height: 900 },
  { width: 3840, height: 2160 },
]) {
  test(`nothing that is in sight is pushed away by what appears, at ${viewport.width} px`, () => {
    const { answer, come } = held();
    return visitUntil(
      answer,
      async (page, ui) => {
        await ui.token.waitFor();
        come();
        await page.locator(LAST_PART).waitFor();
        const shifts = await page.evaluate(async () => {
          const found = [];
          new PerformanceObserver((list) => found.push(...list.getEntries())).observe({
            type: "layout-shift",
            buffered: true,
          });
          await new Promise((resolve) => setTimeout(resolve, 300));
          return found.flatMap(({ sources }) => sources.map(({ node }) => node?.className ?? node?.nodeName));
        });
        assert.deepEqual(shifts, []);
      },
      viewport,
    );
  });
}

test("after clearing, all is there at once", () => {
  const { answer, come } = held();
  come();
  return visitUntil(answer, async (page, ui) => {
    await page.locator(LAST_PART).waitFor();
    await ui.token.fill(signed({ exp: inAnHour() }));
    await ui.show("Token & key");
    const parts = await page.evaluate(async () => {
      const before = document.querySelector("section.key");
      [...document.querySelectorAll("button")].find((one) => one.ariaLabel === "Clear everything").click();
      // When the element is rendered again, which is before the next paint.
      await Promise.resolve();
      await new Promise((resolve) => setTimeout(resolve));
      return {
        isNew: document.querySelector("section.key") !== before,
        titles: [...document.querySelectorAll(".panel h2")].map((one) => one.textContent),
      };
    });
    assert.deepEqual(parts, { isNew: true, titles: ["Token", "Key", "Expected values"] });
    await ui.concludes("No token yet");
  });
});
