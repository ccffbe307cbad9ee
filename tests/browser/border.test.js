/** The proxy in front of the browsers notices every way out, so that the visits' check for foreign requests can fail. */

import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, request } from "node:http";
import { test } from "node:test";
import { border } from "./lib/border.js";

test("only the open site is reached; what is asked of others is recorded, except of the sites before", async () => {
  const way = await border();
  const sites = await Promise.all(["first", "second"].map(siteThatSays));
  const [first, second] = sites;
  const ask = (address) => asked(way.port, address);

  way.openTo(first);
  assert.deepEqual(await ask(first.address), { status: 200, text: "first" });
  assert.equal((await ask(second.address)).status, 502);
  assert.deepEqual(way.refused, [second.address]);

  way.openTo(second);
  assert.deepEqual(way.refused, []);
  assert.deepEqual(await ask(second.address), { status: 200, text: "second" });
  assert.equal((await ask(first.address)).status, 502);
  assert.deepEqual(way.refused, []);
  assert.equal((await ask("http://elsewhere.example/")).status, 502);
  assert.deepEqual(way.refused, ["http://elsewhere.example/"]);

  await way.close();
  for (const { server } of sites) server.close();
});

async function siteThatSays(text) {
  const server = createServer((_request, response) => response.end(text)).listen(0, "127.0.0.1");
  await once(server, "listening");
  return { address: `http://127.0.0.1:${server.address().port}/`, server };
}

async function asked(port, address) {
  const [answer] = await once(
    request({ host: "127.0.0.1", port, path: address, agent: false }).end(),
    "response",
  );
  return { status: answer.statusCode, text: (await answer.toArray()).join("") };
}
