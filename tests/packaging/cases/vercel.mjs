import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { runInContext } from "node:vm";
import { EdgeRuntime } from "edge-runtime";
import { build } from "esbuild";
import { addPackage, appWith } from "../lib/app.mjs";
import { assertClean, modulesIn } from "../lib/bundle.mjs";
import { ENGINES, ON_EDGE, SUBPATHS, WITHOUT_LINE } from "../lib/programs.mjs";
import { versionOf } from "../lib/tools.mjs";

const LISTEN = `const respond = (told) => new Response(String(told));
addEventListener("fetch", (event) => event.respondWith(check().then(respond, respond)));
`;

const PROGRAMS = { ...ON_EDGE, "a key file without its module": [SUBPATHS["jwt-wasm"][0], WITHOUT_LINE, 1] };

const version = versionOf("edge-runtime");

export const vercel = [
  {
    name: "Vercel's edge runtime",
    async run() {
      const app = await appWith("vercel", sources());
      addPackage(app, "hono");
      await checkFunctions(app, ({ modules, context }) => {
        // Makes the module an instance of the script's own class, as it would be in the real runtime.
        const prototype = runInContext("WebAssembly.Module.prototype", context);
        for (const module of modules) Object.setPrototypeOf(module, prototype);
      });

      // Shows that the runtime forbids what Vercel's forbids: compiling inlined bytes fails.
      const inlined = await bundle(join(app, "edge-0.js"), []);
      assert.equal(modulesIn(inlined.text), 2 + ENGINES);
      assert.match(
        await ask(inlined),
        /^JwtError: this runtime compiles no WebAssembly while it runs: bundle with/,
      );
      return { version, checked: [...Object.keys(PROGRAMS), "inlined bytes refused"] };
    },
  },
  {
    name: "Next.js's own server",
    async run() {
      // This runtime compiles the module in Node's realm and runs the script in another one.
      const app = await appWith("next", sources());
      addPackage(app, "hono");
      await checkFunctions(app, () => {});
      return { version, checked: Object.keys(PROGRAMS) };
    },
  },
];

function sources() {
  return Object.fromEntries(
    Object.values(PROGRAMS).map(([source], index) => [`edge-${index}.js`, source + LISTEN]),
  );
}

async function checkFunctions(app, prepare) {
  for (const [index, [specifier, [, told, modules]]] of Object.entries(PROGRAMS).entries()) {
    const deployed = await bundle(join(app, `edge-${index}.js`), ["edge-light"]);
    assertClean(deployed.text);
    assert.equal(modulesIn(deployed.text), 0, `${specifier}: modules in the script`);
    assert.equal(deployed.modules.length, modules, `${specifier}: modules beside the script`);
    assert.equal(await ask(deployed, prepare), told, specifier);
  }
}

/** As Vercel deploys a function: imports of `.wasm?module` are compiled beforehand and passed to the script as globals. */
async function bundle(entry, conditions) {
  const modules = [];
  const compiled = {
    name: "compiled",
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /\.wasm\?module$/ }, ({ path, resolveDir }) => ({
        path: join(resolveDir, path.replace("?module", "")),
        namespace: "compiled",
      }));
      onLoad({ filter: /.*/, namespace: "compiled" }, ({ path }) => {
        const index = modules.push(new WebAssembly.Module(readFileSync(path))) - 1;
        return { contents: `export default compiledModules[${index}];` };
      });
    },
  };
  const options = {
    bundle: true,
    minify: true,
    format: "iife",
    write: false,
    logLevel: "silent",
    plugins: [compiled],
  };
  const { outputFiles, warnings } = await build({ ...options, entryPoints: [entry], conditions });
  assert.deepEqual(warnings, []);
  return { text: outputFiles[0].text, modules };
}

async function ask({ text, modules }, prepare = () => {}) {
  const runtime = new EdgeRuntime({
    // The package would allow this, but Vercel does not.
    codeGeneration: { strings: false, wasm: false },
    extend(context) {
      prepare({ modules, context });
      return Object.assign(context, { compiledModules: modules });
    },
    initialCode: text,
  });
  const response = await runtime.dispatchFetch("http://localhost/");
  return response.text();
}
