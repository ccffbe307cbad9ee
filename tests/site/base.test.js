// Stops an address that is right only where the tests serve the site: below another path it must work as well.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";
import { host } from "../../xtask/scripts/static-host.mjs";
import { launch } from "../browser/lib/visit.js";
import { results, search } from "./lib/search.js";

const BASE = "/some/path/docs/";
const root = new URL("../../", import.meta.url).pathname;
const vitepress = join(createRequire(`${root}docs/`).resolve("vitepress"), "../../../bin/vitepress.js");

test("built for another path, the guides work below it and ask for nothing above it", {
  timeout: 120_000,
}, async () => {
  const out = await mkdtemp(join(tmpdir(), "docs-"));
  const env = { ...process.env, DOCS_BASE: BASE };
  await promisify(execFile)(process.execPath, [vitepress, "build", "docs", "--outDir", out], {
    cwd: root,
    env,
  });
  const site = await host({ [BASE]: `${out}/` });
  const browser = await launch();
  try {
    const page = await browser.newPage();
    await page.addInitScript(() => delete Navigator.prototype.serviceWorker);
    const complaints = [];
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
    await page.goto(`${site.origin}${BASE}frameworks/hono`, { waitUntil: "networkidle" });
    await page.getByRole("link", { name: "Trusted issuers" }).first().click();
    await page.getByRole("heading", { level: 1, name: "Issuers that you trust" }).waitFor();
    await search(page, "dpop");
    assert.ok((await results(page)).every(({ path }) => path.startsWith(BASE)));
    assert.equal(
      await page.getByRole("link", { name: "Inspector" }).first().getAttribute("href"),
      "/some/path/",
    );
    assert.deepEqual(
      site.requests.filter((path) => !path.startsWith(BASE)),
      [],
    );
    assert.deepEqual(complaints, []);
  } finally {
    await browser.close();
    await site.close();
    await rm(out, { recursive: true });
  }
});
