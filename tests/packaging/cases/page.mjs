import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { appWith, importsOf, write } from "../lib/app.mjs";
import {
  FILES,
  GATE,
  GOOD,
  GUARDED,
  ISSUED,
  ISSUER,
  importing,
  javascript,
  onDemand,
  SHOW,
  STREAMED,
  streaming,
  withEngine,
} from "../lib/programs.mjs";
import { pageFor, STRICT, visitFolder } from "../lib/site.mjs";

/** A page for each way to import. The page has the way's name. */
const PAGES = {
  full: [javascript(importing("jwt-wasm")), GOOD],
  "on-demand": [onDemand("jwt-wasm"), GOOD],
  engine: [withEngine("jwt-wasm"), GOOD],
  gate: [GATE, GUARDED],
  issuer: [ISSUER, ISSUED],
};

const AT = "/node_modules/jwt-wasm";

/** The paths of the modules in the package, for a server that does not read `exports`. */
const URLS = Object.fromEntries(
  Object.keys(FILES).map((name) => [name, JSON.stringify(`${AT}/generated/${name}.wasm`)]),
);

/** As on servers of npm packages: the main script is `main`, and a subpath is a file. */
const byAddress = (source) =>
  source
    .replaceAll('"jwt-wasm"', `"${AT}/dist/bundle/index.js"`)
    .replaceAll(/"jwt-wasm\/([^"]+)"/g, `"${AT}/$1.js"`);

export const page = [
  {
    name: "page with an import map",
    async run() {
      const app = await appWith(
        "page",
        programs((source) => source),
      );
      const files = Object.entries(importsOf(app)).map(([specifier, file]) => [specifier, `/${file}`]);
      const imports = Object.fromEntries(files);
      const map = JSON.stringify({ imports });
      const digest = createHash("sha256").update(map).digest("base64");
      writePages(app, `<script type="importmap">${map}</script>`);
      // An import map is an inline script, so the strict policy allows it by its digest only.
      const policy = `${STRICT} 'sha256-${digest}'`;
      return { checked: [...(await visitPages(app, policy)), ...(await visitForbidden(app, policy))] };
    },
  },
  {
    name: "page with the bundled scripts, by their addresses",
    async run() {
      const app = await appWith("page-by-address", programs(byAddress));
      writePages(app);
      return { checked: await visitPages(app, STRICT) };
    },
  },
];

function programs(change) {
  const sources = [
    ...Object.entries(PAGES).map(([name, [source]]) => [name, source + SHOW]),
    ["slim", streaming(URLS)],
  ];
  return Object.fromEntries(sources.map(([name, source]) => [`${name}.js`, change(source)]));
}

function writePages(app, head) {
  for (const name of [...Object.keys(PAGES), "slim"]) {
    write(join(app, `${name}.html`), pageFor(`/${name}.js`, head));
  }
}

const visit = (app, name, policy) => visitFolder(app, policy, `${name}.html`);
const connecting = (policy) => `${policy}; connect-src 'self'`;

async function visitPages(app, policy) {
  for (const [name, [, title]] of Object.entries(PAGES)) {
    assert.deepEqual(await visit(app, name, policy), { title, complaints: [] }, name);
  }
  assert.deepEqual(await visit(app, "slim", connecting(policy)), { title: STREAMED, complaints: [] });
  return [...Object.keys(PAGES), "jwt-wasm/slim, streaming"];
}

/** Shows that the policy is in force: without its permission the module fails, and the error says what to add. */
async function visitForbidden(app, policy) {
  const why =
    "JwtError: the page's Content-Security-Policy forbids WebAssembly: add 'wasm-unsafe-eval' to its script-src";
  for (const name of ["full", "slim"]) {
    const { title } = await visit(app, name, connecting(policy).replace(" 'wasm-unsafe-eval'", ""));
    // The first refused module ends the program.
    assert.equal(title.replace(/^\d streamed: /, ""), why, name);
  }
  return ["refused without wasm-unsafe-eval"];
}
