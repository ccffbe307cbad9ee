import { NOW, refusal, refusalSync } from "./support.js";
import { signerOf } from "./test-keys.js";

let sets = 0;

/** Keys that a caller's own `fetch` brings, so that nothing leaves the machine. */
export async function remoteKeys(ask, expect) {
  const { api } = ask;
  // Sets with one URL share their state, so each case uses another URL.
  const newUrl = () => `https://issuer.example/${ask.engine}/${sets++}`;
  const [old, fresh] = ["ES256", "EdDSA"].map((name) => signerOf(api, name));
  const listed = (key, kid) => ({ ...key.toPublicJwk(), kid });
  const sign = (key, kid) => api.sign({ sub: kid }, key, { now: NOW, expiresIn: 60, kid });
  const world = { ...ask, newUrl, old, fresh, listed, sign };
  await fetching(world, expect);
  await failing(world, expect);
  await sharing(world, expect);
}

async function fetching({ api, engine, isSync, isIsolated, newUrl, old, fresh, listed, sign }, expect) {
  const options = { now: NOW, engine };
  let keys = [listed(old, "old")];
  const asked = [];
  const fetch = async (_, init) => {
    asked.push([
      init.method,
      init.redirect,
      new Headers(init.headers).get("accept"),
      init.signal instanceof AbortSignal,
    ]);
    return new Response(JSON.stringify({ keys }));
  };
  const key = api.remoteJwks(newUrl(), { fetch, cooldown: 0 });
  const token = await sign(old, "old");
  const early = refusalSync(api, () => api.verifySync(token, key, options));
  expect("at once, before they are there", [early, asked.length], [{ code: "sync_unavailable" }, 0]);
  const verifier = api.createVerifier({ key, ...options, cache: 4 });
  const many = await Promise.all(Array.from({ length: 20 }, () => verifier.verify(token)));
  expect(
    "many at once",
    [many.every(({ payload }) => payload.sub === "old"), asked.length > 0],
    [true, true],
  );
  // In Workers, a request may not await another request's fetch, and code cannot see which request it runs for.
  expect.here("requests of many at once", asked.length, isIsolated ? many.length : 1);
  expect("the request", asked[0], ["GET", "manual", "application/jwk-set+json, application/json", true]);
  if (isSync)
    expect.here("at once, when they are there", api.verifySync(token, key, options).payload.sub, "old");
  keys = [listed(fresh, "new")];
  expect("a rotated key", (await verifier.verify(await sign(fresh, "new"))).payload.sub, "new");
  expect("a key that is gone", await refusal(api, () => verifier.verify(token)), {
    code: "key_not_found",
    actual: "old",
  });
  expect("explain", (await api.explain(await sign(fresh, "new"), key, options)).verdict, "verified");
  const jws = await api.verifyJws(await sign(fresh, "new"), key);
  expect("verifyJws", jws.header.kid, "new");
  verifier.free();

  const preloaded = api.remoteJwks(newUrl(), { fetch, initial: { keys: [listed(old, "old")] } });
  const count = asked.length;
  expect(
    "a preloaded set",
    [(await api.verify(token, preloaded, options)).payload.sub, asked.length - count],
    ["old", 0],
  );
  const prefetched = api.remoteJwks(newUrl(), { fetch });
  expect("prefetch", [await prefetched.prefetch(), asked.length - count], [undefined, 1]);
}

async function failing({ api, engine, newUrl, old, listed, sign }, expect) {
  const token = await sign(old, "old");
  const set = JSON.stringify({ keys: [listed(old, "old")] });
  const aborted = new AbortController();
  aborted.abort();
  const never = (_, { signal }) =>
    new Promise((_, reject) => {
      signal.addEventListener("abort", () => reject(signal.reason));
    });
  for (const [reason, fetch, options] of [
    ["status", async () => new Response("", { status: 503 })],
    ["network", async () => Promise.reject(new TypeError("no network"))],
    [
      "redirect",
      async () => new Response(null, { status: 302, headers: { location: "https://elsewhere.example/" } }),
    ],
    ["redirect", async () => new Response(null, { status: 302 })],
    ["too_large", async () => new Response(set.padEnd(2000)), { maxBytes: 1000 }],
    ["utf8", async () => new Response(new Uint8Array([0x7b, 0x80]))],
    ["key_set", async () => new Response("{}")],
    ["key_set", async () => new Response(`\ufeff${set}`)],
    ["key_set", async () => new Response(null)],
    ["key_set_refused", async () => new Response('{"keys":[],"keys":[]}')],
    ["timeout", never, { timeout: 0.05 }],
    ["aborted", never, { signal: aborted.signal }],
  ]) {
    const key = api.remoteJwks(newUrl(), { fetch, ...options });
    const facts = await refusal(api, () => api.verify(token, key, { now: NOW, engine }));
    expect(`a failure: ${reason}`, facts, { code: "jwks_unavailable", reason });
  }
  const places = [];
  const redirecting = async (url) => {
    places.push(new URL(url).pathname);
    return places.length < 3
      ? new Response(null, { status: 307, headers: { location: `/to/${places.length}` } })
      : new Response(set);
  };
  const key = api.remoteJwks("https://issuer.example/from", {
    fetch: redirecting,
    headers: { "x-set": `${sets++}` },
  });
  const { payload } = await api.verify(token, key, { now: NOW, engine });
  expect("redirects within the origin", [payload.sub, places], ["old", ["/from", "/to/1", "/to/2"]]);
  for (const [name, url, options, facts] of [
    ["http", "http://issuer.example/"],
    ["a user name", "https://a@issuer.example/"],
    ["no URL", "issuer"],
    [
      "an unknown option",
      "https://issuer.example/",
      { timeot: 1 },
      { reason: "unknown_option", part: "timeot" },
    ],
    ["no function", "https://issuer.example/", { fetch: 1 }, { part: "fetch" }],
  ]) {
    const refused = refusalSync(api, () => api.remoteJwks(url, ...(options ? [options] : [])));
    expect(`refused: ${name}`, refused, { code: "options_invalid", ...facts });
  }
}

/** One URL for callers who fetch in different ways, and errors about a URL that contains a credential. */
async function sharing({ api, engine, newUrl, old, fresh, listed, sign }, expect) {
  const url = newUrl();
  const answering = (key) => async () => new Response(JSON.stringify({ keys: [listed(key, "same")] }));
  const tokens = [await sign(old, "same"), await sign(fresh, "same")];
  const tenants = [
    { fetch: answering(old) },
    { fetch: answering(fresh) },
    { initial: { keys: [listed(old, "same")] } },
    { initial: { keys: [listed(fresh, "same")] } },
  ].map((options) => api.remoteJwks(url, options));
  for (const [index, key] of tenants.entries()) {
    const told = [];
    for (const token of tokens) {
      told.push(
        await api.verify(token, key, { now: NOW, engine }).then(
          () => "verified",
          ({ code }) => code,
        ),
      );
    }
    const expected = ["verified", "algorithm_not_allowed"];
    expect(`the tokens that tenant ${index} takes`, told, index % 2 === 0 ? expected : expected.reverse());
  }
  // The runtime's own `fetch`, of an address that does not exist. Whether the runtime allows the request does not matter.
  const secret = api.remoteJwks("http://127.0.0.1:59999/jwks?key=in-the-query", { timeout: 2 });
  const error = await api.verify(tokens[0], secret, { now: NOW, engine }).catch((thrown) => thrown);
  expect("a URL with a credential", [error.code, tells(error, "in-the-query")], ["jwks_unavailable", false]);
}

/** Whether an error or one of its causes contains the text. */
function tells(error, text) {
  if (typeof error !== "object" || error === null) return String(error).includes(text);
  return Object.getOwnPropertyNames(error).some((name) => tells(error[name], text));
}
