// A page that shows whose session it is, and sends everybody else to the login page.
import assert from "node:assert/strict";
import { token } from "../../docs/lib/tokens.mjs";
import { ask } from "./ask.mjs";

const SHOWN = /Signed in:(?:\s|<!--.*?-->)*alice/;

/**
 * @param data other addresses of the page's data, and headers, with which the framework's own scripts request it
 * @param ways further addresses that an attacker might try
 */
export async function checkSession(origin, { path = "/account", data = [], ways = [] } = {}) {
  const visit = (cookie, [target, headers] = [path, {}]) =>
    ask(origin, target, { headers: { ...headers, cookie } });
  const good = token({ aud: "api" });
  const shown = await visit(`__Host-token=${good}`);
  assert.equal(shown.status, 200, shown.text);
  assert.match(shown.text, SHOWN);
  const bad = [
    "",
    `token=${good}`,
    "__Host-token=",
    "__Host-token=garbage",
    `__Host-token=${token({ aud: "api", exp: 1 })}`,
    `__Host-token=${token({ aud: "another-api" })}`,
    `__Host-token=${good.slice(0, -4)}AAAA`,
  ];
  for (const cookie of bad) {
    const refused = await visit(cookie);
    assert.match(`${refused.headers.get("location")} ${refused.text}`, /\/login/, cookie);
    assert.ok(refused.status < 400, `${cookie}: ${refused.status}`);
    assert.doesNotMatch(refused.text, /alice/, cookie);
    for (const request of [...data, ...ways])
      assert.doesNotMatch((await visit(cookie, request)).text, /alice/, request[0]);
  }
  // With two cookies, the gate must not guess which one counts.
  const doubled = await visit(`__Host-token=${good}; __Host-token=${token({ aud: "api", sub: "alice" })}`);
  assert.doesNotMatch(doubled.text, /alice/);
  // Otherwise the checks above would also pass for a page that nobody can see.
  for (const request of data)
    assert.match((await visit(`__Host-token=${good}`, request)).text, /alice/, request[0]);
}
