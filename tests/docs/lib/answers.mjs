// The answers that every program with a gate must give, in whichever framework.
import assert from "node:assert/strict";
import { SECRET, token } from "./tokens.mjs";

const good = () => token({ aud: "api" });

const REFUSED = {
  signature_invalid: () => token({ aud: "api" }, SECRET.toUpperCase()),
  expired: () => token({ aud: "api", exp: 1 }),
  claim_mismatch: () => token({ aud: "another-api" }),
  claim_missing: () => token(),
  malformed: () => "garbage",
};

/**
 * @param send sends these values of `Authorization`, each as its own header; returns `status`, `headers` and `text`
 * @param keepsFirst if the framework sees only the first of two such headers, as Node's `request.headers` does
 */
export async function checkAnswers(send, { keepsFirst = false } = {}) {
  const answer = await send([`bearer ${good()}`]);
  assert.equal(answer.status, 200, answer.text);
  assert.equal(JSON.parse(answer.text).sub, "alice");

  for (const [code, make] of Object.entries(REFUSED)) {
    const challenge = `, error="invalid_token", error_description="${code}"`;
    await checkRefusal(await send([`Bearer ${make()}`]), 401, code, challenge);
  }
  for (const authorization of [[], ["Basic YTpi"], ["Bearer"]]) {
    await checkRefusal(await send(authorization), 401, "token_missing", "");
  }
  if (keepsFirst) return checkFirst(send);
  const twice = [`Bearer ${good()}`, `Bearer ${good()}`];
  await checkRefusal(await send(twice), 400, "invalid_request", ', error="invalid_request"');
}

/** The first header must count, because it is the one that everything behind the gate sees as well. */
async function checkFirst(send) {
  const [alice, expired] = [`Bearer ${good()}`, `Bearer ${token({ aud: "api", exp: 1 })}`];
  assert.equal((await send([alice, expired])).status, 200);
  assert.equal((await send([expired, alice])).status, 401);
}

/** @param challenge what follows the realm */
async function checkRefusal({ status, headers, text }, expected, code, challenge) {
  assert.equal(status, expected, text);
  assert.equal(JSON.parse(text).code, code);
  assert.match(headers.get("content-type"), /^application\/problem\+json/);
  const [, ...parts] = headers.get("www-authenticate").split(/^Bearer realm="[\w\-.:]+"/);
  assert.deepEqual(parts, [challenge]);
  assert.equal(headers.get("cache-control"), "no-store");
}

/** For handlers of the Fetch standard. */
export function overFetch(dispatch, url) {
  return async (authorization) => {
    const headers = new Headers();
    for (const value of authorization) headers.append("authorization", value);
    const answer = await dispatch(url, { headers });
    return { status: answer.status, headers: answer.headers, text: await answer.text() };
  };
}
