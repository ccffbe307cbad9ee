// The Worker of docs/encrypted-tokens.md, to which docs/frameworks/workers.md leads, with the sessions that a real Auth.js app sets at a login.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { Auth } from "@auth/core";
import Credentials from "@auth/core/providers/credentials";
import { blocksOf } from "../docs/lib/markdown.mjs";
import { startWorker } from "../docs/lib/worker.mjs";

const PAGE = "docs/encrypted-tokens.md";
const SECRETS = ["the new AUTH_SECRET of the app", "the old AUTH_SECRET of the app"];
const SITE = "https://site.example";
const NAME = "__Secure-authjs.session-token";

/** Signs in by the app's own requests. @returns the header `Cookie` that a browser would send afterwards */
async function signIn(secret, details = {}, age = 3600) {
  const app = (path, init) =>
    Auth(new Request(`${SITE}/auth${path}`, init), {
      secret,
      basePath: "/auth",
      trustHost: true,
      session: { maxAge: age },
      providers: [
        Credentials({ credentials: { user: {} }, authorize: ({ user }) => ({ id: "user-42", name: user }) }),
      ],
      callbacks: { jwt: ({ token }) => ({ ...token, ...details }) },
    });
  const first = await app("/csrf");
  const { csrfToken } = await first.json();
  const answer = await app("/callback/credentials", {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded", cookie: cookiesOf(first) },
    body: new URLSearchParams({ csrfToken, user: "Ünï" }),
  });
  return `theme=dark; ${cookiesOf(answer)}`;
}

const cookiesOf = ({ headers }) =>
  headers
    .getSetCookie()
    .map((line) => line.split(";", 1)[0])
    .join("; ");

let worker;
before(async () => {
  const [block] = blocksOf(readFileSync(new URL(`../../${PAGE}`, import.meta.url), "utf8")).filter(
    ({ test: by }) => by === "tests/worker/session.test.mjs",
  );
  worker = await startWorker({ ...block, name: "session-gate" }, { bindings: { AUTH_SECRET: SECRETS[0] } });
});
after(() => worker?.dispose());

async function ask(cookie) {
  const answer = await worker.dispatchFetch(`${SITE}/api`, { headers: cookie ? { cookie } : {} });
  return { status: answer.status, ...(await answer.json()) };
}

test("the session of an Auth.js app, in one cookie", async () => {
  const cookie = await signIn(SECRETS[0]);
  assert.ok(cookie.includes(`${NAME}=`), cookie);
  assert.deepEqual(await ask(cookie), { status: 200, name: "Ünï" });
});

test("the session of an Auth.js app, in chunks of any order", async () => {
  const cookie = await signIn(SECRETS[0], { picture: "x".repeat(8_000) });
  assert.ok(cookie.includes(`${NAME}.2=`), cookie.slice(0, 100));
  assert.deepEqual(await ask(cookie), { status: 200, name: "Ünï" });
  assert.deepEqual(await ask(cookie.split("; ").reverse().join("; ")), { status: 200, name: "Ünï" });
  const without = cookie.split("; ").filter((pair) => !pair.startsWith(`${NAME}.1=`));
  const missing = await ask(without.join("; "));
  assert.deepEqual([missing.status, missing.code], [400, "invalid_request"]);
});

test("a session of another app, one that was changed, one that ended, and none", async () => {
  const cookie = await signIn(SECRETS[0]);
  for (const [given, code] of [
    [await signIn(SECRETS[1]), "key_not_found"],
    [cookie.replace(/.$/, (letter) => (letter === "A" ? "Q" : "A")), "decryption_failed"],
    [await signIn(SECRETS[0], {}, -60), "expired"],
    [await signIn(SECRETS[0], { picture: "x".repeat(20_000) }), "too_large"],
    ["theme=dark", "token_missing"],
    ["", "token_missing"],
  ]) {
    const answer = await ask(given);
    assert.deepEqual([answer.status, answer.code], [401, code], code);
    assert.deepEqual(Object.keys(answer), ["status", "title", "code"]);
  }
});
