// Checks the tables of a page of docs/migrate on both sides: the other library does what the left column says, and
// jwt-wasm does what the right column says.
import assert from "node:assert/strict";
import { test } from "node:test";
import { ERROR_CODES } from "jwt-wasm";
import { tableBelow } from "./markdown.mjs";
import { checkTypes } from "./types.mjs";

/** Of the gate's answers, which no error has. */
const GATE_CODES = ["invalid_request", "token_missing"];

const AsyncFunction = (async () => {}).constructor;

/** The code spans of a cell. In a table, a `|` of the code is written `\|`. */
const codesIn = (cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, code]) => code);

/**
 * @param page the page's text and its checks:
 *   - `theirs` and `ours`: the names that the code in each column can use; `wrap` makes a program of a part of one
 *   - `stricter`: by the beginning of a row, what the other library accepts, what is refused here and what accepts it
 *   - `alsoRewritten`: headings of further tables like "You wrote, write"
 *   - `errors`: by the beginning of a row, pairs of calls that fail on both sides
 */
export function checkPage(name, page) {
  const tables = {
    "You wrote, write": page.theirs && checkRewritten,
    "What is stricter": page.stricter && checkStricter,
    Errors: page.errors && checkErrors,
    Types: page.errors && checkTypeNames,
  };
  for (const heading of page.alsoRewritten ?? []) tables[heading] = checkRewritten;
  for (const [heading, check] of Object.entries(tables)) {
    if (check) check(`${name}: ${heading}`, tableBelow(page.markdown, heading), page);
  }
}

/** Each cell's first code runs, and both sides give the same claims. */
function checkRewritten(title, [, ...rows], { theirs, ours, wrap }) {
  for (const [left, right] of rows) {
    test(`${title}: ${left}`, async () => {
      const [before, after] = [codesIn(left)[0], codesIn(right)[0]];
      const told = comparable(await run(before, theirs, wrap?.theirs(before)));
      const expected = comparable(await run(after, ours, wrap?.ours(after, before)));
      if (told !== undefined && expected !== undefined) assertAlike(expected, told);
    });
  }
}

async function run(code, scope, program = code) {
  assert.ok(code, "the cell has no code");
  if (code.startsWith("import type ")) return undefined;
  const imported = /^import (?:\{([^}]+)\}|(\w+)) from "([^"]+)"$/.exec(code);
  if (imported) return checkImport(imported);
  const names = Object.keys(scope).filter((name) => name !== "default");
  const evaluate = new AsyncFunction(...names, `return (${program});`);
  return evaluate(...names.map((name) => scope[name]));
}

async function checkImport([, named, whole, from]) {
  const module = await import(from);
  // Of CommonJS, which Node does not look through.
  const exported = { ...module.default, ...module };
  for (const name of whole ? ["default"] : named.split(",").map((name) => name.trim().split(" ")[0])) {
    assert.ok(name in exported, `${from} has no ${name}`);
  }
}

/** The claims of a token, of a verified token, or what else both sides can give; `undefined` for keys and the like. */
function comparable(value) {
  if (typeof value === "string") {
    const [, payload, ...more] = value.split(".");
    return more.length === 1 ? contentOf(Buffer.from(payload, "base64url").toString()) : value;
  }
  if (value instanceof Uint8Array) return Buffer.from(value).toString();
  if (Array.isArray(value) || value?.constructor !== Object) return undefined;
  const told = value.payload ?? value;
  return told instanceof Uint8Array ? comparable(told) : told;
}

/** JSON, or the text of what was signed. */
function contentOf(text) {
  return text.startsWith("{") ? JSON.parse(text) : text;
}

/** A second may pass between the two. */
function assertAlike(actual, expected) {
  const near = (value) => (typeof value === "number" && value > 1e9 ? Math.round(value / 60) : value);
  const rounded = (told) =>
    typeof told === "object" && told !== null
      ? Object.fromEntries(Object.entries(told).map(([name, value]) => [name, near(value)]))
      : told;
  assert.deepEqual(rounded(actual), rounded(expected));
}

/** Each row has a check, by the beginning of its first cell. */
function checkStricter(title, [, ...rows], { stricter }) {
  checkNamed(title, rows, stricter);
  for (const [left, right, anyway] of rows) {
    test(`${title}: ${left}`, async () => {
      const check = stricter[nameOf(left, stricter)];
      await check.theirs();
      const codes = codesIn(right).filter((code) => ERROR_CODES.includes(code) || GATE_CODES.includes(code));
      if (codes.length > 0) await assertRefused(check.ours, codes);
      else await check.ours();
      assert.equal(check.anyway !== undefined, /`/.test(anyway ?? ""), "the last cell");
      await check.anyway?.();
    });
  }
}

/** Each name and code in the row is one that a call gives, and each call gives one of them. */
function checkErrors(title, [, ...rows], { errors }) {
  checkNamed(title, rows, errors);
  for (const [left, right] of rows) {
    test(`${title}: ${left}`, async () => {
      const pairs = errors[nameOf(left, errors)];
      const before = await Promise.all(pairs.map(([theirs]) => refusal(theirs)));
      const after = await Promise.all(pairs.map(([, ours]) => refusal(ours)));
      assertNamed([...left.matchAll(/`([A-Z]\w+|[a-z]+_[a-z_]+)`|\*([^*]+)\*/g)], before);
      const isCode = ([, name]) => ERROR_CODES.includes(name) || after.some(({ code }) => code === name);
      const codes = [...right.matchAll(/`(\w+)`/g)].filter(isCode);
      assertNamed(codes, after);
      for (const { name, message } of after) assert.equal(name, "JwtError", message);
    });
  }
}

function assertNamed(matches, errors) {
  const names = matches.map(([, code, text]) => code ?? text);
  const factsOf = (error) => [error.code, error.name, error.constructor.name, error.message].join(" ");
  for (const name of names)
    assert.ok(
      errors.some((error) => factsOf(error).includes(name)),
      name,
    );
  for (const error of errors)
    assert.ok(
      names.some((name) => factsOf(error).includes(name)),
      factsOf(error),
    );
}

function checkNamed(title, rows, checks) {
  test(`${title}: each row is checked`, () => {
    assert.deepEqual(
      rows.map(([left]) => nameOf(left, checks) ?? left),
      Object.keys(checks),
    );
  });
}

const nameOf = (cell, checks) => Object.keys(checks).find((name) => cell.startsWith(name));

async function assertRefused(call, codes) {
  const error = await refusal(call);
  assert.equal(error.name, "JwtError", error.stack);
  assert.ok(codes.includes(error.code), `${error.code}: ${error.message}`);
}

async function refusal(call) {
  try {
    await call();
  } catch (error) {
    return error;
  }
  assert.fail("nothing was refused");
}

/** The types are exported, by the module that their cell or else the table's head names. */
function checkTypeNames(title, [modules, ...rows]) {
  test(title, { timeout: 60_000 }, async () => {
    const imports = rows.flat().flatMap((cell, place) => {
      const types = [...cell.matchAll(/`(\w+)`(?: of `([^`]+)`)?/g)];
      return types.map(
        ([, type, from = modules[place % 2]], index) =>
          `import type { ${type} as T${place}_${index} } from "${from}";\n`,
      );
    });
    assert.ok(imports.length >= 2 * rows.length, "a row has no type");
    const name = title.replaceAll(/\W+/g, "-");
    await checkTypes({ code: imports.join(""), name: `migrate-${name}`, file: "types.ts" });
  });
}
