// Random tokens, good and damaged. jsonwebtoken must accept each token that `jwt-wasm/jsonwebtoken` accepts, and read the same claims.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { test } from "node:test";
import fc from "fast-check";
import theirs from "jsonwebtoken";
import ours from "jwt-wasm/jsonwebtoken";

const NOW = 1_700_000_000;
const SECRET = "thirty-two bytes that nobody can guess";

const base64url = (text) => Buffer.from(text).toString("base64url");

function signed(header, payload) {
  const input = `${header}.${payload}`;
  return `${input}.${createHmac("sha256", SECRET).update(input).digest("base64url")}`;
}

const time = fc.integer({ min: -60, max: 60 }).map((seconds) => NOW + seconds);
const claim = fc.oneof(time, fc.constantFrom("a", "b", "", "__proto__"), fc.jsonValue({ maxDepth: 3 }));
const NAMES = "exp nbf iat aud iss sub jti nonce __proto__ constructor".split(" ");
const claims = fc
  .array(fc.tuple(fc.constantFrom(...NAMES), claim), { maxLength: 5 })
  .map((entries) => JSON.stringify(Object.fromEntries(entries)));
// jsonwebtoken reads only ASCII headers as other libraries do.
const header = fc
  .tuple(
    fc.constantFrom("HS256", "HS256", "HS256", "HS384", "none", null),
    fc.option(fc.constantFrom("JWT", "at+jwt", "x")),
    fc.option(fc.constantFrom("k", 5)),
  )
  .map(([alg, typ, kid]) => JSON.stringify({ alg, ...(typ && { typ }), ...(kid && { kid }) }));

/** Changes a character, or spells the JSON in another way. */
const damage = fc.oneof(
  { weight: 5, arbitrary: fc.constant(null) },
  {
    weight: 1,
    arbitrary: fc.tuple(
      fc.nat(400),
      fc.constantFrom("", "A", "_", "=", ".", "+", " ", "\n", '"', "{", "}", "e", ":1,", '"exp":1,'),
    ),
  },
);
const damaged = (text, change) => {
  if (!change) return text;
  const at = change[0] % (text.length + 1);
  return text.slice(0, at) + change[1] + text.slice(at + (change[0] % 2));
};

const options = fc.constantFrom(
  {},
  { audience: "a" },
  { audience: [/^b/, "a"] },
  { issuer: ["a", "b"] },
  { subject: "a", jwtid: "b" },
  { maxAge: 10 },
  { ignoreExpiration: true, ignoreNotBefore: true },
  { clockTolerance: 5 },
  { algorithms: ["HS256"], nonce: "a" },
  { complete: true },
);

function outcome(call) {
  try {
    return { gives: JSON.stringify(call()) };
  } catch {
    return {};
  }
}

test("every accepted token is accepted by jsonwebtoken too, with the same claims", (t) => {
  const counts = { taken: 0, refused: 0 };
  const property = fc.property(
    header,
    claims,
    options,
    damage,
    damage,
    damage,
    (head, payload, own, ...changes) => {
      const [first, second, whole] = changes;
      const token = damaged(
        signed(base64url(damaged(head, first)), base64url(damaged(payload, second))),
        whole,
      );
      const all = { clockTimestamp: NOW, ...own };
      const our = outcome(() => ours.verify(token, SECRET, all));
      if (our.gives !== undefined) {
        counts.taken++;
        assert.deepEqual(
          our,
          outcome(() => theirs.verify(token, SECRET, all)),
        );
      } else counts.refused++;
      const read = ours.decode(token, { complete: true });
      if (read !== null) {
        assert.equal(JSON.stringify(read), outcome(() => theirs.decode(token, { complete: true })).gives);
      }
    },
  );
  fc.assert(property, { numRuns: 5000 });
  t.diagnostic(`${counts.taken} taken, ${counts.refused} refused`);
  assert.ok(counts.taken > 100);
});
