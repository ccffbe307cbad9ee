/** The inspector page, as nginx serves it through the gate. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { inspector, paste } from "../../browser/lib/inspector.js";

export function testInspector(here) {
  test("the inspector is nginx's to serve, with its headers, and verifies the token with the secret", async () => {
    const { access } = await here.held();
    const page = await here.browser.newPage({ locale: "en-GB" });
    page.on("pageerror", (error) => here.complaints.push(error.message));
    const answer = await page.goto(`${here.stack.address}/inspector/`, { waitUntil: "networkidle" });
    const headers = await answer.allHeaders();
    for (const [name, value] of Object.entries({
      server: "nginx",
      "content-security-policy": "frame-ancestors 'none'",
      "cross-origin-opener-policy": "same-origin",
      "permissions-policy": "camera=(), geolocation=(), microphone=()",
      "referrer-policy": "no-referrer",
      "x-content-type-options": "nosniff",
    })) {
      assert.equal(headers[name], value);
    }
    const ui = inspector(page);
    await paste(page, ui.token, access);
    await paste(page, ui.secret, here.stack.keys.verifying);
    await ui.concludes("Signature verified");
    await page.close();
  });
}
