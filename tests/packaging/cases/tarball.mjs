import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { SourceMap } from "node:module";
import { basename, join } from "node:path";
import { appWith, MODULES, ROOT } from "../lib/app.mjs";
import { modulesIn } from "../lib/bundle.mjs";

/** The file of every string in an `exports` target, with the conditions that lead to it. */
const targetsOf = (target, path = []) =>
  typeof target === "string"
    ? [[path.join("."), target]]
    : Object.entries(target).flatMap(([condition, inner]) => targetsOf(inner, [...path, condition]));

/** The files of a target. A pattern has one for each module. */
const modulesBehind = (path, file) =>
  path.includes("*")
    ? MODULES.filter((name) => !["core", "keyfile"].includes(name)).map((name) => file.replace("*", name))
    : [file];

const hasEffects = ({ sideEffects }, file) =>
  sideEffects.some((pattern) => pattern === file || pattern === file.replace(/\w+\.js$/, "*.js"));

const LONGEST_LINE = 2000;

/** How many texts of a script were found, each once, in the line of the source that the map gives. */
function mappedTexts(script, map, readSource) {
  const lines = script.split("\n");
  const found = new SourceMap(map);
  let count = 0;
  for (const [line, code] of lines.entries()) {
    for (const { 0: text, index } of code.matchAll(/"[a-z][\w ]* [\w ,;:]{16,}"/g)) {
      if (script.indexOf(text) !== script.lastIndexOf(text)) continue;
      const { originalSource, originalLine } = found.findEntry(line, index);
      const source = readSource(originalSource).split("\n");
      assert.ok(
        source[originalLine].includes(text),
        `${text} is not in line ${originalLine + 1} of ${originalSource}`,
      );
      count++;
    }
  }
  return count;
}

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

      // npm shows the README of the package.
      const links = [...read("README.md").matchAll(/\]\(([^)\s]*)/g)].map(([, link]) => link);
      assert.ok(links.length > 5);
      assert.deepEqual(
        links.filter((link) => !/^(?:https:\/\/|#)/.test(link)),
        [],
      );

      const exported = Object.entries(manifest.exports).filter(([path]) => path !== "./package.json");
      const older = manifest.typesVersions["*"];
      for (const [path, target] of exported) {
        const [types, ...targets] = targetsOf(target).map(([, file]) => file);
        for (const file of [types, ...targets.flatMap((file) => modulesBehind(path, file))]) {
          assert.ok(existsSync(join(folder, file)), file);
        }

        // The same for tools that do not read `exports`.
        const name = path.slice(2);
        const pattern = name.replace(/(?<=^engines\/)\w+$/, "*").replace(/^\w+(?=\.wasm$)/, "*");
        assert.equal(
          name === "" ? manifest.types : older[pattern][0].replace("*", basename(name)),
          types,
          path,
        );
        const bundle = `dist/bundle/${basename(name) || "index"}.js`;
        if (name === "") assert.equal(manifest.main, `./${bundle}`);
        else if (!name.endsWith(".wasm")) {
          const [, to, own] =
            /^(?:export \* from|import) "(.*)";\n(?:export \{ default \} from "(.*)";\n)?$/.exec(
              read(`${name}.js`),
            );
          assert.equal(join(`${name}.js`, "..", to), bundle, path);
          // `export *` does not include the default export.
          assert.equal(own, /\bas default\b/.test(read(bundle)) ? to : undefined, path);
          // A bundler must not drop files that are imported for their side effects.
          if (name !== "slim") assert.ok(hasEffects(manifest, `./${name}.js`), name);
        }
      }

      for (const name of [...MODULES, "engines"]) {
        const targets = Object.fromEntries(targetsOf(manifest.imports["#module/*"]));
        for (const file of Object.values(targets))
          assert.ok(existsSync(join(folder, file.replace("*", name))));
        // Nitro uses the condition of Workers, but imports modules in another form.
        assert.equal(targets["workerd.unwasm"], targets["edge-light"]);
      }

      // Each module is in the package once as WebAssembly and once inside a script.
      const files = readdirSync(folder, { recursive: true }).map((name) => name.replaceAll("\\", "/"));
      const expected = MODULES.flatMap((name) => [`generated/${name}.inline.js`, `generated/${name}.wasm`]);
      const modules = files.filter(
        (name) => name.endsWith(".wasm") || (name.endsWith(".js") && modulesIn(read(name))),
      );
      assert.deepEqual(modules.sort(), expected.sort());

      // The sources of the bundled scripts are in the package, so debuggers can show them.
      const maps = files.filter((name) => name.endsWith(".map"));
      assert.ok(maps.length > 0);
      for (const name of maps) {
        const { sources, sourcesContent } = JSON.parse(read(name));
        assert.equal(sourcesContent, undefined, name);
        for (const source of sources) assert.ok(existsSync(join(folder, name, "..", source)), source);
      }
      // They map lines.
      const counts = maps.map((name) =>
        mappedTexts(read(name.replace(/\.map$/, "")), JSON.parse(read(name)), (source) =>
          read(join(name, "..", source)),
        ),
      );
      assert.ok(counts.reduce((sum, count) => sum + count) > 30);
      // `main` and its imports have a source map. No script names a source map that is missing.
      const mapped = files.filter(
        (name) => name.endsWith(".js") && /^\/\/# sourceMappingURL=/m.test(read(name)),
      );
      assert.deepEqual(mapped.map((name) => `${name}.map`).sort(), maps.sort());
      assert.ok(mapped.includes(manifest.main.slice(2)));
      for (const name of mapped) {
        for (const [, chunk] of read(name).matchAll(/"\.\/(chunk-\w+\.js)"/g))
          assert.ok(mapped.includes(`dist/bundle/${chunk}`), chunk);
      }

      // Node prints the whole line of an uncaught error.
      const scripts = files.filter((name) => name.startsWith("dist/") && name.endsWith(".js"));
      assert.ok(scripts.length > 100);
      for (const name of scripts) {
        const tooLong = read(name)
          .split("\n")
          .some((line) => line.length > LONGEST_LINE);
        assert.ok(!tooLong, name);
      }

      // TypeScript refuses these in an application that is compiled to ES5.
      const declarations = files.filter((name) => name.endsWith(".d.ts"));
      assert.ok(declarations.length > 30);
      for (const name of declarations) assert.doesNotMatch(read(name), /^ *#/m, name);
      return {
        checked: [
          "licences",
          "links",
          "exports, main and types",
          "modules",
          "maps and lines",
          "declarations",
        ],
      };
    },
  },
];
