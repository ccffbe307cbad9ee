import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { appWith, exportsOf, write } from "../lib/app.mjs";
import { GOOD, importing, javascript, SHOW, STREAMED, streaming } from "../lib/programs.mjs";
import { pageFor, STRICT, visitFolder } from "../lib/site.mjs";

export const page = [
  {
    name: "page with an import map",
    async run() {
      const app = await appWith("page", {
        "full.js": javascript(importing("jwt-wasm")) + SHOW,
        "lite.js": javascript(importing("jwt-wasm/lite")) + SHOW,
      });
      const files = Object.entries(exportsOf(app)).map(([specifier, file]) => [specifier, `/${file}`]);
      const imports = Object.fromEntries(files);
      write(join(app, "slim.js"), streaming(JSON.stringify(imports["jwt-wasm/jwt.wasm"])));

      const map = JSON.stringify({ imports });
      const digest = createHash("sha256").update(map).digest("base64");
      for (const name of ["full", "lite", "slim"]) {
        write(join(app, `${name}.html`), pageFor(`/${name}.js`, `<script type="importmap">${map}</script>`));
      }
      // Such a map is an inline script, which the strict policy takes by its digest only.
      const policy = `${STRICT} 'sha256-${digest}'`;
      const visit = (name, allowed) => visitFolder(app, allowed, `${name}.html`);
      assert.deepEqual(await visit("full", policy), { title: GOOD, complaints: [] });
      assert.deepEqual(await visit("lite", policy), { title: GOOD, complaints: [] });
      const connecting = `${policy}; connect-src 'self'`;
      assert.deepEqual(await visit("slim", connecting), { title: STREAMED, complaints: [] });

      // The proof that the policy is in force: what it does not allow fails, and the error says what to add.
      const why =
        "JwtError: the page's Content-Security-Policy forbids WebAssembly: add 'wasm-unsafe-eval' to its script-src";
      for (const [name, told] of Object.entries({ full: why, slim: `streamed: ${why}` })) {
        const { title } = await visit(name, connecting.replace(" 'wasm-unsafe-eval'", ""));
        assert.equal(title, told);
      }
      const checked = [
        "jwt-wasm",
        "jwt-wasm/lite",
        "jwt-wasm/slim, streaming",
        "refused without wasm-unsafe-eval",
      ];
      return { checked };
    },
  },
];
