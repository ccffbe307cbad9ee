// The issuer signs carried claims as the token spells them: no number, name or escape is changed.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { secretKey, verifySync } from "jwt-wasm";
import { createTokenIssuer } from "jwt-wasm/issuer";
import { memberOf, membersOf } from "../dist/json-members.js";
import { code, load, SECRET, signed, testKey } from "./support.mjs";

const { carried, subjects } = load("reports/signed-again.json");
const key = testKey();
const exp = Math.floor(Date.now() / 1000) + 600;
const textOf = (token) => Buffer.from(token.split(".")[1], "base64url").toString();

/** A refresh token with these members, spelled as another program might do it. */
const refreshOf = (members, subject = '"user_id":"42"') =>
  signed(`{ ${members} , ${subject},"token_type":"refresh","jti":"j","exp":${exp},"iat":1.0 }`);

const OPTIONS = { subjectClaim: "user_id", claims: { tenant: "a" } };
const issuers = () => [createTokenIssuer({ key, ...OPTIONS })];
const OWN = ["token_type", "user_id", "sid", "tenant", "iat", "exp", "jti"];

/** The text of each member of a token's payload, except for the members that the issuer sets. */
function othersOf(token) {
  const members = membersOf(textOf(token));
  assert.deepEqual(
    members.map(({ name }) => name).filter((name) => OWN.includes(name)),
    [...new Set(members.map(({ name }) => name).filter((name) => OWN.includes(name)))],
  );
  return members.filter(({ name }) => !OWN.includes(name)).map(({ text }) => text);
}

for (const { name, members } of carried) {
  test(`signed again: ${name}`, async () => {
    const expected = membersOf(`{${members}}`).map(({ text }) => text);
    assert.equal(expected.join(","), members);
    for (const issuer of issuers()) {
      let { access, refresh } = await issuer.refresh(refreshOf(members));
      for (let round = 0; round < 2; round++) {
        for (const token of [access, refresh]) {
          verifySync(token, key);
          assert.deepEqual(othersOf(token), expected);
        }
        ({ access, refresh } = await issuer.refresh(refresh));
      }
    }
  });
}

for (const { value, expect } of subjects) {
  test(`whose token it is: ${value} (${expect})`, async () => {
    const issuer = createTokenIssuer({ key, subjectClaim: "user_id" });
    const token = refreshOf('"a":1', `"user_id": ${value} `);
    if (expect === "reject") {
      await assert.rejects(issuer.refresh(token), { code: "claim_invalid", claim: "user_id" });
      // The refused call has not used the family up.
      assert.equal((await issuer.refresh(refreshOf('"a":1'))).expiresIn, 300);
      return;
    }
    for (const made of Object.values(await issuer.refresh(token)).slice(0, 2)) {
      const own = membersOf(textOf(made)).find(({ name }) => name === "user_id");
      assert.equal(own.value, value);
    }
  });
}

test("claims of the issuer's own are replaced, however their names are spelled", async () => {
  const issuer = createTokenIssuer({ key, subjectClaim: "user_id", claims: { tenant: "b", 7: 8 } });
  const spelled = '"\\u0074enant":"a","\\u0037":1,"\\u006ebf":1,"\\u0069ss":"x","kept":1e21';
  const { access } = await issuer.refresh(refreshOf(spelled));
  const names = membersOf(textOf(access)).map(({ name }) => name);
  assert.deepEqual(names, ["token_type", "kept", "7", "tenant", "user_id", "sid", "iat", "exp", "jti"]);
  const { payload } = verifySync(access, key);
  assert.deepEqual([payload.tenant, payload[7], payload.kept], ["b", 8, 1e21]);
  assert.ok(textOf(access).includes('"kept":1e21'));
});

test("a subject under a name that JavaScript inherits", async () => {
  const issuer = createTokenIssuer({ key, subjectClaim: "__proto__" });
  const { refresh } = await issuer.issue("user-42");
  assert.ok(textOf((await issuer.refresh(refresh)).access).includes('"__proto__":"user-42"'));
  const missing = signed(`{"sub":"a","token_type":"refresh","jti":"j","exp":${exp}}`);
  for (const subjectClaim of ["__proto__", "constructor"]) {
    const other = createTokenIssuer({ key, subjectClaim });
    await assert.rejects(other.refresh(missing), { code: "claim_missing", claim: subjectClaim });
  }
});

// Any JSON, with white space, escapes and numbers in spellings that JSON.stringify never writes.
const space = fc.stringMatching(/^[ \t\n\r]{0,3}$/);
const spelledString = fc
  .array(
    fc.oneof(
      fc.constantFrom("a", "}", "]", ",", ":", "{", "[", "é", "💧", " ", "\u2028"),
      fc.constantFrom('\\"', "\\\\", "\\/", "\\n", "\\u0041", "\\ud83d\\udca7", "\\u0000"),
    ),
    { maxLength: 8 },
  )
  .map((letters) => `"${letters.join("")}"`);
const spelledNumber = fc
  .tuple(
    fc.constantFrom("", "-"),
    fc.oneof(fc.constant("0"), fc.stringMatching(/^[1-9]\d{0,30}$/)),
    fc.oneof(fc.constant(""), fc.stringMatching(/^\.\d{1,20}$/)),
    fc.oneof(fc.constant(""), fc.stringMatching(/^[eE][+-]?\d{1,2}$/)),
  )
  .map((parts) => parts.join(""));
const { value: spelledValue } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    spelledNumber,
    spelledString,
    fc.constantFrom("true", "false", "null"),
    fc
      .array(fc.tuple(space, tie("value"), space), { maxLength: 3 })
      .map((items) => `[${items.map((item) => item.join("")).join(",")}]`),
    fc
      .uniqueArray(fc.tuple(spelledString, space, tie("value")), {
        maxLength: 3,
        selector: ([name]) => JSON.parse(name),
      })
      .map((members) => `{${members.map(([name, gap, value]) => `${name}${gap}:${gap}${value}`).join(",")}}`),
  ),
}));
const spelledMembers = fc.uniqueArray(
  fc.record({ name: spelledString, value: spelledValue, gaps: fc.tuple(space, space, space, space) }),
  { maxLength: 8, selector: ({ name }) => JSON.parse(name) },
);

test("any member of any object keeps its text", () => {
  fc.assert(
    fc.property(spelledMembers, space, (members, outer) => {
      const inner = members.map(({ name, value, gaps: [a, b, c, d] }) => `${a}${name}${b}:${c}${value}${d}`);
      const json = `${outer}{${inner.join(",")}${inner.length === 0 ? outer : ""}}${outer}`;
      assert.deepEqual(
        membersOf(json),
        members.map(({ name, value }) => ({ name: JSON.parse(name), value, text: `${name}:${value}` })),
      );
    }),
    { numRuns: 2000 },
  );
});

test("any member that a token carries is signed again as it was spelled", async () => {
  const signer = secretKey(SECRET, "HS256");
  await fc.assert(
    fc.asyncProperty(spelledMembers, async (members) => {
      const others = members.filter(
        ({ name }) => ![...OWN, "iss", "aud", "nbf", "sub"].includes(JSON.parse(name)),
      );
      const given = others.map(({ name, value, gaps: [a, b] }) => `${a}${name}${b}:${value}`);
      const issuer = createTokenIssuer({ key: signer, subjectClaim: "user_id" });
      const { access, refresh } = await issuer.refresh(refreshOf(['"first":0', ...given].join(",")));
      const expected = ['"first":0', ...others.map(({ name, value }) => `${name}:${value}`)];
      for (const token of [access, refresh]) assert.deepEqual(othersOf(token), expected);
    }),
    { numRuns: 300 },
  );
});

test("any text that is not an object is refused", () => {
  for (const text of [
    "",
    "{",
    "[]",
    '"a"',
    "1",
    '{"a"}',
    '{"a":}',
    '{"a":1',
    '{"a":1,',
    '{"a":1,}',
    '{"a":1}x',
    "{a:1}",
  ]) {
    assert.equal(
      code(() => membersOf(text)),
      "malformed",
      text,
    );
  }
  for (const text of [
    '{"a":[1}',
    '{"a":{"b":1}',
    '{"a',
    '{"a\\',
    '{"a":"b',
    '{"a" 1}',
    "{,}",
    "{} {}",
    '{"a":1 2}',
  ]) {
    assert.equal(
      code(() => membersOf(text)),
      "malformed",
      text,
    );
  }
  assert.deepEqual(membersOf(" {\r\n} "), []);
  assert.deepEqual(memberOf("a\n", { b: 1 }), { name: "a\n", value: '{"b":1}', text: '"a\\n":{"b":1}' });
});

test("each character is looked at a few times, however long the text is", () => {
  for (const [name, piece, close] of [
    ["members", '"n":1,', '"a":1}'],
    ["quotes", '"s":"\\"\\"\\"\\"",', '"a":1}'],
    ["brackets", '"l":[[[]]],', '"a":1}'],
    ["white space", "  \n  ", '"a":1}'],
    ["a string that does not end", '"n":1,', '"a":"\\'],
    ["a list that does not end", '"n":1,', `"a":${"[".repeat(1000)}`],
  ]) {
    for (const size of [1_000, 4_000, 16_000]) {
      const text = `{${piece.repeat(size)}${close}`;
      const { looks, json } = counted(text);
      try {
        membersOf(json);
      } catch ({ code: found }) {
        assert.equal(found, "malformed");
      }
      assert.ok(looks() <= 12 * text.length, `${name}: ${looks()} looks at ${text.length} characters`);
    }
  }
});

/** A text that counts how many of its characters are read or copied. */
function counted(text) {
  let looks = 0;
  const look = (_, member) => {
    if (member === "length") return text.length;
    if (member === "slice") {
      return (from, to) => {
        looks += to - from;
        return text.slice(from, to);
      };
    }
    looks += 1;
    return text[member];
  };
  return { looks: () => looks, json: new Proxy({}, { get: look }) };
}
