import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { appWith, ROOT } from "../lib/app.mjs";

/** Where every string of an `exports` target leads, with the conditions on the way. */
const targetsOf = (target, path = []) =>
  typeof target === "string"
    ? [[path.join("."), target]]
    : Object.entries(target).flatMap(([condition, inner]) => targetsOf(inner, [...path, condition]));

export const tarball = [
  {
    name: "what the tarball holds",
    async run() {
      const app = await appWith("tarball", {});
      const folder = join(app, "node_modules/jwt-wasm");
      const read = (path) => readFileSync(join(folder, path), "utf8");
      const manifest = JSON.parse(read("package.json"));

      for (const name of ["LICENSE-MIT", "LICENSE-APACHE"]) {
        assert.equal(read(name), readFileSync(join(ROOT, name), "utf8"), name);
      }

      // npm shows the text where no other file is.
      const links = [...read("README.md").matchAll(/\]\(([^)\s]*)/g)].map(([, link]) => link);
      assert.ok(links.length > 5);
      assert.deepEqual(
        links.filter((link) => !/^(?:https:\/\/|#)/.test(link)),
        [],
      );

      const exported = Object.entries(manifest.exports).filter(([path]) => path !== "./package.json");
      for (const [path, target] of exported) {
        const targets = Object.fromEntries(targetsOf(target));
        for (const file of Object.values(targets)) assert.ok(existsSync(join(folder, file)), file);
        // Nitro has the condition of Workers, and another form of the import for a module.
        assert.equal(targets["workerd.unwasm"], targets["edge-light"], path);

        // The same for tools that read no `exports`.
        const name = path.slice(2);
        const types = name === "" ? manifest.types : manifest.typesVersions["*"][name][0];
        assert.equal(types, targets.types, path);
        if (name === "") assert.equal(manifest.main, targets.default);
        else if (name !== "jwt.wasm") {
          const stub = existsSync(join(folder, `${name}.js`)) ? `${name}.js` : `${name}/index.js`;
          const [, to] = /^export \* from "(.*)";\n$/.exec(read(stub));
          assert.equal(join(stub, "..", to), join(targets.default), path);
        }
      }
      assert.deepEqual(
        Object.keys(manifest.typesVersions["*"]).sort(),
        exported
          .map(([path]) => path.slice(2))
          .filter(Boolean)
          .sort(),
      );

      // TypeScript refuses them where an application is compiled to ES5.
      const declarations = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith(".d.ts"));
      assert.ok(declarations.length > 30);
      for (const name of declarations) assert.doesNotMatch(read(name), /^ *#/m, name);
      return { checked: ["licences", "links", "exports, main and types", "declarations"] };
    },
  },
];
