/** What the logs contain at the end. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";

export function testRecords(here) {
  test("nothing that was logged holds a token, the password or the key", async () => {
    const logs = await here.stack.logs();
    assert.match(logs, /GET \/api\/whoami\/ 200/);
    assert.ok(here.tokens.size >= 4, `${here.tokens.size} tokens`);
    for (const token of here.tokens) {
      const [, claims, signature] = token.split(".");
      assert.ok(!logs.includes(claims), "a token's claims");
      assert.ok(!logs.includes(signature), "a token's signature");
    }
    assert.doesNotMatch(logs, /eyJ|Bearer/);
    assert.ok(!logs.includes(here.stack.user.password), "the password");
    for (const secret of await here.stack.keys.secrets()) assert.ok(!logs.includes(secret), "a key");
  });

  test("gunicorn was asked for what nginx passed on to it, and for nothing else", async () => {
    const { nginx } = await here.stack.seen();
    const lines = nginx.map((line) => line.replace(/^\S+ /, ""));
    const passed = lines.filter((line) => / \/(api|\.well-known)\//.test(line));
    // The first line is the stack's own request, which waits for gunicorn.
    const asked = async () => (await here.stack.seen()).gunicorn.slice(1);
    // gunicorn writes a line after it has sent the answer.
    for (let wait = 0; wait < 50 && (await asked()).length < passed.length; wait++) await pause(100);
    assert.deepEqual((await asked()).sort(), passed.sort());
  });

  test("the pages had nothing to complain of", () => assert.deepEqual(here.complaints, []));
}
