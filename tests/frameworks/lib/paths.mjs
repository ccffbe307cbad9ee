// Other spellings of a path, with which a request may come past a gate that looks at the path and to a handler behind it.
import assert from "node:assert/strict";
import { ask } from "./ask.mjs";

const SPELLINGS = [
  (path) => path.toUpperCase(),
  (path) => path.replace("/a", "/%61"),
  (path) => path.replace(/^\//, "/%2F"),
  (path) => `/${path}`,
  (path) => `${path}/`,
  (path) => `/./${path.slice(1)}`,
  (path) => `/x/..${path}`,
  (path) => `/x/%2e%2e${path}`,
  (path) => `/x\\..${path}`,
  (path) => path.replaceAll("/", "\\"),
  (path) => path.replace(/\/(\w+)$/, "//$1"),
  (path) => path.replace(/\/(\w+)$/, "%2F$1"),
  (path) => path.replace(/\/(\w+)$/, "/./$1"),
  (path) => path.replace(/\/(\w+)$/, ";x/$1"),
  (path) => `${path};x`,
  (path) => `${path}%00`,
  (path) => `${path}.json`,
  (path) => `${path}#`,
  (path) => `${path}?`,
  (path) => `${path}?x=/public`,
  (path) => `http://other.example${path}`,
];

/** What frameworks themselves, or proxies before them, say of a request by a header. */
const HEADERS = [
  { "x-middleware-subrequest": Array(5).fill("proxy").join(":") },
  { "x-middleware-subrequest": Array(5).fill("src/middleware").join(":") },
  { "x-middleware-next": "1" },
  { "x-middleware-rewrite": "/" },
  { "x-matched-path": "/" },
  { "x-invoke-path": "/" },
  { "x-now-route-matches": "1" },
  { "x-original-url": "/" },
  { "x-rewrite-url": "/" },
  { "x-http-method-override": "OPTIONS" },
  { "x-astro-path": "/" },
  { "x-forwarded-host": "other.example", "x-forwarded-proto": "https" },
  { "x-forwarded-uri": "/" },
  { rsc: "1", "next-router-prefetch": "1" },
  { "next-action": "x" },
  { "x-sveltekit-invalidated": "1" },
  { purpose: "prefetch" },
];

/**
 * Nothing without a token comes to the handler, which answers in JSON, whatever the path's spelling and the headers.
 * @param failsAt targets at which the framework itself fails, before any program of the application's
 * @param ways addresses of the framework's own, by which a handler might be asked
 * @returns how many requests that were
 */
export async function checkPastGate(origin, path, { failsAt = /(?!)/, ways = [] } = {}) {
  const requests = [
    ...ways.map((way) => [way, {}]),
    ...SPELLINGS.map((spell) => [spell(path), {}]),
    ...HEADERS.map((headers) => [path, { headers }]),
    ...["HEAD", "OPTIONS", "POST", "PUT", "QUERY"].map((method) => [path, { method }]),
  ];
  for (const [target, options] of requests) {
    const what = `${target} ${JSON.stringify(options)}`;
    const answer = await ask(origin, target, options).catch(({ code, message }) => {
      // A server may also hang up on what is not HTTP.
      assert.match(`${code} ${message}`, /ECONNRESET|HPE_|Parse Error|ERR_/, what);
      return { status: 400, headers: new Headers() };
    });
    const isOfHandler = answer.status < 300 && /json/.test(answer.headers.get("content-type"));
    assert.ok(!isOfHandler, `${what}: ${answer.status} ${answer.text}`);
    assert.ok(answer.status < 500 || failsAt.test(target), `${what}: ${answer.status}`);
  }
  return requests.length;
}
