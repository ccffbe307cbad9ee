import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { inspector, paste } from "./lib/inspector.js";
import { inAnHour, SECRET, signed, signedWith } from "./lib/tokens.js";
import { launch, visit } from "./lib/visit.js";

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

/** Drops a file on an element, with the browser's own events. */
async function drop(target, name, bytes) {
  const page = target.page();
  const data = await page.evaluateHandle(
    ([file, content]) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([Uint8Array.from(content)], file));
      return transfer;
    },
    [name, Array.from(bytes)],
  );
  for (const type of ["dragenter", "dragover", "drop"])
    await target.dispatchEvent(type, { dataTransfer: data });
}

test("a key is dropped as a file: PEM, DER, JWK and JWKS", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    const { token, publicPem, publicDer, publicJwk } = signedWith("RS256", { exp: inAnHour() });
    await paste(page, ui.token, token);
    for (const [name, bytes] of [
      ["key.pem", Buffer.from(publicPem)],
      ["key.json", Buffer.from(JSON.stringify(publicJwk))],
      ["jwks.json", Buffer.from(JSON.stringify({ keys: [publicJwk] }))],
      ["key.der", publicDer],
    ]) {
      await paste(page, ui.keyText, "");
      await ui.keyText.fill("");
      await drop(ui.keyText, name, bytes);
      await ui.concludes("Signature verified");
    }
    assert.match(await ui.keyText.inputValue(), /^-----BEGIN PUBLIC KEY-----\n/);
    await drop(ui.keyText, "film.mov", Buffer.alloc(300_000));
    await page.getByText("This file is too large to be a key.").waitFor();
  }));

test("a key is opened as a file with the button", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    await paste(page, ui.token, signed({ exp: inAnHour() }));
    const opening = page.waitForEvent("filechooser");
    await ui.key.getByRole("button", { name: "Open a file" }).click();
    // The file ends with a line break, as editors write it.
    const file = { name: "secret.txt", mimeType: "text/plain", buffer: Buffer.from(`${SECRET}\n`) };
    await (await opening).setFiles(file);
    await ui.concludes("Signature verified");
  }));

test("a token is dropped as a file, and a file that misses opens nothing", () =>
  visit(browser, async ({ page, site }) => {
    const ui = inspector(page);
    const token = signed({ exp: inAnHour(), name: "Trillian" });
    await drop(ui.token, "token.txt", Buffer.from(`${token}\n`));
    await page.getByText("Trillian").first().waitFor();
    const prevented = await page.evaluate(() => {
      const transfer = new DataTransfer();
      transfer.items.add(new File(["x"], "x.txt"));
      const event = new DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true });
      return !document.querySelector("footer").dispatchEvent(event);
    });
    assert.ok(prevented, "the browser would open the file in place of the page");
    assert.equal(page.url(), site.address);
  }));
