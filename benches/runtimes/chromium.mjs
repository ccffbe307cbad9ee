// A page that fetches jobs until none is left, so no browser automation is needed.
import { mkdtempSync, rmSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import { programOf } from "../../tests/conformance/lib/browser.js";
import { start, versionOf } from "../../tests/conformance/lib/child.js";
import { headless } from "../../tests/conformance/runtimes/chromium.js";
import { bundle } from "./bundle.mjs";
import { folder } from "./paths.mjs";
import { LIMIT } from "./process.mjs";

const PAGE = `<!doctype html>
<meta charset="utf-8">
<link rel="icon" href="data:,">
<title>Bench</title>
<script type="module" src="/page.mjs"></script>
`;

export const chromium = {
  name: "Chromium",
  async open() {
    const program = programOf("CHROMIUM");
    const version = await versionOf(program);
    const site = await serve(
      await bundle("lab/entries/page.mjs", "chromium", { conditions: ["browser"], wasm: "file" }),
    );
    const profile = mkdtempSync(join(folder("profiles"), "chromium-"));
    const browser = start(program, headless(site.address, profile), { limit: LIMIT });
    browser.ended.then(({ code }) => site.fail(new Error(`it ended with ${code}: ${browser.complaints()}`)));
    return {
      version,
      run: site.run,
      async close() {
        browser.stop();
        await browser.ended;
        site.close();
        rmSync(profile, { recursive: true, force: true });
      },
    };
  },
};

/** On loopback, which is a secure context. A request for a job is answered when there is one. */
async function serve(outdir) {
  let job;
  let asked;
  const hand = () => {
    if (!asked || !job || job.isHanded) return;
    job.isHanded = true;
    asked.writeHead(200, { "Content-Type": "application/json" }).end(job.text);
    asked = undefined;
  };
  const files = {
    "/": ["text/html; charset=utf-8", PAGE],
    "/page.mjs": ["text/javascript; charset=utf-8", await readFile(join(outdir, "page.mjs"))],
  };
  for (const name of (await readdir(outdir)).filter((name) => name.endsWith(".wasm"))) {
    files[`/${name}`] = ["application/wasm", await readFile(join(outdir, name))];
  }
  const server = createServer(async (request, response) => {
    if (request.url === "/job") {
      asked = response;
      hand();
    } else if (request.url === "/answer") {
      const chunks = [];
      for await (const chunk of request) chunks.push(chunk);
      response.end();
      const { lanes, error } = JSON.parse(Buffer.concat(chunks).toString());
      const { resolve, reject } = job;
      job = undefined;
      error ? reject(new Error(error)) : resolve(lanes);
    } else {
      const [type, body] = files[request.url] ?? ["text/plain", "no such file"];
      response.writeHead(files[request.url] ? 200 : 404, { "Content-Type": type }).end(body);
    }
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  return {
    address: `http://127.0.0.1:${server.address().port}/`,
    run(given) {
      return new Promise((resolve, reject) => {
        job = { text: JSON.stringify(given), resolve, reject };
        hand();
      });
    },
    fail: (error) => job?.reject(error),
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
