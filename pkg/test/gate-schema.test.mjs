// The gate's option `schema`.
import assert from "node:assert/strict";
import { test } from "node:test";
import * as z from "zod";
import { bearer, gateOf, token } from "./gate.mjs";
import { code } from "./support.mjs";

const schema = z.object({ sub: z.string().transform((sub) => ({ id: sub })) });

test("the origin gets the schema's output, and the gate's own checks see the token's claims", async () => {
  const asked = [];
  const { send, seen } = gateOf({
    schema,
    scope: "read",
    forwardClaims: { "x-user-id": "sub" },
    revocation: { isRevoked: (payload) => asked.push(payload) === 0 },
  });
  const { status } = await send(bearer(token({ scope: "read write" })));
  assert.equal(status, 200);
  assert.deepEqual(seen[0].verified.payload, { sub: { id: "alice" } });
  assert.equal(seen[0].headers["x-user-id"], "alice");
  assert.deepEqual(asked, [{ sub: { id: "alice" } }]);
  assert.equal((await send(bearer(token({ scope: "write" })))).status, 403);
});

test("claims that it refuses are an invalid token", async () => {
  const rejections = [];
  const { send, seen } = gateOf({
    schema: z.object({ sub: z.string(), roles: z.array(z.string()) }),
    onReject: (rejection) => void rejections.push(rejection),
  });
  const { status, challenge } = await send(bearer(token({ roles: "admin" })));
  assert.equal(status, 401);
  assert.match(challenge, /error="invalid_token"/);
  assert.equal(rejections[0].code, "schema_mismatch");
  assert.equal(seen.length, 0);
});

test("a schema that fails lets no request pass, and is not the token's fault", async () => {
  const throws = z.object({ sub: z.string() }).refine(() => {
    throw new Error("the database is away");
  });
  const { send, seen } = gateOf({ schema: throws });
  assert.equal((await send(bearer(token()))).status, 500);
  assert.equal(seen.length, 0);
});

test("a wrong schema is refused when the gate is made", () => {
  for (const wrong of [null, {}, 7, undefined]) {
    assert.equal(
      code(() => gateOf({ schema: wrong })),
      "options_invalid",
    );
    assert.equal(
      code(() => gateOf({ keyFromEnv: () => 1, schema: wrong })),
      "options_invalid",
    );
  }
});
