/** The tab in which a token is edited and signed, by its visible texts. */

export async function openWorkshop(page) {
  await page.getByRole("tab", { name: "Edit & sign", exact: true }).click();
  const make = workshop(page);
  await make.payload.waitFor();
  return make;
}

function workshop(page) {
  const region = page.getByRole("region", { name: "Edit & sign" });
  const field = (name) => region.getByRole("textbox", { name, exact: true });
  const result = field("Signed token");
  return {
    region,
    header: field("Header"),
    payload: field("Payload"),
    result,
    keyText: region.getByLabel("Secret or private key to sign with"),
    press: (name) => region.getByRole("button", { name, exact: true }).click(),
    button: (name) => region.getByRole("button", { name, exact: true }),
    openKey: () => region.getByText(/^Signing key:/).click(),
    /** Waits until the signed token says this. */
    async says(claims) {
      await page.waitForFunction(
        (wanted) => {
          const shown = document.querySelector("#signed-token:not(.is-stale)")?.value ?? "";
          return shown.split(".")[1] === wanted;
        },
        Buffer.from(typeof claims === "string" ? claims : JSON.stringify(claims)).toString("base64url"),
      );
      return result.inputValue();
    },
    /** Waits until there is a token for what is written. */
    async signed() {
      await page.waitForFunction(
        () => (document.querySelector("#signed-token:not(.is-stale)")?.value ?? "") !== "",
      );
      return result.inputValue();
    },
  };
}

export function partsOf(token) {
  const [header, payload] = token.split(".").map((part) => Buffer.from(part, "base64url").toString());
  return { header, payload };
}
