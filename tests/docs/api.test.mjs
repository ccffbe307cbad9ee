// Stops an export that its editor's tooltip, and so the reference on the site, does not explain: what it is, what it throws, in
// which unit a number is, and how a function or a class is used.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import * as api from "jwt-wasm";
import * as dpop from "jwt-wasm/dpop";
import * as edge from "jwt-wasm/edge";
import * as express from "jwt-wasm/express";
import * as fastify from "jwt-wasm/fastify";
import * as hono from "jwt-wasm/hono";
import * as issuer from "jwt-wasm/issuer";
import * as jsonwebtoken from "jwt-wasm/jsonwebtoken";
import * as jwe from "jwt-wasm/jwe";
import * as slim from "jwt-wasm/slim";
import { blocksOf, isNumeric, Kind, partsOf, readApi, summaryOf } from "./lib/api.mjs";
import { read } from "./lib/repository.mjs";
import { stringsOf } from "./lib/typescript.mjs";

/** What each entry exports as values; the others are types. */
const VALUES = {
  "jwt-wasm": api,
  "jwt-wasm/dpop": dpop,
  "jwt-wasm/edge": edge,
  "jwt-wasm/express": express,
  "jwt-wasm/fastify": fastify,
  "jwt-wasm/hono": hono,
  "jwt-wasm/issuer": issuer,
  "jwt-wasm/jsonwebtoken": jsonwebtoken,
  "jwt-wasm/jwe": jwe,
  "jwt-wasm/slim": slim,
};

const isValue = (module, name) => Object.hasOwn(VALUES[module] ?? {}, name);

/** Parts of an API of others, by which its own types fit: its own documentation says what their members do. */
const FOREIGN = new Set([
  "DurableObjectNamespace",
  "DurableObjectState",
  "KeyObjectLike",
  "KvNamespace",
  "NodeResponse",
  "ReplayState",
  "StandardSchema",
  "StandardSchemaResult",
  "UpgradeSocket",
]);

/** Functions that throw nothing, whatever they are called with. */
const NEVER_THROWS = new Set(["free", "[dispose]"]);

/** Numbers that count nothing that has a unit. */
const UNITLESS = new Set(["status", "version", "code", "path"]);

const UNIT =
  /\b(?:seconds|milliseconds|bytes|characters|bits|tokens|keys|issuers|families|proofs|answers)\b/i;

let modules = [];
let warnings = [];
let parts = [];

before(async () => {
  ({ modules, warnings } = await readApi());
  parts = modules.flatMap((module) =>
    (module.children ?? [])
      .flatMap((one) => [...partsOf(one)].filter(({ name }) => name === one.name || !FOREIGN.has(one.name)))
      .map((part) => ({ ...part, module: module.name })),
  );
});

const named = ({ module, name }) => `${module}: ${name}`;

/** Fails with the names of those that miss something. */
const refuse = (missing, what) =>
  assert.deepEqual([...new Set(missing.map(named))].sort(), [], `these have no ${what}`);

/** The comments of a function or method: one of its signatures has them. */
const signaturesOf = ({ signatures, getSignature, type }) =>
  signatures ?? (getSignature ? [getSignature] : (type?.declaration?.signatures ?? []));

const isSentence = (text) => /^[\p{Lu}\d`"'*{[]/u.test(text) && /[.:!?)`]$/.test(text) && /\s/.test(text);

/** Its own comment, or one of a signature. */
const commentsOf = (reflection) => [reflection, ...signaturesOf(reflection)];

test("TypeDoc finds no dead link and no type that is not exported", () => {
  assert.deepEqual(warnings, []);
});

test("the reference has every entry of the package", () => {
  const { exports } = JSON.parse(read("pkg/package.json"));
  const typed = Object.keys(exports).filter((name) => !/\.(?:wasm|json)$/.test(name));
  const entries = typed.map((name) => name.replace(/^\./, "jwt-wasm"));
  assert.deepEqual(modules.map(({ name }) => name).sort(), entries.sort());
  assert.ok(parts.length > 700, `only ${parts.length} parts were found`);
  for (const [module, values] of Object.entries(VALUES)) {
    const found = modules.find(({ name }) => name === module).children.map(({ name }) => name);
    const missing = Object.keys(values).filter((name) => !found.includes(name));
    assert.deepEqual(missing, [], module);
  }
});

test("each export, and each member of it, has a sentence", () => {
  const isDescribed = ({ reflection }) =>
    reflection.kind === Kind.Constructor || commentsOf(reflection).some((one) => isSentence(summaryOf(one)));
  const entries = modules.map((reflection) => ({ module: reflection.name, name: "itself", reflection }));
  const all = [...entries, ...parts];
  // Of a union's members of one name, one has the sentence for all.
  const described = new Set(all.filter(isDescribed).map(named));
  refuse(
    all.filter((part) => !described.has(named(part))),
    "sentence",
  );
});

const FUNCTIONS = new Set([Kind.Function, Kind.Method]);

test("each function names the codes that it throws", () => {
  const codes = new Set(api.ERROR_CODES);
  const isTold = ({ name, reflection }) => {
    if (NEVER_THROWS.has(name.split(".").at(-1))) return true;
    const throws = commentsOf(reflection).flatMap((one) => blocksOf(one, "@throws"));
    const told = throws.flatMap((text) => [...text.matchAll(/`(\w+)`/g)].map(([, code]) => code));
    return (
      told.some((code) => codes.has(code)) ||
      throws.some((text) => /^(?:nothing|any error)\b|\bas \w/.test(text))
    );
  };
  const functions = parts.filter(({ reflection }) => FUNCTIONS.has(reflection.kind));
  assert.ok(functions.length > 50);
  refuse(
    functions.filter((part) => !isTold(part)),
    "@throws",
  );
});

test("each code and reason that a function is said to throw exists", () => {
  const names = Object.values(JSON.parse(read("tests/vectors/names.json"))).flat();
  const known = new Set([...names, ...stringsOf(read("pkg/src/error.ts"), "JwksReason")]);
  const said = parts.flatMap(({ reflection, ...part }) =>
    commentsOf(reflection)
      .flatMap((one) => blocksOf(one, "@throws"))
      .flatMap((text) =>
        [...text.matchAll(/`([a-z]+(?:_[a-z]+)+)`/g)].map(([, name]) => ({
          ...part,
          name: `${part.name} ${name}`,
        })),
      ),
  );
  assert.ok(said.length > 100);
  refuse(
    said.filter(({ name }) => !known.has(name.split(" ").at(-1))),
    "code or reason of this name",
  );
});

test("each number says in which unit it is", () => {
  const isTold = ({ reflection }) => commentsOf(reflection).some((one) => UNIT.test(summaryOf(one)));
  const numbers = parts.filter(
    ({ name, reflection: { kind, type } }) =>
      (kind === Kind.Property || kind === Kind.Accessor) &&
      isNumeric(type) &&
      !UNITLESS.has(name.split(".").at(-1)),
  );
  assert.ok(numbers.length > 20);
  refuse(
    numbers.filter((part) => !isTold(part)),
    "unit",
  );
});

test("each function and class that can be imported has an example", () => {
  const hasExample = ({ reflection }) =>
    commentsOf(reflection).some((one) => blocksOf(one, "@example").some((text) => text.includes("```")));
  const shown = new Set(parts.filter(hasExample).map(named));
  const wanted = parts.filter(
    ({ module, name, reflection }) =>
      isValue(module, name) &&
      (reflection.kind === Kind.Function ||
        reflection.kind === Kind.Class ||
        typeof VALUES[module][name] === "function"),
  );
  assert.ok(wanted.length > 50);
  refuse(
    wanted.filter((part) => !shown.has(named(part))),
    "@example",
  );
});
