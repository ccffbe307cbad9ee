// Runs jsonwebtoken and `jwt-wasm/jsonwebtoken` side by side. They agree, or docs/migrate/jsonwebtoken.md lists the difference.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { test } from "node:test";
import theirs from "jsonwebtoken";
import ours from "jwt-wasm/jsonwebtoken";
import {
  KEYS,
  OPTIONS_OF_SIGN,
  OPTIONS_OF_VERIFY,
  PAYLOADS,
  PAYLOADS_TO_SIGN,
} from "./jsonwebtoken-grid.mjs";

const NOW = 1_700_000_000;
const legacy = { shortSecrets: true, longTokens: true, looseOptions: true, explicitCurves: true };

const encoded = (part) =>
  Buffer.from(typeof part === "string" ? part : JSON.stringify(part)).toString("base64url");

function signed(header, payload, secret) {
  const input = `${encoded(header)}.${encoded(payload)}`;
  return `${input}.${createHmac("sha256", secret).update(input).digest("base64url")}`;
}

function outcome(call) {
  try {
    return { gives: call() };
  } catch ({ message }) {
    return { refuses: message };
  }
}

const isSame = (one, other) => JSON.stringify(one) === JSON.stringify(other);

/**
 * @param rows the known differences: if the outcomes differ, the first row whose condition is true explains it. Only a row with `takes`
 *   may accept something that jsonwebtoken refuses.
 */
function compare(cases, rows) {
  const counts = { same: 0, refusedByBoth: 0 };
  const unknown = [];
  for (const one of cases) {
    const [their, our] = [outcome(() => one.call(theirs)), outcome(() => one.call(ours, legacy))];
    if (isSame(their, our)) counts.same++;
    else if ("refuses" in their && "refuses" in our) counts.refusedByBoth++;
    else {
      const [name] =
        Object.entries(rows).find(
          ([, { is, takes = false }]) => "gives" in our === takes && is(one, their, our),
        ) ?? [];
      if (name === undefined) unknown.push(`${one.name}: ${JSON.stringify(their)} / ${JSON.stringify(our)}`);
      else counts[name] = (counts[name] ?? 0) + 1;
    }
  }
  return { counts, unknown };
}

function report(t, { counts, unknown }, rows) {
  for (const [name, count] of Object.entries(counts)) t.diagnostic(`${count} ${name}`);
  assert.deepEqual(unknown.slice(0, 20), []);
  assert.deepEqual(
    Object.keys(rows).filter((name) => counts[name] === undefined),
    [],
    "rows that nothing shows",
  );
}

const HEADERS = [
  { alg: "HS256", typ: "JWT" },
  { alg: "HS256" },
  { alg: "HS256", typ: "at+jwt", kid: "k" },
  { alg: "HS256", typ: "JWT", crit: ["x"], x: 1 },
  { alg: "HS256", b64: false },
  { alg: "HS256", kid: 5 },
  { alg: "HS384" },
  { alg: "none" },
  { alg: 5 },
  {},
];

/** These two headers get all options, and the other headers a few. */
const COMMON = HEADERS.slice(0, 2);

test("verify", (t) => {
  const cases = [];
  for (const header of HEADERS) {
    for (const payload of PAYLOADS(NOW)) {
      const token = signed(header, payload, KEYS.secret);
      const all = OPTIONS_OF_VERIFY(NOW);
      for (const options of COMMON.includes(header) ? all : all.slice(0, 3)) {
        const call = ({ verify }, legacy) =>
          verify(token, KEYS.secret, legacy ? { ...clock(options), legacy } : clock(options));
        const name = `${JSON.stringify(header)} ${JSON.stringify(payload)} ${show(options)}`;
        cases.push({ name, header, payload, options, call });
      }
    }
  }
  const rows = {
    "header that is not understood": {
      is: ({ header }) => "crit" in header || "b64" in header || typeof header.kid === "number",
    },
    "JSON that two readers read differently": {
      is: ({ payload }) => typeof payload === "string" && /twice|1e999|^\[|^null$/.test(payload),
    },
    "option of the wrong type": {
      is: (_, __, { refuses }) => /^the option \w+ must/.test(refuses),
    },
    "pattern that is asked about what is not a string": {
      is: ({ options: { audience } }, _, { refuses }) =>
        [audience].flat().some((one) => one instanceof RegExp) && /jwt audience invalid/.test(refuses),
    },
    "maxAge of 0, or from an iat of 0": {
      is: ({ options }, _, { refuses }) =>
        "maxAge" in options && /maxAge exceeded|iat required/.test(refuses),
    },
    "time that is not in seconds": { is: (_, __, { refuses }) => /time must be in seconds/.test(refuses) },
  };
  const compared = compare(cases, rows);
  t.diagnostic(`${cases.length} calls of each`);
  report(t, compared, rows);
});

/** Both run at the same fixed time, unless the options have another. */
const clock = (options) =>
  typeof options === "object" && options !== null ? { clockTimestamp: NOW, ...options } : options;

const show = (value) =>
  JSON.stringify(value, (_, one) => (one instanceof RegExp || Number.isNaN(one) ? String(one) : one));

test("sign", (t) => {
  const cases = [];
  for (const [kind, key, algorithm] of KEYS.signing) {
    for (const payload of PAYLOADS_TO_SIGN(NOW)) {
      for (const options of OPTIONS_OF_SIGN) {
        const all = algorithm === "HS256" ? options : { algorithm, ...options };
        const call = ({ sign }, legacy) => {
          const token = sign(clone(payload), key, legacy ? { ...all, legacy } : all);
          // If signatures are randomised, only the signed text is compared.
          return algorithm.startsWith("HS") || algorithm.startsWith("RS")
            ? withoutTime(token)
            : token.split(".", 2).map((part) => withoutTime(`${part}..`));
        };
        cases.push({
          name: `${kind} ${String(payload)} ${show(payload)} ${show(options)}`,
          payload,
          options,
          call,
        });
      }
    }
  }
  const rows = {
    "algorithm none": { is: (_, __, { refuses }) => /"none" is not supported/.test(refuses) },
    "time that is not finite, or in milliseconds": {
      is: (_, __, { refuses }) => /should be a number of seconds|year 9999/.test(refuses),
    },
    "encoding of another kind": { is: (_, __, { refuses }) => /"encoding" must be one of/.test(refuses) },
    "header that is not understood": {
      is: ({ options: { header } = {} }) =>
        header && ("crit" in header || "b64" in header || "typ" in header),
    },
    "lone surrogate": { is: (_, __, { refuses }) => /surrogate/.test(refuses) },
    "audience of other types": { is: (_, __, { refuses }) => /"audience" must be/.test(refuses) },
    "bytes that are signed as they are": {
      takes: true,
      is: ({ payload }) => payload instanceof Uint8Array,
    },
  };
  t.diagnostic(`${cases.length} calls of each`);
  report(t, compare(cases, rows), rows);
});

function clone(payload) {
  return typeof payload === "object" && payload !== null && payload.constructor === Object
    ? { ...payload }
    : payload;
}

/** The two calls may see different seconds, so an `iat` from the clock is not compared. */
function withoutTime(token) {
  const [header, payload, signature] = token.split(".");
  const text = Buffer.from(payload, "base64url").toString();
  const found = /"iat":(\d+)/.exec(text);
  return found && Number(found[1]) !== NOW
    ? [header, text.replaceAll(/"(?:iat|exp|nbf)":-?\d+/g, "")]
    : [header, text, signature];
}

test("decode", (t) => {
  const cases = [];
  for (const header of [...HEADERS, "{}", "[]", "no JSON"]) {
    for (const payload of PAYLOADS(NOW)) {
      const token = signed(header, payload, KEYS.secret);
      for (const options of [undefined, {}, { complete: true }, { json: true }, { complete: false }]) {
        cases.push({
          name: `${token} ${show(options)}`,
          payload,
          header,
          call: ({ decode }) => decode(token, options),
        });
      }
    }
  }
  for (const token of [null, undefined, 5, {}, "", "a", "a.b", "a.b.c", "a.b.c.d", ".".repeat(9)]) {
    cases.push({ name: String(token), header: {}, call: ({ decode }) => decode(token) });
  }
  const nothing = ({ gives }) => gives === null;
  const rows = {
    "SyntaxError for what is not JSON": { takes: true, is: (_, { refuses }, our) => refuses && nothing(our) },
    "token that two readers read differently": {
      takes: true,
      is: ({ payload, header }, _, our) =>
        nothing(our) &&
        (typeof header === "string" ||
          (typeof payload === "string" && /twice|1e999|^\[|^null$/.test(payload))),
    },
  };
  t.diagnostic(`${cases.length} calls of each`);
  report(t, compare(cases, rows), rows);
});
