// Runs the Worker of docs/providers.md as written. Its `fetch` gets the provider's documents.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { blocksOf } from "../docs/lib/markdown.mjs";
import { bundleEntry, start } from "../worker/bundle.mjs";
import { foreignKeys, openFixture } from "./lib/fixtures.mjs";

const TARGET = fileURLToPath(new URL("../../target/oidc/", import.meta.url));
const page = readFileSync(new URL("../../docs/providers.md", import.meta.url), "utf8");

const fixture = openFixture("Auth0");
const NAME = "access token";
const reached = [];
let worker;

/** Answers the Worker's requests, as the provider or as the origin of the route. */
async function outside({ url, headers }) {
  const answer = await fixture.fetch(url);
  if (answer.ok || new URL(url).hostname.endsWith("auth0.com")) return answer;
  reached.push(headers.get("authorization"));
  return new Response("of the origin");
}

before(async () => {
  const [{ code }] = blocksOf(page).filter(({ language }) => language === "js");
  const filled = code.replaceAll(/\b[A-Z]+_?[A-Z]+\b/g, (word) => fixture.words[word] ?? word);
  mkdirSync(TARGET, { recursive: true });
  writeFileSync(`${TARGET}worker.mjs`, filled);
  const { modules } = await bundleEntry("oidc-worker", `${TARGET}worker.mjs`);
  worker = await start(modules, {}, { outboundService: outside });
});
after(() => worker?.dispose());

const status = async ({ token }) => {
  const answer = await fetch(worker.url, { headers: token ? { authorization: `Bearer ${token}` } : {} });
  return [
    answer.status,
    answer.status === 200 ? await answer.text() : answer.headers.get("www-authenticate"),
  ];
};

test("a good token reaches the origin, and a bad one does not", { timeout: 60_000 }, async () => {
  const good = await fixture.sign(NAME);
  assert.deepEqual(await status(good), [200, "of the origin"]);
  assert.deepEqual(reached, [`Bearer ${good.token}`]);
  const documents = fixture.asked.filter((url) => url.includes("auth0.com"));
  assert.equal(documents.length, 2, documents.join());

  const refused = {
    "no token": {},
    expired: await fixture.sign(NAME, { exp: 1_700_000_000 }),
    "an ID token": await fixture.sign("ID token"),
    "of another tenant": await fixture.sign(NAME, { iss: "https://evil.eu.auth0.com/" }),
    "without the slash": await fixture.sign(NAME, { iss: "https://acme.eu.auth0.com" }),
    "signed by somebody else": await fixture.sign(NAME, {}, { privateKey: foreignKeys }),
    "not a token": { token: "e30.e30.e30" },
  };
  for (const [name, signed] of Object.entries(refused)) {
    const [code, challenge] = await status(signed);
    assert.equal(code, 401, name);
    assert.match(challenge, /^Bearer realm=/, name);
    if (signed.token) assert.match(challenge, /error="invalid_token"/, name);
  }
  assert.equal(reached.length, 1);
  assert.equal(
    fixture.asked.filter((url) => url.includes("auth0.com")).length,
    2,
    "nothing more was fetched",
  );
});
