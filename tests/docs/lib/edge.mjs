// Runs a handler of Next.js in Vercel's edge runtime.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { EdgeRuntime } from "edge-runtime";
import { build } from "esbuild";
import { folderWith } from "./folder.mjs";

const LISTEN = `import { GET, runtime } from "./route.ts";
if (runtime !== "edge") throw new Error("it is for another runtime");
addEventListener("fetch", (event) => event.respondWith(GET(event.request)));
`;

export async function startEdge({ code, name }, env) {
  const folder = await folderWith(name, "route.ts", code);
  const compiledModules = [];
  const plugin = {
    name: "edge",
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /\.wasm\?module$/ }, ({ path, resolveDir }) => ({
        path: join(resolveDir, path.replace("?module", "")),
        namespace: "compiled",
      }));
      onLoad({ filter: /.*/, namespace: "compiled" }, ({ path }) => {
        const index = compiledModules.push(new WebAssembly.Module(readFileSync(path))) - 1;
        return { contents: `export default compiledModules[${index}];` };
      });
    },
  };
  const { outputFiles } = await build({
    stdin: { contents: LISTEN, resolveDir: folder },
    bundle: true,
    format: "iife",
    write: false,
    conditions: ["edge-light"],
    // Next.js sets this variable.
    define: { "process.env.JWT_SECRET": JSON.stringify(env.JWT_SECRET) },
    plugins: [plugin],
  });
  return new EdgeRuntime({
    extend: (context) => Object.assign(context, { compiledModules }),
    initialCode: outputFiles[0].text,
  });
}
