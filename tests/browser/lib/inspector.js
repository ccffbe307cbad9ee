/** Finds the parts of the page as a person does: by visible texts, and never by its markup. */

export function inspector(page) {
  const region = (name) => page.getByRole("region", { name, exact: true });
  return {
    language: page.getByLabel("Language", { exact: true }),
    token: page.getByRole("textbox", { name: "Paste a JSON Web Token below" }),
    /** One field for every form of key; a secret's letters are masked. */
    secret: region("Key").getByRole("textbox"),
    keyText: region("Key").getByRole("textbox"),
    /** What the page took the key for. */
    keyIs: page.locator("#key-what"),
    encoding: region("Key").getByLabel("Read as"),
    algorithm: region("Key").getByLabel("Algorithm of the key"),
    audience: page.getByLabel("Audience", { exact: true }),
    issuer: page.getByLabel("Issuer", { exact: true }),
    typ: page.getByLabel("Type", { exact: true }),
    subject: page.getByLabel("Subject", { exact: true }),
    tolerance: page.getByLabel("Clock tolerance", { exact: true }),
    useAnyway: region("Key").getByLabel("Use it anyway"),
    acceptNoExpiry: page.getByLabel("Accept a token that never expires"),
    verdict: region("Verdict"),
    /** The line that always stands in sight: the verdict, its chips and its buttons. */
    strip: page.locator(".strip"),
    /** What the strip says at a glance, from its first words on. */
    chip: (start) => page.locator(".strip .chip").filter({ hasText: new RegExp(`^${escaped(start)}`) }),
    /** The panes: what is put in, and what is shown of it. */
    inputPane: page.locator(".input-pane"),
    shownPane: page.locator(".shown-pane"),
    frameTabs: page.getByRole("tablist", { name: "Views", exact: true }),
    /** Opens one of the frame's tabs: Claims, JSON, Edit & sign, Copy & share; on a narrow screen also Token & key. */
    show: (name) =>
      page
        .getByRole("tablist", { name: "Views", exact: true })
        .getByRole("tab", { name, exact: true })
        .click(),
    /** Whether token and key are behind a tab, as on a narrow screen. */
    hasInputTab: () => page.getByRole("tab", { name: "Token & key", exact: true }).isVisible(),
    /** Brings token and key into sight. */
    async showInput() {
      const tab = page.getByRole("tab", { name: "Token & key", exact: true });
      if (await tab.isVisible()) await tab.click();
    },
    filter: page.getByRole("textbox", { name: "Filter claims" }),
    life: region("Validity"),
    slider: page.getByRole("slider", { name: "Check at another time" }),
    decoded: region("Decoded"),
    header: region("Header"),
    payload: region("Payload"),
    kind: region("Token type"),
    warnings: region("Warnings"),
    key: region("Key"),
    checks: region("Checks"),
    /** The coloured token. It lies below the field, whose own letters are transparent. */
    letters: page.locator(".token-colours"),
    press: (name) => page.getByRole("button", { name, exact: true }).click(),
    /** Signs a token in the page with a new key. */
    async sign(algorithm) {
      await this.showInput();
      const choice = page.getByLabel("Signing algorithm");
      if (!(await choice.isVisible()))
        await page.getByRole("button", { name: "New token", exact: true }).click();
      await choice.selectOption(algorithm);
      await page.getByRole("button", { name: "Sign a new token", exact: true }).click();
    },
    /** The row of the payload that explains this claim. */
    claim: (name) =>
      region("Payload")
        .getByRole("row")
        .filter({ has: page.getByText(name, { exact: true }) }),
    check: (name) =>
      region("Checks")
        .getByRole("listitem")
        .filter({ has: page.getByText(name, { exact: true }) }),

    /** Waits until the verdict's headline is this one. */
    async concludes(headline) {
      await region("Verdict").getByRole("heading", { name: headline, exact: true }).waitFor();
      // After an empty page, what stands below the verdict comes a frame later.
      await page.locator(".shown-pane[aria-busy=true]").waitFor({ state: "detached" });
    },
  };
}

/** A text as a regular expression that matches it and nothing else. */
function escaped(text) {
  return text.replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`);
}

/** Pastes with clipboard and keyboard, so that the browser's own paste is used. */
export async function paste(page, field, text) {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
  await field.focus();
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.press("ControlOrMeta+V");
}

/** Pastes at an element without a clipboard, which a page may read only with a permission. */
export const pasteAt = (place, text) =>
  place.evaluate((element, pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", pasted);
    element.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }, text);
