// Sends good, replayed and wrong proofs of possession in parallel. Every answer is checked, and at the end the origin's record.
import assert from "node:assert/strict";
import { client, each } from "./lib/client.mjs";
import { KINDS, request } from "./lib/proofs.mjs";

// How often one in four good proofs is sent in parallel.
const TIMES = 3;

/** @returns the number of requests of each kind, and of requests per second */
export async function proofs(gate, origin, { requests, connections }) {
  const { send, close } = client(connections);
  const counts = {};
  const expected = new Map();
  let sent = 0;
  const ask = async (name, headers, path) => {
    counts[name] = (counts[name] ?? 0) + 1;
    sent++;
    return send(gate + path, headers);
  };
  const told = (name, path, { status, text }) => `${name}, request ${path}: ${status} ${text}`;

  const good = async (index, sub, path) => {
    expected.set(path, sub);
    const headers = request(index, { sub, path });
    const isReplayed = index % 8 === 0;
    const name = isReplayed ? "replayed at once" : "good";
    const times = isReplayed ? TIMES : 1;
    const answers = await Promise.all(Array.from({ length: times }, () => ask(name, headers, path)));
    const passed = answers.filter(({ status }) => status === 200);
    assert.equal(passed.length, 1, answers.map((answer) => told(name, path, answer)).join("\n"));
    assert.equal(passed[0].text, `${path} ${sub}`);
    for (const answer of answers) if (!passed.includes(answer)) check(name, path, answer, KINDS[0]);
  };
  const check = (name, path, answer, { status, code }) => {
    assert.equal(answer.status, status, told(name, path, answer));
    assert.equal(JSON.parse(answer.text).code, code, told(name, path, answer));
  };

  await origin.record();
  const started = performance.now();
  // One in eight is a proof that is sent three times, so eight take ten requests.
  await each(Math.round((requests * 8) / 10), connections, async (index) => {
    const [path, sub] = [`/${index}`, `user-${index}`];
    if (index % 2 === 0) return good(index, sub, path);
    const kind = KINDS[((index - 1) / 2) % KINDS.length];
    const headers = request(index, { sub, path, ...kind.change({ index, path }) });
    check(kind.name, path, await ask(kind.name, headers, path), kind);
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
  return { requests: sent, counts, passed: record.length, rate: Math.round(sent / seconds) };
}
