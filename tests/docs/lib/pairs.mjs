// The answers that a documented token issuer must give: it accepts tokens of SimpleJWT, and guards an API with its own tokens.
import assert from "node:assert/strict";
import { token } from "./tokens.mjs";

const URL = "http://localhost/";

export async function checkPairs(fetch) {
  const exchange = async (body) => {
    const answer = await fetch(`${URL}refresh`, { method: "POST", body });
    return { status: answer.status, ...(await answer.json()) };
  };
  const statusOf = async (sent) => {
    const answer = await fetch(URL, { headers: { Authorization: `Bearer ${sent}` } });
    await answer.text();
    return answer.status;
  };
  const login = token({ token_type: "refresh", jti: "login" });
  const { access, refresh, expiresIn } = await exchange(login);
  assert.equal(expiresIn, 300);
  assert.deepEqual([await statusOf(access), await statusOf(refresh), await statusOf(login)], [200, 401, 401]);
  assert.deepEqual(await exchange(access), { status: 401, error: "claim_mismatch" });
  assert.deepEqual(await exchange(login), { status: 401, error: "revoked" });
  assert.equal(await statusOf(access), 401);
}
