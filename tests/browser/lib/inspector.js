/** The page as a person finds it: by what stands beside a thing, never by how it is made. */

export function inspector(page) {
  const region = (name) => page.getByRole("region", { name, exact: true });
  return {
    language: page.getByLabel("Language", { exact: true }),
    token: page.getByRole("textbox", { name: "Paste a JSON Web Token below" }),
    secret: region("Key").getByLabel("Secret", { exact: true }).and(page.locator("input")),
    keyText: region("Key").getByRole("textbox", { name: / text$/ }),
    encoding: region("Key").getByLabel("The secret is written as"),
    algorithm: region("Key").getByLabel("Algorithm of the key"),
    audience: page.getByLabel("Audience", { exact: true }),
    issuer: page.getByLabel("Issuer", { exact: true }),
    typ: page.getByLabel("Type", { exact: true }),
    subject: page.getByLabel("Subject", { exact: true }),
    tolerance: page.getByLabel("Clock tolerance", { exact: true }),
    useAnyway: region("Key").getByLabel("Use it anyway"),
    acceptNoExpiry: page.getByLabel("Accept a token that never expires"),
    verdict: region("Verdict"),
    life: region("Its life"),
    slider: page.getByRole("slider", { name: "Would it have been valid at another time?" }),
    decoded: region("What it says"),
    header: region("Header"),
    payload: region("Payload"),
    kind: region("What kind it is"),
    warnings: region("Warnings"),
    key: region("Key"),
    mlDsa: page.getByRole("region", { name: /^ML-DSA-/ }),
    checks: region("Checks"),
    /** Of the token: the field's own letters cannot be seen, these lie below. */
    letters: page.locator(".token-colours"),
    press: (name) => page.getByRole("button", { name, exact: true }).click(),
    /** The kind of key: Secret, PEM, JWK or JWKS. */
    choose: (name) => region("Key").getByRole("tab", { name, exact: true }).click(),
    /** A token signed in the page, with a new key. */
    async sign(algorithm) {
      await page.getByLabel("Algorithm to sign with").selectOption(algorithm);
      await page.getByRole("button", { name: "Sign one now", exact: true }).click();
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
    },
  };
}

/** Through the clipboard and the keyboard, so that the browser's own paste is what happens. */
export async function paste(page, field, text) {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
  await field.focus();
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.press("ControlOrMeta+V");
}
