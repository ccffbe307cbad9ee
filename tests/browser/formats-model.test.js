// The models of SD-JWT and of the JSON serializations, without a browser.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { moduleOf } from "./lib/model.js";
import { base64url } from "./lib/tokens.js";

const load = (name) => moduleOf(`model/formats/${name}.ts`);
const { openSdJwt } = await load("sd-jwt");
const { pathInWords } = await load("references");
const { readJsonSerialization } = await load("jws-json");
const { formOf, compactLength } = await load("form");

// RFC 9901 §4.2.3.
const FAMILY_NAME = "WyJfMjZiYzRMVC1hYzZxMktJNmNCVzVlcyIsICJmYW1pbHlfbmFtZSIsICJNw7ZiaXVzIl0";
const FAMILY_NAME_DIGEST = "X9yH0Ajrdm1Oij4tWso9UzzKJvPoDxwmuEcO3XAdRC0";
const COUNTRY = "WyJsa2x4RjVqTVlsR1RQVW92TU5JdkNBIiwgIkZSIl0";
const COUNTRY_DIGEST = "w0I8EKcdCtUPkGCNUrfwVp2xEgNjtoIDlOxc9-PlOhs";

const disclosure = (...items) => base64url(JSON.stringify(items));
const digest = (text, hash = "sha256") => createHash(hash).update(text).digest("base64url");
const open = (payload, disclosures, binding = "") =>
  openSdJwt(
    `e30.e30.AA~${disclosures.map((one) => `${one}~`).join("")}${binding}`,
    typeof payload === "string" ? payload : JSON.stringify(payload),
  );
const shown = ({ opened }) =>
  opened.map(({ status, place, disclosure: { content } }) => [
    status,
    place && pathInWords(place),
    content?.value.value,
  ]);
const problems = ({ problems: all }) => all.map(({ kind }) => kind);

test("the RFC's disclosures of a member and of an item are found by their digests", async () => {
  const payload = {
    _sd: [FAMILY_NAME_DIGEST],
    nationalities: [{ "...": COUNTRY_DIGEST }, "DE"],
    _sd_alg: "sha-256",
  };
  const sd = await open(payload, [FAMILY_NAME, COUNTRY]);
  assert.deepEqual(problems(sd), []);
  assert.deepEqual(shown(sd), [
    ["disclosed", "family_name", '"Möbius"'],
    ["disclosed", "nationalities[0]", '"FR"'],
  ]);
  assert.equal(sd.hidden, 0);
});

for (const [name, hash] of [
  ["sha-256", "sha256"],
  ["sha-384", "sha384"],
  ["sha-512", "sha512"],
]) {
  test(`digests by ${name}`, async () => {
    const one = disclosure("s", "a", 1);
    const sd = await open({ _sd: [digest(one, hash)], _sd_alg: name }, [one]);
    assert.deepEqual(shown(sd), [["disclosed", "a", "1"]]);
  });
}

test("disclosed values hold digests themselves, of members and of items", async () => {
  const street = disclosure("1", "street", "Main");
  const item = disclosure("2", { deep: true });
  const address = disclosure("3", "address", { _sd: [digest(street)], list: ["x", { "...": digest(item) }] });
  const sd = await open({ _sd: [digest(address), digest("decoy")] }, [street, item, address]);
  assert.deepEqual(problems(sd), []);
  assert.deepEqual(
    shown(sd).map(([status, path]) => [status, path]),
    [
      ["disclosed", "address.street"],
      ["disclosed", "address.list[1]"],
      ["disclosed", "address"],
    ],
  );
  assert.equal(sd.hidden, 1);
});

const good = disclosure("s", "a", 1);
const REFUSED = {
  "a disclosure without a digest": [{ _sd: [] }, [good], ["unreferenced"]],
  "a disclosure that only another unreferenced one refers to": [
    {},
    [good, disclosure("t", "b", { _sd: [digest(good)] })],
    ["unreferenced"],
  ],
  "a digest twice in one list": [{ _sd: [digest(good), digest(good)] }, [good], ["digest_twice"]],
  "a digest twice in two places": [
    { _sd: [digest(good)], o: { _sd: [digest(good)] } },
    [good],
    ["digest_twice"],
  ],
  "a digest twice without a disclosure": [{ _sd: ["x", "x"] }, [], ["digest_twice"]],
  "a disclosure twice": [{ _sd: [digest(good)] }, [good, good], ["disclosure_twice"]],
  "a name that is there": [{ a: 0, _sd: [digest(good)] }, [good], ["name_taken"]],
  "__proto__ that is there": [
    `{"__proto__":0,"_sd":["${digest(disclosure("s", "__proto__", 1))}"]}`,
    [disclosure("s", "__proto__", 1)],
    ["name_taken"],
  ],
  "a name that two disclosures give": [
    { _sd: [digest(good), digest(disclosure("t", "a", 2))] },
    [good, disclosure("t", "a", 2)],
    ["name_taken"],
  ],
  "a member's disclosure in a list": [{ l: [{ "...": digest(good) }] }, [good], ["wrong_place"]],
  "an item's disclosure in an object": [
    { _sd: [digest(disclosure("s", 1))] },
    [disclosure("s", 1)],
    ["wrong_place"],
  ],
  "the name _sd": [
    { _sd: [digest(disclosure("s", "_sd", []))] },
    [disclosure("s", "_sd", [])],
    ["disclosure_flawed"],
  ],
  "the name ...": [
    { _sd: [digest(disclosure("s", "...", 1))] },
    [disclosure("s", "...", 1)],
    ["disclosure_flawed"],
  ],
  "a salt that is a number": [
    { _sd: [digest(disclosure(1, "a", 1))] },
    [disclosure(1, "a", 1)],
    ["disclosure_flawed"],
  ],
  "four items": [{ _sd: [] }, [disclosure("s", "a", 1, 2)], ["disclosure_flawed"]],
  "an object": [{ _sd: [] }, [base64url('{"s":1}')], ["disclosure_flawed"]],
  "a repeated name in a value": [{ _sd: [] }, [base64url('["s","a",{"b":1,"b":2}]')], ["disclosure_flawed"]],
  padding: [{ _sd: [] }, [`${Buffer.from('["s","a",12]').toString("base64")}==`], ["disclosure_flawed"]],
  "bits that no byte has": [
    { _sd: [] },
    [`${base64url('["s","a",1]').slice(0, -1)}1`],
    ["disclosure_flawed"],
  ],
  "bytes that are not UTF-8": [{ _sd: [] }, ["WyJz_yIsImEiLDFd"], ["disclosure_flawed"]],
  "an empty disclosure": [{ _sd: [] }, [""], ["disclosure_flawed"]],
  "_sd that is not a list": [{ _sd: "x" }, [], ["bad_digests"]],
  "_sd with a number": [{ _sd: [1] }, [], ["bad_digests"]],
  "... beside another member": [{ l: [{ "...": "x", a: 1 }] }, [], ["bad_digests"]],
  "... outside of a list": [{ "...": "x" }, [], ["bad_digests"]],
  "an unknown hash": [{ _sd_alg: "md5", _sd: [digest(good)] }, [good], ["unknown_hash"]],
  "a hash that every object has": [{ _sd_alg: "constructor", _sd: [] }, [], ["unknown_hash"]],
};
for (const [name, [payload, disclosures, expected]] of Object.entries(REFUSED)) {
  test(`refused: ${name}`, async () => {
    assert.deepEqual([...new Set(problems(await open(payload, disclosures)))], expected);
  });
}

test("__proto__ is a name as any", async () => {
  const one = disclosure("s", "__proto__", { polluted: true });
  const sd = await open({ _sd: [digest(one)] }, [one]);
  assert.deepEqual(shown(sd), [["disclosed", "__proto__", '{"polluted":true}']]);
  assert.equal({}.polluted, undefined);
});

test("numbers keep their digits", async () => {
  const one = base64url('["s","n",9007199254740993]');
  assert.equal(shown(await open({ _sd: [digest(one)] }, [one]))[0][2], "9007199254740993");
});

test("what sd_hash covers ends with the last tilde", async () => {
  const sd = await open({}, [good], "e30.e30.AA");
  assert.equal(sd.bound, `e30.e30.AA~${good}~`);
  assert.equal(sd.keyBinding, "e30.e30.AA");
  assert.equal((await open({}, [good])).keyBinding, undefined);
});

const within = async (milliseconds, act) => {
  const start = performance.now();
  await act();
  const took = performance.now() - start;
  assert.ok(took < milliseconds, `${took} ms`);
};

test("10,000 disclosures take time in proportion", () =>
  within(20_000, async () => {
    const many = Array.from({ length: 10_000 }, (_, index) => disclosure("s", `n${index}`, index));
    const sd = await open({ _sd: many.map((one) => digest(one)) }, many);
    assert.equal(sd.opened.filter(({ status }) => status === "disclosed").length, 10_000);
  }));

test("disclosures that are nested 5,000 deep, and JSON that is", () =>
  within(20_000, async () => {
    const chain = [disclosure("s", "n", 1)];
    while (chain.length < 5000) chain.push(disclosure("s", "n", { _sd: [digest(chain.at(-1))] }));
    const sd = await open({ _sd: [digest(chain.at(-1))] }, chain);
    assert.deepEqual(problems(sd), []);
    assert.ok(pathInWords(sd.opened[0].place).length <= 301);
    const deep = `${'{"a":'.repeat(5000)}{"_sd":["x"]}${"}".repeat(5000)}`;
    assert.equal((await open(deep, [])).hidden, 1);
  }));

test("the forms are told apart", () => {
  assert.equal(formOf("a.b.c"), "compact");
  assert.equal(formOf("a.b.c~"), "sd_jwt");
  assert.equal(compactLength("a.b.c~d~"), 5);
  assert.equal(formOf('{"payload":"","signatures":[]}'), "json");
  assert.equal(formOf('{"ciphertext":"","iv":""}'), "json");
  assert.equal(formOf('{"access_token":"a.b.c"}'), "compact");
});

const HEADER = base64url('{"alg":"HS256"}');
const json = (value) => readJsonSerialization(typeof value === "string" ? value : JSON.stringify(value));

test("flattened and general serializations become compact tokens", () => {
  const flat = json({ payload: "e30", protected: HEADER, header: { kid: "1" }, signature: "AA" });
  assert.equal(flat.form, "flattened");
  assert.deepEqual(
    flat.signatures.map(({ compact, unprotectedHeader }) => [compact, unprotectedHeader]),
    [[`${HEADER}.e30.AA`, '{"kid":"1"}']],
  );
  const general = json({
    payload: "e30",
    signatures: [
      { protected: HEADER, signature: "AA" },
      { header: {}, signature: "AA" },
    ],
  });
  assert.equal(general.form, "general");
  assert.deepEqual(
    general.signatures.map(({ flaw }) => flaw),
    [undefined, "no_protected"],
  );
});

test("an SD-JWT in JSON is put together as in the compact form", () => {
  const [one] = json({
    payload: "e30",
    protected: HEADER,
    header: { disclosures: ["a", "b"], kb_jwt: "x.y.z" },
    signature: "AA",
  }).signatures;
  assert.equal(one.compact + one.presented, `${HEADER}.e30.AA~a~b~x.y.z`);
});

test("an unencoded payload stays as it is", () => {
  const header = base64url('{"alg":"HS256","b64":false,"crit":["b64"]}');
  const [one] = json({ payload: "$.02", protected: header, signature: "AA" }).signatures;
  assert.equal(one.compact, `${header}..AA`);
  assert.equal(one.unencoded, "$.02");
});

for (const [name, text, flaw] of [
  ["a name twice", '{"payload":"e30","payload":"e31","signature":"AA"}', "repeated_name"],
  ["cut off", '{"payload":"e30","signature":"AA"', "json"],
  ["both forms", '{"payload":"e30","signature":"AA","signatures":[]}', "both_forms"],
  ["a payload that is an object", '{"payload":{},"signature":"AA"}', "payload"],
  ["no signature", '{"payload":"e30","signatures":[]}', "no_signature"],
]) {
  test(`JSON is refused: ${name}`, () => assert.equal(json(text).flaw, flaw));
}

for (const [name, entry, flaw] of [
  ["alg without protection", { header: { alg: "HS256" }, signature: "AA" }, "alg_unprotected"],
  [
    "alg without protection beside another protected name",
    { protected: base64url('{"typ":"JWT"}'), header: { alg: "HS256" }, signature: "AA" },
    "alg_unprotected",
  ],
  ["alg in both", { protected: HEADER, header: { alg: "HS256" }, signature: "AA" }, "same_names"],
  ["no alg", { protected: base64url("{}"), signature: "AA" }, "no_alg"],
  ["a protected header that is not JSON", { protected: "AA", signature: "AA" }, "protected"],
  ["a protected header with padding", { protected: `${HEADER}=`, signature: "AA" }, "protected"],
  ["a signature that is a number", { protected: HEADER, signature: 1 }, "signature"],
  ["dots in the signature", { protected: HEADER, signature: "A.A" }, "unencoded_unsafe"],
]) {
  test(`a signature is not judged: ${name}`, () => {
    assert.equal(json({ payload: "e30", ...entry }).signatures[0].flaw, flaw);
  });
}

test("a JWE in JSON is named", () => {
  const jwe = json({
    protected: base64url('{"enc":"A256GCM"}'),
    recipients: [{}, {}],
    iv: "",
    ciphertext: "",
    tag: "",
  });
  assert.deepEqual([jwe.kind, jwe.protectedHeader, jwe.recipients], ["jwe", '{"enc":"A256GCM"}', 2]);
});

test("a JSON text of megabytes takes time in proportion", () =>
  within(20_000, () => {
    const entry = { protected: HEADER, signature: "AA" };
    assert.equal(json({ payload: "e30", signatures: Array(20_000).fill(entry) }).signatures.length, 20_000);
  }));
