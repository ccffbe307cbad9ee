/** Types words into the search of a guide, and waits for what is found. */
export async function search(page, words) {
  await page.getByRole("button", { name: "Search", exact: true }).first().click();
  await page.locator("#localsearch-input").fill(words);
  await page.locator(".VPLocalSearchBox .result, .VPLocalSearchBox .no-results").first().waitFor();
}

/** The results' titles, best first, with the pages that they lead to. */
export async function results(page) {
  const found = page.locator(".VPLocalSearchBox a.result");
  return found.evaluateAll((links) =>
    links.map((link) => ({
      title: link.innerText.replaceAll(/\s+/g, " "),
      path: new URL(link.href).pathname,
      anchor: decodeURIComponent(new URL(link.href).hash.slice(1)),
    })),
  );
}
