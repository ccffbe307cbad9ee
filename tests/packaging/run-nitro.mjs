import { join } from "node:path";
import { Miniflare } from "miniflare";

const root = process.argv[2];
const mf = new Miniflare({
  modules: true,
  modulesRoot: root,
  scriptPath: join(root, "index.mjs"),
  modulesRules: [
    { type: "ESModule", include: ["**/*.mjs"] },
    { type: "CompiledWasm", include: ["**/*.wasm"] },
  ],
  compatibilityDate: "2026-04-01",
  cf: false,
});
try {
  const r = await mf.dispatchFetch("http://localhost/");
  console.log(r.status, await r.text());
} finally {
  await mf.dispose();
}
