// As remote-isolation.test.mjs, with random callers: any options, in any order, one after the other or in parallel.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  cacheOf,
  cleanUps,
  entryOf,
  newUrl,
  pass,
  realNow,
  runtimeAnswers,
  setOf,
  source,
} from "./remote-source.mjs";

// The `kid` says where a key came from.
let isDown = false;
async function fetched(name, headers = {}) {
  await new Promise(setImmediate);
  if (isDown) return new Response("", { status: 503 });
  return new Response(JSON.stringify({ keys: [name], at: Date.now() / 1000 }), { headers });
}
const FETCHES = Object.fromEntries(["a", "b"].map((name) => [name, () => fetched(`fetch ${name}`)]));
const CACHES = ["none", "x", "y"];

const tenant = fc.record({
  fetch: fc.constantFrom("none", "a", "b"),
  initial: fc.constantFrom("none", "a", "b"),
  cache: fc.constantFrom(...CACHES),
  header: fc.constantFrom("none", "1", "2"),
  maxAge: fc.constantFrom(60, 300, 86_400),
  staleIfError: fc.constantFrom(0, 100, 86_400),
  cooldown: fc.constantFrom(0, 30),
  timeout: fc.constantFrom(1, 5),
});
const question = fc.record({ who: fc.nat(5), ask: fc.constantFrom("current", "refreshed", "peek") });
const step = fc.record({
  questions: fc.array(question, { minLength: 1, maxLength: 4 }),
  pass: fc.nat(200),
  isDown: fc.boolean(),
});

/** The sources of these tenants, which all ask one URL, with the answers that each may return. */
function sourcesOf(tenants) {
  const url = newUrl();
  const caches = Object.fromEntries(CACHES.map((name) => [name, cacheOf()]));
  for (const name of ["x", "y"]) caches[name].entries.set(url, entryOf(setOf(`cache ${name}`), -1, 50));
  return tenants.map(({ fetch, initial, cache, header, ...bounds }) => {
    // Tenants with the same cache may get each other's answers, because anyone who can write to a cache chooses the keys.
    const fellows = tenants.filter((it) => it.cache === cache && it.header === header && it.fetch !== "none");
    const allowed = [
      fetch === "none" ? `runtime ${header}` : `fetch ${fetch}`,
      `initial ${initial}`,
      ...(cache === "none" ? [] : [`cache ${cache}`]),
      ...(cache === "none" || fetch === "none" ? [] : fellows.map((it) => `fetch ${it.fetch}`)),
    ];
    const own = source(url, {
      ...bounds,
      ...(fetch === "none" ? {} : { fetch: FETCHES[fetch] }),
      ...(initial === "none" ? {} : { initial: setOf(`initial ${initial}`) }),
      ...(cache === "none" ? {} : { cache: caches[cache] }),
      ...(header === "none" ? {} : { headers: { "x-tenant": header } }),
    });
    return { own, allowed, ...bounds };
  });
}

/** The answer of a source; `undefined` if it has none or fails. */
function answerOf(own, ask, used) {
  if (ask === "peek") return own.peek();
  return (ask === "refreshed" ? own.refreshed(used) : own.current()).catch(({ code }) => {
    assert.equal(code, "jwks_unavailable");
  });
}

for (const runtime of ["Node", "Cloudflare-Workers"]) {
  test(`no set goes from one caller to another, or lives longer than its options say: ${runtime}`, async () => {
    runtimeAnswers((_, { headers }) =>
      fetched(`runtime ${headers["x-tenant"] ?? "none"}`, { "cache-control": "max-age=86400" }),
    );
    const before = Object.getOwnPropertyDescriptor(globalThis, "navigator");
    const grace = runtime === "Node" ? 0 : 5;
    if (grace > 0) {
      Object.defineProperty(globalThis, "navigator", { configurable: true, value: { userAgent: runtime } });
      cleanUps.push(() => {
        if (before) Object.defineProperty(globalThis, "navigator", before);
        else delete globalThis.navigator;
      });
    }
    const scenario = fc.asyncProperty(
      fc.array(tenant, { minLength: 2, maxLength: 6 }),
      fc.array(step, { minLength: 1, maxLength: 30 }),
      async (tenants, steps) => {
        Date.now = realNow;
        isDown = false;
        const sources = sourcesOf(tenants);
        let wasDown = false;
        const seen = new Map();
        const asked = async ({ who, ask }) => {
          const one = sources[who % sources.length];
          const set = await answerOf(one.own, ask, seen.get(one));
          return [one, set];
        };
        for (const { questions, pass: seconds, isDown: isDownNow } of steps) {
          pass(seconds);
          isDown = isDownNow;
          wasDown ||= isDownNow;
          for (const [one, set] of await Promise.all(questions.map(asked))) {
            if (set === undefined) continue;
            seen.set(one, set);
            assert.ok(one.allowed.includes(set.keys[0]), `${set.keys[0]} is none of ${one.allowed}`);
            const age = set.at === undefined ? 0 : Date.now() / 1000 - set.at;
            const most = one.maxAge + (wasDown ? one.staleIfError : Math.min(grace, one.staleIfError));
            assert.ok(age < most + 0.5, `${age} s old, and ${most} at most`);
          }
        }
      },
    );
    await fc.assert(scenario, { numRuns: 200 });
  });
}
