import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { inspector } from "./lib/inspector.js";
import { serve } from "./lib/site.js";
import { inAnHour, SIMPLE_JWT, signed } from "./lib/tokens.js";
import { LAST_PART, launch } from "./lib/visit.js";

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

/** The file that brings the core, and all that is checked by it. */
const CORE = /\/assets\/inspection-[\w-]+\.js$/;

/** A visit for which that file comes, or does not, as `answer` decides. */
async function visitUntil(answer, act, viewport = { width: 412, height: 823 }) {
  const site = await serve();
  const context = await browser.newContext({ viewport });
  context.setDefaultTimeout(8000);
  const page = await context.newPage();
  const errors = [];
  page.on("pageerror", (error) => errors.push(error.message));
  await page.route(CORE, answer);
  try {
    // Browsers differ in whether what a script imports belongs to the loading.
    await page.goto(site.address, { waitUntil: "commit" });
    await act(page, inspector(page));
    assert.deepEqual(errors, []);
  } finally {
    await page.unrouteAll({ behavior: "ignoreErrors" });
    await context.close();
    await site.close();
  }
}

/** An answer that is given when `come` is called. */
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
    assert.equal(await ui.token.inputValue(), SIMPLE_JWT);
    const token = signed({ exp: inAnHour(), name: "Zaphod" });
    await ui.token.fill(token);
    await page.keyboard.press("End");
    await page.keyboard.type("AAA");
    await page.keyboard.press("Shift+ArrowLeft");
    assert.match(await ui.letters.innerText(), /AAA\u200b?$/);
    assert.equal(await page.locator(".token-colours .part-signature").count(), 1);
    assert.equal(await ui.verdict.count(), 0);
    come();
    await ui.concludes("Not checked: no key");
    await page.locator(LAST_PART).waitFor();
    assert.match(await ui.claim("name").innerText(), /"Zaphod"/);
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
  });
});

test("what was pressed before the core has come is done when it comes", () => {
  const { answer, come } = held();
  return visitUntil(answer, async (page, ui) => {
    await ui.press("Sign one now");
    await page.getByRole("button", { name: "Signing…" }).waitFor();
    come();
    await ui.concludes("Signature verified");
  });
});

test("if the core cannot be loaded the page says so, and shows the token's text all the same", () =>
  visitUntil(
    (route) => route.abort(),
    async (page, ui) => {
      await page.getByText("What checks the token could not be loaded").waitFor();
      await ui.token.fill("a.b.c");
      assert.equal(await page.locator(".token-colours .part-payload").innerText(), "b");
      await ui.press("Sign one now");
      await page.getByRole("button", { name: "Sign one now" }).waitFor();
      await ui.press("Clear everything");
      await page.getByText("What checks the token could not be loaded").waitFor();
      assert.equal(await ui.token.inputValue(), "");
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
    const parts = await page.evaluate(async () => {
      const before = document.querySelector("main > .make");
      [...document.querySelectorAll("button")].find((one) => one.textContent === "Clear everything").click();
      // As soon as it is rendered again, which is before anything is painted.
      await Promise.resolve();
      await new Promise((resolve) => setTimeout(resolve));
      return {
        isNew: document.querySelector("main > .make") !== before,
        count: document.querySelectorAll(".panel").length,
      };
    });
    assert.deepEqual(parts, { isNew: true, count: 5 });
    await ui.concludes("No token yet");
  });
});
