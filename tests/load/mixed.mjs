// Sends good, expired, forged, oversized and other tokens in parallel. Every answer is checked, and at the end the origin's record.
import assert from "node:assert/strict";
import { client, each } from "./lib/client.mjs";
import { KINDS } from "./lib/tokens.mjs";

/** @returns the number of requests of each kind, and of requests per second */
export async function mixed(gate, origin, { requests, connections }) {
  const { send, close } = client(connections);
  const counts = {};
  const expected = new Map();
  await origin.record();
  const started = performance.now();
  await each(requests, connections, async (index) => {
    const { name, authorization, status, code } = KINDS[index % KINDS.length];
    const path = `/${index}`;
    const user = `user-${index}`;
    if (status === 200) expected.set(path, user);
    const given = authorization(user);
    const answer = await send(gate + path, given === undefined ? {} : { authorization: given });
    const told = `${name}, request ${index}: ${answer.status} ${answer.text}`;
    assert.equal(answer.status, status, told);
    if (status === 200) assert.equal(answer.text, `${path} ${user}`, told);
    else assert.equal(JSON.parse(answer.text).code, code, told);
    counts[name] = (counts[name] ?? 0) + 1;
  });
  const seconds = (performance.now() - started) / 1000;
  close();
  const record = await origin.record();
  assert.equal(record.length, expected.size, "the origin got another number of requests than were good");
  for (const [path, user] of record) {
    assert.equal(expected.get(path), user, `the origin got ${path} of ${user}`);
    expected.delete(path);
  }
  assert.equal(expected.size, 0);
  return { requests, counts, passed: record.length, rate: Math.round(requests / seconds) };
}
