// The module that takes tokens out of any text, without a browser.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import fc from "fast-check";
import { moduleOf } from "./lib/model.js";
import { stepsOf } from "./lib/steps.js";
import { base64url, inAnHour, SIMPLE_JWT, signed, signedWith } from "./lib/tokens.js";

const { findTokens } = await moduleOf("model/find-tokens/index.ts");
const { pastes, others } = JSON.parse(
  readFileSync(new URL("../vectors/reports/pastes.json", import.meta.url), "utf8"),
);

const access = signedWith(
  "RS256",
  { iss: "https://op.example", sub: "ada", exp: inAnHour() },
  { kid: "1" },
).token;
const id = signed({ sub: "ada", nonce: "n", exp: inAnHour() });
const sd = `${id}~${base64url('["salt","name","Ada"]')}~`;
const TOKENS = {
  access,
  id,
  sd,
  encrypted: `${base64url('{"alg":"dir","enc":"A256GCM"}')}..aXY-aXYtaXYt.${"Y2lwaGVydGV4dA".repeat(9)}.dGFnLXRhZy10YWc`,
  // Its payload has a + and a / in base64.
  odd: signed({ sub: "a>>>b???c", exp: inAnHour() }),
  unsigned: access.slice(0, access.lastIndexOf(".")),
  four: `${access}.AAAA`,
  padded: `${id.split(".").join("=.")}=`,
  answer: JSON.stringify({ access_token: access, token_type: "bearer", id_token: id }),
};

const lines = (text, width) => text.match(new RegExp(`.{1,${width}}`, "g"));
const middle = (text) => text.length >> 1;
const FILTERS = {
  first: (text) => text.slice(0, middle(text)),
  second: (text) => text.slice(middle(text)),
  percent: (text) => text.replaceAll(".", "%2E").replaceAll("-", "%2D"),
  wrap: (text) => lines(text, 64).join("\n"),
  quoted: (text) => lines(text, 64).join("\r\n> "),
  concatenated: (text) => lines(text, 50).join('" +\n    "'),
  base64: (text) => text.replaceAll("-", "+").replaceAll("_", "/"),
  base64url: (text) => base64url(text),
  base64text: (text) => Buffer.from(text).toString("base64"),
  base64lines: (text) => lines(Buffer.from(text).toString("base64"), 76).join("\n    "),
  signature: (text) => text.slice(text.lastIndexOf(".") + 1),
  unsigned: (text) => text.slice(0, text.lastIndexOf(".")),
  printable: (text) => lines(text.replaceAll("=", "=3D"), 75).join("=\r\n"),
  zerowidth: (text) => lines(text, 64).join("\u200b"),
};

const filled = (paste) =>
  paste.replaceAll(/\{([a-z]+)((?:\|[a-z\d]+)*)\}/g, (whole, name, filters) =>
    TOKENS[name] === undefined
      ? whole
      : filters
          .split("|")
          .slice(1)
          .reduce((text, filter) => FILTERS[filter](text), TOKENS[name]),
  );

for (const { name, paste, tokens, surroundings, repairs = [], counts } of pastes) {
  test(`in ${name}`, () => {
    const found = findTokens(filled(paste));
    assert.deepEqual(
      found.tokens.map(({ token, label }) => ({ token, label: label ?? null })),
      tokens.map(({ token, label }) => ({ token: TOKENS[token], label })),
    );
    assert.equal(found.surroundings, surroundings);
    for (const one of found.tokens) assert.deepEqual([...one.repairs].sort(), [...repairs].sort());
    if (counts)
      assert.deepEqual(
        found.tokens.map(({ count }) => count),
        counts,
      );
    assert.equal(found.other, undefined);
  });
}

test("padding in the middle of a segment is dropped where the next line goes on", () => {
  const [header, payload, signature] = id.split(".");
  const found = (text) => findTokens(text).tokens.map(({ token }) => token);
  assert.deepEqual(found(`${header.slice(0, 9)}=\n> ${header.slice(9)}.${payload}.${signature}`), [id]);
  assert.deepEqual(found(`${header}.${payload.slice(0, 9)}==\n${payload.slice(9)}.${signature}`), [id]);
  assert.deepEqual(found(`${header}\n=.${payload}\n==.${signature}`), [
    `${header}=.${payload}==.${signature}`,
  ]);
});

test("what follows a wrapped signature without a gap is not skipped", () => {
  const rest = access.lastIndexOf(".") + 60;
  // Not as long as an RSA signature, so that the token goes on in the next line.
  const wrapped = `${access.slice(0, rest)}\n${access.slice(rest, rest + 60)}`;
  const next = `${id.slice(0, 9)}\n${" ".repeat(30)}${id.slice(9)}`;
  for (const [before, after] of [
    [wrapped, "/"],
    [wrapped, "/a\nb/"],
    [wrapped, "==\n/a\nb/"],
    [wrapped.replace("\n", ""), "/"],
  ]) {
    const found = findTokens(`${before}${after}${next}`).tokens;
    assert.deepEqual(
      found.map(({ token }) => token),
      [wrapped.replace("\n", ""), id],
      JSON.stringify(after),
    );
    assert.deepEqual(found[0].repairs, before.includes("\n") ? ["line_breaks"] : []);
  }
});

test("lines of base64 take time in proportion, whatever each of them begins with", () => {
  const line = `${base64url(`{"${"x".repeat(46)}`)}\n`;
  const start = performance.now();
  assert.deepEqual(findTokens(line.repeat(8000)).tokens, []);
  // Putting the lines together again from each of them takes minutes.
  const took = performance.now() - start;
  assert.ok(took < 5000, `${took} ms`);
});

for (const { name, paste, other } of others) {
  test(`not a token: ${name}`, () => {
    const found = findTokens(paste);
    assert.deepEqual(found.tokens, []);
    assert.deepEqual(found.other ?? null, other && { kind: other.kind, name: other.name });
  });
}

test("the strings that a program joins in one line are one token, and its constant names it", () => {
  const [one, two, three] = lines(access, Math.ceil(access.length / 3));
  for (const [source, label] of [
    [`String idToken = "${one}"\n      + "${two}" + "${three}";`, "idToken"],
    [`const TOKEN: &str = "${access}";`, "TOKEN"],
    [`TOKEN = \\\n    "${one}" \\\n    "${two}" \\\n    "${three}"`, "TOKEN"],
    [`token = (\n    "${one}"\n    "${two}"\n    "${three}"\n)`, "token"],
    [`Cookie: session="${access}"`, "session"],
  ]) {
    const [found] = findTokens(source).tokens;
    assert.equal(found.label, label, source);
    assert.equal(found.token, access, source);
  }
  // Two whole tokens stay two.
  assert.equal(findTokens(`"${access}" + "${id}"`).tokens.length, 2);
});

test("kinds are told apart", () => {
  const kinds = (text) => findTokens(text).tokens.map(({ kind }) => kind);
  assert.deepEqual(kinds(`${id} ${TOKENS.encrypted} ${sd}`), ["jws", "jwe", "sd_jwt"]);
  assert.deepEqual(kinds(`${sd}${id}`), ["sd_jwt"], "with a key binding JWT");
});

test("every algorithm's signature may be wrapped anywhere", () => {
  for (const alg of ["HS256", "HS384", "HS512"]) {
    const token = signed({ exp: inAnHour() }, { alg });
    // The first three letters show that a token begins.
    for (let at = 3; at < token.length; at += 1) {
      // Before a second `eyJ` a line break can only be one between two tokens.
      if (token.startsWith("ey", at) && token[at - 1] !== ".") continue;
      const found = findTokens(`${token.slice(0, at)}\n${token.slice(at)}`).tokens;
      assert.deepEqual(
        found.map((one) => one.token),
        [token],
        `${alg} at ${at}`,
      );
    }
  }
});

/** What wraps tokens, and what looks like the beginning of one. */
const PIECES = [
  SIMPLE_JWT,
  id,
  sd,
  TOKENS.encrypted,
  id.split(".")[0],
  `${id.split(".")[0]}.`,
  "eyJ",
  "ZXlK",
  "base64-",
  "a.0=",
  "a.1=",
  "a1=",
  "%",
  "%25",
  "%2E",
  "\\u002e",
  "\\",
  "\r\n",
  "\n> ",
  '" +\n "',
  '{"name":"x","value":"',
  "Bearer ",
  "<a>",
  "-----BEGIN ",
  "=",
  "~",
  ".",
  " ",
  "é",
  "\u200b",
  "\ud800",
];

test("any text gives an answer, and never a token that the text does not hold", () => {
  const text = fc
    .array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ unit: "binary", maxLength: 8 })), {
      maxLength: 60,
    })
    .map((parts) => parts.join(""));
  fc.assert(
    fc.property(text, (pasted) => {
      const { tokens, surroundings, other } = findTokens(pasted);
      assert.equal(typeof surroundings, "string");
      assert.ok(tokens.length === 0 || other === undefined);
      assert.equal(new Set(tokens.map(({ token }) => token)).size, tokens.length);
      for (const { token, count } of tokens) {
        assert.match(token, /^e[yw][\w-]+=*\.[\w\-.~=]*$/);
        assert.ok(count >= 1);
      }
    }),
    { numRuns: 2000 },
  );
});

test("a token between words is found as it is, whatever the words", () => {
  const words = fc.string({ unit: fc.constantFrom(..." abc:;,<>()!?ä€🚀\n"), maxLength: 40 });
  fc.assert(
    fc.property(words, words, (before, after) => {
      const found = findTokens(`${before} ${id} ${after}`).tokens;
      assert.deepEqual(
        found.map(({ token }) => token),
        [id],
      );
    }),
    { numRuns: 1000 },
  );
});

/** Texts that make a careless search go over the same characters again and again. */
const HEADER = id.split(".")[0];
const HOSTILE = [
  ...PIECES.map((piece) => ({ piece: () => piece })),
  { piece: () => `${HEADER}.=` },
  { piece: () => `${HEADER}\n` },
  { piece: () => `${HEADER}.\n` },
  { piece: () => `x=${HEADER}\n` },
  { piece: () => `${HEADER}.a\nb=` },
  { piece: (index) => `a.${index % 100}=b ` },
  { piece: (index) => `name${index}.1=x;` },
  { piece: () => `a${" ".repeat(50)}` },
  { piece: () => "<a " },
  { piece: () => "a: b\r\n" },
  { piece: () => '{"log":{' },
  { piece: () => "ZXlKaGJHY2k=" },
  // Padding on each line of a header, a payload and a signature, and then more.
  { before: HEADER, piece: () => "\n==", after: "\nx" },
  { before: `${HEADER}.`, piece: () => "\n==", after: "\nx" },
  { before: `${HEADER}.e30/.`, piece: () => "\n==", after: "\nx" },
  { before: `${HEADER}.`, piece: () => "a=\n" },
  { before: `${HEADER}.`, piece: () => "=3D=\n" },
  // What goes on over lines, and is not kept.
  { before: `${HEADER}.e30`, piece: () => `\n/${HEADER}` },
  { before: `${HEADER}.`, piece: () => `/${HEADER}`, after: "!" },
  { before: `${id}~`, piece: () => "~a.", after: "!" },
  { before: "eyJ", piece: () => "a", after: "." },
  { before: "ZXlK", piece: () => "ZXlK", after: "===" },
  { before: "a", piece: (index) => `1 a.${index % 100}=b` },
];

/** Steps for each character. */
const rate = ({ before = "", piece, after = "" }, length) => {
  let text = before;
  for (let index = 0; text.length < length; index += 1) text += piece(index);
  text += after;
  return stepsOf(() => findTokens(text)) / text.length;
};

const nameOf = ({ before, piece, after }) => JSON.stringify([before, piece(1), after]);

test("the work for each character does not grow with the text", () => {
  for (const shape of HOSTILE) {
    const [small, large] = [rate(shape, 1_000), rate(shape, 16_000)];
    // Work that grows with the square would take 16 times as many steps.
    assert.ok(large < 1.5 * small, `${nameOf(shape)}: ${small} steps for a character, then ${large}`);
  }
});

test("nor does it with anything that is repeated", () => {
  const some = (least, most) =>
    fc
      .array(fc.constantFrom(...PIECES, "\n==", "\n/", "/", "+", "!", "1", ":"), {
        minLength: least,
        maxLength: most,
      })
      .map((parts) => parts.join(""));
  fc.assert(
    fc.property(some(0, 3), some(1, 3), some(0, 2), (before, piece, after) => {
      const shape = { before, piece: () => piece, after };
      assert.ok(rate(shape, 16_000) < 2 * rate(shape, 2_000), nameOf(shape));
    }),
    { numRuns: 40 },
  );
});

test("the counter sees work that grows with the square", () => {
  const careless = {
    "a quantifier before an anchor": (text) => text.replace(/=+$/, ""),
    "a quantifier before another": (text) => /^=*=*!/.test(text),
    "the rest of the text again for each place": (text) => {
      for (let at = 0; at < text.length; at += 1) text.slice(at);
    },
    "a search from the beginning for each place": (text) => {
      for (let at = 0; at < text.length; at += 1) text.indexOf("x");
    },
  };
  for (const [name, search] of Object.entries(careless)) {
    const steps = (length) => stepsOf(() => search(`${"=".repeat(length)}x`));
    assert.ok(steps(1_600) > 50 * steps(160), name);
  }
});

test("the longest text gives an answer, however long what repeats in it", () => {
  const length = 8 * 1024 * 1024;
  const tokens = (text) => findTokens(text).tokens.length;
  assert.equal(tokens(id + "~".repeat(length)), 1);
  assert.equal(tokens(id + "~a".repeat(length / 2)), 1);
  assert.equal(tokens(`eyJ${"a".repeat(length)}`), 0);
  assert.equal(tokens(`ZXlK${"a".repeat(length / 2)}===`), 0);
  assert.equal(tokens(`${HEADER}.${"a".repeat(length)}`), 1);
});
