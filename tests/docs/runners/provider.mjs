// A program for a provider's tokens. The provider is a fake one of this name, and its tokens are good or bad.
import assert from "node:assert/strict";
import { Response } from "miniflare";
import { folderWith } from "../lib/folder.mjs";
import { DOCUMENTS, ISSUER, REFUSED, tokenOf } from "../lib/provider.mjs";
import { startWorker } from "../lib/worker.mjs";
import * as html from "./html.mjs";
import * as js from "./js.mjs";

/** The token is in `process.env.TOKEN`. */
async function inNode(block) {
  const fake = `const documents = ${JSON.stringify(DOCUMENTS)};
globalThis.fetch = async (url) => {
  if (documents[url]) return Response.json(documents[url]);
  throw new Error(\`a request to \${url}\`);
};
`;
  const folder = await folderWith(`${block.name}-provider`, "provider.mjs", fake);
  await js.run({ ...block, before: `${folder}/provider.mjs`, env: { TOKEN: tokenOf() } });
}

/** A Worker that verifies by itself, or a gate before an origin: both answer with the subject, or with a code. */
async function inWorker(block) {
  await asking(block, DOCUMENTS, async (ask) => {
    const good = { authorization: `Bearer ${tokenOf()}`, "x-user-id": "root" };
    assert.deepEqual(await ask(good), [200, { sub: "user-42" }]);
    for (const [code, make] of Object.entries(REFUSED)) {
      // Two words are not a token for the gate, which then calls the request malformed.
      if (code === "malformed") continue;
      const [status, body] = await ask({ authorization: `Bearer ${make()}` });
      assert.deepEqual([status, body.code], [401, code]);
    }
    assert.equal((await ask({}))[0], 401);
  });
  await asking(block, {}, async (ask) => {
    const [status, { code }] = await ask({ authorization: `Bearer ${tokenOf()}` });
    assert.deepEqual([status, code], [503, "jwks_unavailable"], "the provider is down");
  });
}

/** @param documents what the provider answers, by address */
async function asking(block, documents, use) {
  const outboundService = (request) => {
    const { origin } = new URL(request.url);
    if (origin === "https://api.example") return Response.json({ sub: request.headers.get("x-user-id") });
    const document = documents[request.url];
    return document ? Response.json(document) : new Response("", { status: 500 });
  };
  const worker = await startWorker(block, { outboundService });
  try {
    await use(async (headers) => {
      const answer = await worker.dispatchFetch("https://api.example/me", { headers });
      return [answer.status, await answer.json()];
    });
  } finally {
    await worker.dispose();
  }
}

function inPage(block) {
  return html.run(block, async (page, shows) => {
    await page.route("https://tenant.eu.auth0.com/**", (route) => {
      const headers = { "access-control-allow-origin": "*" };
      return route.fulfill({ json: DOCUMENTS[route.request().url()], headers });
    });
    await page.fill("#token", tokenOf());
    await shows("subject", "user-42");
    for (const [code, make] of Object.entries(REFUSED)) {
      await page.fill("#token", make());
      await shows("subject", code);
    }
  });
}

const IN = { js: inNode, ts: inWorker, html: inPage };

export const run = (block) => IN[block.language](block);

/** For a page whose other programs need no provider. */
export const orUsual = (block) => (block.code.includes(ISSUER) ? IN : { js: js.run })[block.language](block);
