/** The login page, used as a person uses it. */

export function site(page) {
  const field = (name) => page.getByLabel(name, { exact: true });
  const status = page.getByRole("status");

  /** Presses a button. @returns what the page shows of the answer: the status, its phrase and the code */
  async function press(name) {
    await page.getByRole("button", { name, exact: true }).click();
    return status.filter({ hasNotText: "…" }).textContent();
  }

  return {
    access: field("Access token"),
    refresh: field("Refresh token"),
    press,
    body: async () => JSON.parse(await page.locator("#body").textContent()),
    tokens: async () => ({
      access: await field("Access token").inputValue(),
      refresh: await field("Refresh token").inputValue(),
    }),
    async logIn({ name, password }) {
      await field("Name").fill(name);
      await field("Password").fill(password);
      return press("Log in");
    },
  };
}
