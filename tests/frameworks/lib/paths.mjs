// Other spellings of a path, with which a request might pass a gate that goes by the path and still reach the handler.
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

/** Headers in which frameworks, or proxies before them, describe a request. */
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
 * Checks that no request without a token reaches the handler, which answers in JSON, whatever its path and headers are.
 * @param failsAt targets at which the framework itself fails, before it runs any code of the application
 * @param ways the framework's own addresses that might reach a handler
 * @returns how many requests were sent
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
      // A server may also close the connection if the request is not valid HTTP.
      assert.match(`${code} ${message}`, /ECONNRESET|HPE_|Parse Error|ERR_/, what);
      return { status: 400, headers: new Headers() };
    });
    const isOfHandler = answer.status < 300 && /json/.test(answer.headers.get("content-type"));
    assert.ok(!isOfHandler, `${what}: ${answer.status} ${answer.text}`);
    assert.ok(answer.status < 500 || failsAt.test(target), `${what}: ${answer.status}`);
  }
  return requests.length;
}
