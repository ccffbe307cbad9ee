// The Worker in workerd. It is a separate program, because Miniflare ends its process at a signal, before the
// others could be stopped.
import { readdirSync, readFileSync, watchFile } from "node:fs";
import { join } from "node:path";
import { Miniflare } from "miniflare";

const { bundle, port, bindings, keys } = JSON.parse(readFileSync(process.argv[2], "utf8"));
const config = readFileSync(new URL("../wrangler.jsonc", import.meta.url), "utf8");
const files = readdirSync(bundle);
const named = (type, end) =>
  files
    .filter((path) => path.endsWith(end))
    .map((path) => ({ type, path, contents: readFileSync(join(bundle, path)) }));
const miniflare = new Miniflare({
  // The script comes first: Miniflare takes the first module as the Worker.
  modules: [...named("ESModule", ".js"), ...named("CompiledWasm", ".wasm")],
  bindings,
  durableObjects: { SESSIONS: { className: "TokenFamily", useSQLite: true } },
  kvNamespaces: ["KEYS"],
  compatibilityDate: /"compatibility_date": "([\d-]+)"/.exec(config)[1],
  host: "127.0.0.1",
  port,
  cf: false,
});
await miniflare.ready;
// This replaces `wrangler kv key put` after a rotation.
const KEYS = await miniflare.getKVNamespace("KEYS");
const put = () => KEYS.put("ring", readFileSync(keys, "utf8"));
if (keys !== undefined) {
  await put();
  watchFile(keys, { interval: 100 }, put);
}
