// What the page says about a token's text: each true statement, what repairs it, and near misses of which nothing is said.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { inspector } from "./lib/inspector.js";
import { moduleOf } from "./lib/model.js";
import { base64url, inAnHour, SECRET, signed, signedWith } from "./lib/tokens.js";
import { launch, visit } from "./lib/visit.js";

const model = (path) => moduleOf(`model/${path}`);
const { read } = await model("decoded-token.ts");
const { statementOn, inWords } = await model("statements/index.ts");
const stated = (token, modulus) => statementOn(read(token), modulus);

const claims = { sub: "ada", exp: inAnHour() };
const token = signed(claims);
const other = signed({ ...claims, sub: "grace" });
const [header, payload, signature] = token.split(".");
const withAlg = (alg, letters) => `${base64url(JSON.stringify({ alg, typ: "JWT" }))}.${payload}.${letters}`;
const rsa = signedWith("RS256", claims).token;
const cut = (text, count) => text.slice(0, -count);
const jwe = `${base64url('{"alg":"dir","enc":"A256GCM"}')}..aXY.Y2lwaGVydGV4dA.dGFn`;
const plus = (letters) => letters.replaceAll("-", "+").replaceAll("_", "/");
const der = Buffer.from([0x30, 68, 2, 32, ...Array(32).fill(1), 2, 32, ...Array(32).fill(1)]);

/** What is stated, the facts of it, and the token after its repair. */
const STATEMENTS = [
  ["one letter fewer", cut(token, 1), "missing", [1, "HS256", 43]],
  ["30 fewer", cut(token, 30), "missing", [30, "HS256", 43]],
  ["HS512 cut", cut(signed(claims, { alg: "HS512" }), 7), "missing", [7, "HS512", 86]],
  ["ES256 cut", cut(signedWith("ES256", claims).token, 9), "missing", [9, "ES256", 86]],
  ["ES384 cut", cut(signedWith("ES384", claims).token, 9), "missing", [9, "ES384", 128]],
  ["ES512 cut", cut(signedWith("ES512", claims).token, 9), "missing", [9, "ES512", 176]],
  ["EdDSA cut", cut(signedWith("EdDSA", claims).token, 9), "missing", [9, "EdDSA", 86]],
  ["RS256 cut", cut(rsa, 30), "missing_rsa", [30, 2048]],
  ["PS384 cut", cut(signedWith("PS384", claims).token, 200), "missing_rsa", [200, 2048]],
  ["RS256 of 3072 bits cut", withAlg("RS256", "A".repeat(500)), "missing_rsa", [12, 3072]],
  ["RS256 cut, with its key", cut(rsa, 30), "missing", [30, "RS256", 342], undefined, 342],
  [
    "RS256 of 4096 bits cut, with its key",
    withAlg("RS256", "A".repeat(400)),
    "missing",
    [283, "RS256", 683],
    undefined,
    683,
  ],
  ["letters too many", `${token}abc`, "surplus", [3, "HS256", 43]],
  ["RS256 too long, with its key", `${rsa}abc`, "surplus", [3, "RS256", 342], undefined, 342],
  [
    "another algorithm's length",
    withAlg("HS256", "A".repeat(128)),
    "other_length",
    ["HS256", ["ES384"], 128, 43],
  ],
  ["a DER signature", withAlg("ES256", der.toString("base64url")), "der_signature", ["ES256"]],
  ["a hexadecimal signature", withAlg("HS256", "0f".repeat(32)), "hex_signature", ["HS256"]],
  ["an empty signature", `${header}.${payload}.`, "empty_signature", ["HS256"]],
  ["an empty signature of none", withAlg("none", ""), undefined],
  ["none with a signature", withAlg("nOnE", "AAAA"), "signed_none", ["nOnE", 4]],
  ["two parts", `${header}.${payload}`, "no_signature", []],
  ["cut inside the payload", `${header}.${cut(payload, 9)}`, "cut_payload", []],
  ["only a header", header, "only_header", []],
  ["only a payload", payload, "only_payload", []],
  ["without its header", `${payload}.${signature}`, "no_header", []],
  ["four parts", `${token}.AAAA`, "four_parts", []],
  ["four parts with an empty one", `${token}.`, "four_parts", []],
  ["five parts that are not a JWE", `${token}.AAAA.BBBB`, "no_jwe", [true]],
  ["five unreadable parts", "a.b.c.d.e", "no_jwe", [false]],
  ["six parts", `${token}.a.b.c`, "too_many_parts", [6]],
  ["a JWE of six parts", `${jwe}.x`, "too_many_parts", [6]],
  ["a JWE of two parts", jwe.split(".").slice(0, 2).join("."), "cut_jwe", [2]],
  ["a JWE of four parts", jwe.split(".").slice(0, 4).join("."), "cut_jwe", [4]],
  ["a JWE", jwe, undefined],
  ["an SD-JWT", `${token}~WyJhIl0~`, "sd_jwt", [1, false]],
  ["an SD-JWT with key binding", `${token}~WyJhIl0~WyJiIl0~${other}`, "sd_jwt", [2, true]],
  ["an SD-JWT without disclosures", `${token}~`, "sd_jwt", [0, false]],
  ["a space", `${header}. ${payload}.${signature}`, "white_space", [1], token],
  [
    "line breaks",
    token.match(/.{1,40}/g).join("\n"),
    "white_space",
    [Math.ceil(token.length / 40) - 1],
    token,
  ],
  ["a zero-width space", `${header}\u200b.${payload}.${signature}`, "white_space", [1], token],
  ["twice", token + token, "repeated", [2], token],
  ["twice, with a line break", `${token}\n${token}`, "repeated", [2], token],
  ["three times", token.repeat(3), "repeated", [3], token],
  ["a JWE twice", jwe.repeat(2), "repeated", [2], jwe],
  ["two glued", token + other, "glued", [], token],
  ["swapped", `${payload}.${header}.${signature}`, "swapped", [], token],
  ["without e", token.slice(1), "missing_start", ["e"], token],
  ["without ey", token.slice(2), "missing_start", ["ey"], token],
  ["without eyJ", token.slice(3), "missing_start", ["eyJ"], token],
  ["a letter before", `x${token}`, "surplus_start", [1], token],
  ["padded", `${header}=.${payload}.${signature}`, "padded", [1], token],
  ["a padded signature", `${token}=`, "padded", [1], token],
  ["base64", `${header}.${payload}.${plus("-_".repeat(21))}A`, "base64", [42]],
  ["shortened with dots", `${header}...${signature}`, "shortened", []],
  ["shortened with an ellipsis", `${header}.${payload.slice(0, 8)}…`, "shortened", []],
  ["detached", `${header}..${signature}`, "no_payload", []],
  ["whole", token, undefined],
  ["whole RSA", rsa, undefined],
  ["RSA of 1024 bits, which is short and whole", withAlg("RS256", "A".repeat(171)), undefined],
  ["RSA as long as another key", withAlg("RS256", "A".repeat(512)), undefined, undefined, undefined, 342],
  ["Ed448", withAlg("EdDSA", "A".repeat(152)), undefined],
  ["an unknown algorithm", withAlg("XY1", "AAAA"), undefined],
  ["no token", "hello", undefined],
  ["nothing", "", undefined],
];

for (const [name, text, expected, facts, repaired, modulus] of STATEMENTS) {
  test(`the statement on ${name}`, () => {
    const found = stated(text, modulus);
    assert.equal(found?.name, expected);
    if (facts) assert.deepEqual(found.facts, facts);
    if (repaired) assert.equal(found.repair.token, repaired);
    if (found) for (const line of inWords(found)) assert.match(line, /^\S.*\S$/);
  });
}

test("the time grows with the length, also for hostile texts", () => {
  const texts = [".", "eyJ", "~", " ", "=", "a.", "e30.", '{"', "…"].map((one) =>
    one.repeat(65_536 / one.length),
  );
  const began = performance.now();
  for (const text of texts) stated(text);
  assert.ok(performance.now() - began < 1500, `${performance.now() - began} ms`);
});

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

test("the strip has the statement as its headline, and a button repairs the token", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    await ui.token.fill("e");
    await ui.token.fill(`${header}.${payload}.${signature.slice(0, 9)} ${signature.slice(9)}`);
    await ui.concludes("White space inside the token: 1 character");
    await ui.verdict.getByRole("button", { name: "Remove the white space" }).click();
    assert.equal(await ui.token.inputValue(), token);
    await ui.token.fill(cut(token, 30));
    await ui.concludes("30 characters are missing at the end");
    await ui.secret.fill(SECRET);
    await ui.concludes("30 characters are missing at the end");
    await ui.token.fill(token);
    await ui.concludes("Signature verified");
  }));

test("a key of the last token is not held against the next one", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    const next = signed(
      { sub: "eve", exp: inAnHour() },
      { header: { alg: "HS256", kid: "2" }, secret: "y".repeat(40) },
    );
    await ui.token.fill(token);
    await ui.secret.fill(SECRET);
    await ui.concludes("Signature verified");
    await ui.token.fill(next);
    await ui.concludes("This key is from the previous token");
    assert.doesNotMatch(await ui.verdict.innerText(), /changed after signing/);
    assert.match(await ui.checks.innerText(), /\d passed · 1 to do/);
    assert.doesNotMatch(await ui.key.innerText(), /Signature does not match/);
    await ui.verdict.getByRole("button", { name: "Keep the key" }).click();
    await ui.concludes("Signature does not match");
    await ui.token.fill(token);
    await ui.concludes("Signature verified");
    await ui.token.fill(next);
    await ui.concludes("This key is from the previous token");
    await ui.verdict.getByRole("button", { name: "Remove the key" }).click();
    await ui.concludes("Not checked: no key");
    // The same issuer's next token: the key fits, and nothing is left over.
    await ui.secret.fill("y".repeat(40));
    await ui.concludes("Signature verified");
    // Another algorithm is the same kind.
    await ui.token.fill(rsa);
    await ui.concludes("This key is from the previous token");
  }));

test("an audience of the last token is not held against the next one", () =>
  visit(browser, async ({ page }) => {
    const ui = inspector(page);
    const next = signed({ aud: "bank", exp: inAnHour() }, { header: { alg: "HS256", kid: "2" } });
    await ui.token.fill(signed({ aud: "shop", exp: inAnHour() }));
    await ui.secret.fill(SECRET);
    await ui.audience.fill("shop");
    await ui.concludes("Signature verified");
    await ui.token.fill(next);
    await ui.concludes("Signature verified");
    assert.match(await ui.verdict.innerText(), /expected aud is from the previous token/);
    await ui.check("Audience").getByRole("button", { name: "Expect it here too" }).click();
    await ui.concludes("Signature valid, different audience");
    await ui.check("Audience").getByRole("button", { name: "Expect “bank”" }).click();
    await ui.concludes("Signature verified");
  }));
