/** A stack for the tests of one file, and a person at its login page. */

import assert from "node:assert/strict";
import { after, before } from "node:test";
import { launch } from "../../browser/lib/visit.js";
import { site } from "./site.js";
import { start } from "./stack.js";

/** The members are set before the first test. */
export function visit(options) {
  const here = { algorithm: options.algorithm, complaints: [], tokens: new Set() };

  /** The tokens that the page holds now. They are also recorded, for assertions about all tokens. */
  here.held = async () => {
    const pair = await here.ui.tokens();
    for (const token of Object.values(pair)) if (token) here.tokens.add(token);
    return pair;
  };
  here.logIn = async () => {
    assert.equal(await here.ui.logIn(here.stack.user), "200 OK");
    return here.held();
  };
  /** Calls the API, with this token or with the one that the page holds. */
  here.call = async (token) => {
    if (token !== undefined) await here.ui.access.fill(token);
    return here.ui.press("Call the API");
  };

  before(async () => {
    here.stack = await start(options);
    here.browser = await launch();
    const page = await here.browser.newPage({ locale: "en-GB" });
    page.setDefaultTimeout(15_000);
    page.on("pageerror", (error) => here.complaints.push(error.message));
    page.on("console", (message) => {
      // Chromium logs an error for every answer of 400 or more. This test expects such answers.
      const isStatus = /the server responded with a status of \d+/.test(message.text());
      if (message.type() === "error" && !isStatus) here.complaints.push(message.text());
    });
    await page.goto(here.stack.address);
    Object.assign(here, { page, ui: site(page) });
  });
  after(async () => {
    await here.browser?.close();
    await here.stack?.stop();
  });
  return here;
}
