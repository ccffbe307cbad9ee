import assert from "node:assert/strict";
import { join } from "node:path";
import { appWith, write } from "../lib/app.mjs";
import { visit } from "../lib/browser.mjs";
import { checkBundler } from "../lib/bundler.mjs";
import { run, serve } from "../lib/child.mjs";
import {
  GOOD,
  importing,
  javascript,
  onDemand,
  SHOW,
  STREAMED,
  streamingImports,
  withEngine,
} from "../lib/programs.mjs";
import { pageFor } from "../lib/site.mjs";
import { commandOf, versionOf } from "../lib/tools.mjs";

const SLIM = streamingImports("?url");

/** How Vite finds the addresses of chunks that it preloads. */
const OWN =
  /import\.meta\.resolve\?new URL\(import\.meta\.resolve\((\w+)\)\):new URL\(\1,import\.meta\.url\)/g;

const SIZE_HINT =
  /(?:\[plugin builtin:vite-reporter\]\s*)?\(!\) Some chunks are larger than 500 kB.*(?:\n- .*)*/;

/** A page for each way to import. The page has the way's name. */
const PAGES = {
  full: [javascript(importing("jwt-wasm")) + SHOW, GOOD],
  "on-demand": [onDemand("jwt-wasm") + SHOW, GOOD],
  engine: [withEngine("jwt-wasm") + SHOW, GOOD],
  slim: [SLIM, STREAMED],
};

export const vite = [
  {
    name: "Vite, build",
    async run() {
      const build = async ({ app, entry, outdir }) => {
        write(join(app, "index.html"), pageFor(`/${entry}`));
        const { stderr } = await run(process.execPath, [commandOf("vite"), "build", "--outDir", outdir], {
          cwd: app,
        });
        const warnings = stderr.replace(SIZE_HINT, "").trim();
        return { warnings, hint: warnings === stderr ? undefined : "says: over 500 kB" };
      };
      const { checked } = await checkBundler("vite-build", build, SLIM, { own: OWN });
      return { version: versionOf("vite"), checked };
    },
  },
  {
    name: "Vite, server",
    async run() {
      const pages = Object.entries(PAGES).flatMap(([name, [source]]) => [
        [`${name}.js`, source],
        [`${name}.html`, pageFor(`/${name}.js`)],
      ]);
      const app = await appWith("vite-server", {
        ...Object.fromEntries(pages),
        // Chromium requests it on its own.
        "favicon.ico": "",
      });
      const args = [commandOf("vite"), "--host", "127.0.0.1", "--port", "0"];
      const server = await serve(process.execPath, args, /(http:\/\/127\.0\.0\.1:\d+\/)/, { cwd: app });
      try {
        for (const [name, [, title]] of Object.entries(PAGES)) {
          const seen = await visit(`${server.found[1]}${name}.html`);
          assert.deepEqual(seen, { title, complaints: [] }, name);
        }
        // Shows that Vite bundles dependencies beforehand.
        const script = await (await fetch(`${server.found[1]}full.js`)).text();
        assert.match(script, /from "\/node_modules\/\.vite\/deps\/jwt-wasm\.js/);
      } finally {
        const { stderr, stdout } = await server.stop();
        assert.equal(stderr, "");
        assert.doesNotMatch(stdout, /warn|error/i);
      }
      return {
        version: versionOf("vite"),
        checked: ["jwt-wasm", "an engine on demand", "jwt-wasm/engines/es256", "jwt-wasm/slim, streaming"],
      };
    },
  },
];
