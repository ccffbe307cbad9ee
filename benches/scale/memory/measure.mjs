// Measures the memory of an isolate of workerd: the heap that its inspector reports after a collection, and
// the module's
// memory, which grows in pages of 64 KiB and never shrinks.
import { randomBytes } from "node:crypto";
import { createRequire } from "node:module";
import { secretKey, signSync } from "jwt-wasm";
import { generateKeyPairSync } from "../../../tests/lib/key-pair.mjs";
import { bundle } from "../../runtimes/bundle.mjs";
import { startMiniflare } from "../../runtimes/miniflare.mjs";

// Node 20 has no WebSocket; miniflare brings one.
const WebSocket = createRequire(createRequire(import.meta.url).resolve("miniflare"))("ws");

const SECRET = randomBytes(32).toString("base64url");
const KEYS = 8;

/** One row each. The order matters, because everything stays in the isolate. */
const ROWS = [
  { name: "the module, and the package’s code", kind: "loaded", warm: 0, most: 1 },
  { name: `a set of ${KEYS} RSA keys (2048 bits)`, kind: "set", warm: 20, most: 200 },
  { name: "a gate with a secret", kind: "gate", warm: 50, most: 1000 },
  { name: "a token of 600 characters in `cache`", kind: "token", warm: 1000, most: 10_000 },
  { name: "a family in `memoryStore`", kind: "family", warm: 1000, most: 50_000 },
];

function setOf() {
  const { publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const key = { ...publicKey.export({ format: "jwk" }), alg: "RS256", use: "sig" };
  return { keys: Array.from({ length: KEYS }, (_, index) => ({ ...key, kid: `2026-11-key-${index}` })) };
}

function tokensOf(count, from) {
  const key = secretKey(SECRET, "HS256");
  const claims = (index) => ({
    sub: `user-${from + index}`,
    aud: "api",
    sid: randomBytes(16).toString("hex"),
  });
  // Makes the token as long as those of providers.
  const rest = {
    scope: "openid profile email read:things write:things",
    name: "A name of some length",
    tenant: "t",
  };
  const token = (index) =>
    signSync({ ...claims(index), ...rest, roles: ROLES }, key, { expiresIn: 3600, jwtId: "random" });
  return Array.from({ length: count }, (_, index) => token(index));
}

const ROLES = Array.from({ length: 8 }, (_, index) => `role-number-${index}`);

/** Talks to the isolate's inspector (Chrome DevTools Protocol). */
async function inspect(url) {
  const socket = new WebSocket(url);
  await new Promise((resolve, reject) => socket.once("open", resolve).once("error", reject));
  const waiting = new Map();
  socket.on("message", (text) => {
    // The snapshot's chunks are dropped.
    if (!text.toString("latin1", 0, 10).startsWith('{"id"')) return;
    const { id, result, error } = JSON.parse(text);
    if (error) waiting.get(id)?.reject(new Error(error.message));
    else waiting.get(id)?.resolve(result);
  });
  let last = 0;
  const ask = (method) =>
    new Promise((resolve, reject) => {
      last += 1;
      waiting.set(last, { resolve, reject });
      socket.send(JSON.stringify({ id: last, method }));
    });
  return {
    async heap() {
      // A snapshot collects garbage first; workerd does not answer `collectGarbage`.
      await ask("HeapProfiler.takeHeapSnapshot");
      return (await ask("Runtime.getHeapUsage")).usedSize;
    },
    close: () => socket.terminate(),
  };
}

/** @param part the index of the repetition */
export async function measureMemory({ part = 1 } = {}) {
  const outdir = await bundle("scale/memory/worker.mjs", "scale", { conditions: ["workerd", "worker"] });
  const miniflare = startMiniflare(outdir, { name: "measured", inspectorPort: 0 });
  try {
    const address = new URL("/core:user:measured", await miniflare.getInspectorURL());
    const inspector = await inspect(address);
    const make = async (kind, from, count, fixture) => {
      const body = JSON.stringify({ kind, from, count, fixture });
      const response = await miniflare.dispatchFetch("http://localhost/", { method: "POST", body });
      const text = await response.text();
      if (response.status !== 200) throw new Error(text);
      return { heap: await inspector.heap(), ...JSON.parse(text) };
    };
    try {
      return { rows: await rowsOf(make, part) };
    } finally {
      inspector.close();
    }
  } finally {
    await miniflare.dispose();
  }
}

async function rowsOf(make, part) {
  const set = setOf();
  const rows = [];
  for (const { name, kind, warm, most } of ROWS) {
    const count = Math.ceil(most * part);
    const fixture = (from, many) => ({
      secret: SECRET,
      set,
      ...(kind === "token" ? { tokens: tokensOf(many, from) } : {}),
    });
    const before =
      kind === "loaded" ? await make(undefined, 0, 0, {}) : await make(kind, 0, warm, fixture(0, warm));
    const after = await make(kind, warm, count, fixture(warm, count));
    rows.push({ name, heap: (after.heap - before.heap) / count, wasm: (after.wasm - before.wasm) / count });
  }
  return rows;
}
