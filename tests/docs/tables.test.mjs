// Stops a table that lists other names than the package has, and an option that no table lists.
import assert from "node:assert/strict";
import { test } from "node:test";
import * as api from "jwt-wasm";
import { tableBelow, tableOf } from "./lib/markdown.mjs";
import { files, read } from "./lib/repository.mjs";
import { membersOf, stringsOf } from "./lib/typescript.mjs";

const errors = read("pkg/src/error.ts");
const NAMES = JSON.parse(read("tests/vectors/names.json"));

const namesIn = (cell) => [...cell.matchAll(/`(\w+)/g)].map(([, name]) => name);
const rowsBelow = (page, heading) => tableBelow(read(page), heading).slice(1);

const pages = files().filter((path) => /^docs\/(?!migrate\/).*\.md$/.test(path));
const sources = files().filter((path) => /^pkg\/src\/(?!jsonwebtoken\/).*\.ts$/.test(path));

/** The types of options, by the heading of the table that has a row for each of their members. */
const TABLES = {
  "Issuers of trustedIssuers": ["TrustedIssuer"],
  "Options of authJsKey": ["AuthJsKeyOptions"],
  "Options of cacheApi": ["CacheApiOptions"],
  "Options of createDpopProof": ["CreateDpopProofOptions"],
  "Options of createGate": ["AllGateOptions"],
  "Options of createTokenIssuer": ["TokenIssuerOptions"],
  "Options of createVerifier": ["VerifierOptions"],
  "Options of decode": ["DecodeOptions"],
  "Options of decrypter": ["DecrypterOptions"],
  "Options of dpop": ["DpopOptions"],
  "Options of dpopNonces": ["DpopNonceOptions"],
  "Options of encryptionKey and encryptionKeyFile": ["EncryptionKeyOptions"],
  "Options of entraId": ["EntraIdOptions"],
  "Options of externalKey": ["ExternalKeyOptions"],
  "Options of introspection": ["IntrospectionOptions"],
  "Options of jwks": ["JwksOptions"],
  "Options of keyRing": ["KeyRingOptions"],
  "Options of memoryReplay": ["MemoryReplayOptions"],
  "Options of memoryStore": ["MemoryStoreOptions"],
  "Options of redisReplay": ["RedisReplayOptions"],
  "Options of redisStore": ["RedisStoreOptions"],
  "Options of remoteJwks": ["RemoteJwksOptions"],
  "Options of replayStore": ["ReplayStoreOptions"],
  "Options of resource": ["ResourceOptions"],
  "Options of secretKey": ["SecretKeyOptions"],
  "Options of sign": ["SignOptions"],
  "Options of signClientAssertion": ["ClientAssertionOptions"],
  "Options of signJws": ["SignJwsOptions"],
  "Options of verify, explain and createVerifier": ["VerifyOptions", "SchemaOption"],
  "Options of verifyDpopProof": ["VerifyDpopProofOptions"],
  "Options of verifyJws": ["DecodeOptions", "VerifyJwsOptions"],
};

/** Types that have no members of their own, or whose table is another's. */
const WITHOUT_TABLE = {
  DecryptJweOptions: "two of those of verify, which docs/encrypted-tokens.md names",
  DecryptOptions: "those of verify about claims, and nested, of which docs/encrypted-tokens.md has a section",
  EncryptOptions: "those of sign, and nested, of which docs/encrypted-tokens.md has a section",
  NestedOptions: "those of verify, and the key",
  GateOptions: "AllGateOptions, of which it demands one of the two keys",
  MiddlewareOptions: "AllGateOptions without what an app's routes replace",
  JwtGateOptions: "MiddlewareOptions in the types of a framework",
  ReadOptions: "inside the package: options after their checks",
  RouteOptions: "a list of routes, whose demands are those of verify",
  TrustedIssuersOptions: "it takes most of remoteJwks, and has a test below",
};

/** The table below a heading of any level, and the page that has it. */
function tableOfOptions(heading) {
  const found = pages.flatMap((page) => {
    const [, below] = new RegExp(`^#+ ${heading}\\n([\\s\\S]*?)(?=^#)`, "m").exec(`${read(page)}\n# `) ?? [];
    return below === undefined ? [] : [{ page, rows: tableOf(below).slice(1) }];
  });
  assert.equal(
    found.length,
    1,
    `"${heading}" is a heading of ${found.map(({ page }) => page).join(", ") || "no page"}`,
  );
  return found[0];
}

function membersOfType(name) {
  const declared = new RegExp(`^export interface ${name}\\b`, "m");
  const [source, ...more] = sources.map(read).filter((text) => declared.test(text));
  assert.ok(source && more.length === 0, `there is one interface ${name}`);
  return membersOf(source, name);
}

for (const [heading, types] of Object.entries(TABLES)) {
  test(heading, () => {
    const { rows } = tableOfOptions(heading);
    const documented = rows.flatMap(([cell]) => namesIn(cell));
    assert.deepEqual(documented, types.flatMap(membersOfType));
    for (const row of rows) assert.ok(row.at(-1).length > 10, `${heading}: ${row[0]} says what it means`);
  });
}

test("Options of trustedIssuers", () => {
  const { rows } = tableOfOptions("Options of trustedIssuers");
  const taken = membersOfType("RemoteJwksOptions").filter((name) => name !== "headers" && name !== "initial");
  assert.deepEqual(
    rows.flatMap(([cell]) => namesIn(cell)),
    [...taken, ...membersOfType("TrustedIssuersOptions")],
  );
});

test("each type of options has a table", () => {
  const known = new Set([...Object.values(TABLES).flat(), ...Object.keys(WITHOUT_TABLE)]);
  const declared = sources.flatMap((path) =>
    [...read(path).matchAll(/^export (?:interface|type) (\w+Options?)\b/gm)].map(([, name]) => name),
  );
  assert.deepEqual(
    declared.filter((name) => !known.has(name)),
    [],
  );
  const stale = Object.keys(WITHOUT_TABLE).filter((name) => !declared.includes(name));
  assert.deepEqual(stale, []);
});

test("each table of options is compared with a type", () => {
  const headings = pages.flatMap((page) =>
    [...read(page).matchAll(/^#+ (Options of .+)$/gm)].map(([, heading]) => heading),
  );
  const overviews = ["Options of verify", "Options of the gate", "Options of trustedIssuers"];
  assert.deepEqual(
    headings.filter((heading) => !(heading in TABLES) && !overviews.includes(heading)),
    [],
  );
});

test("the reasons of keys, options and skipped checks, and what stands around a token", () => {
  const page = read("docs/reasons.md");
  const documented = (heading) =>
    tableBelow(page, heading)
      .slice(1)
      .map(([cell]) => namesIn(cell)[0]);
  const ofScripts = [
    ...["not_a_key", "not_json", "bytes_gone", "lone_surrogate", "freed"],
    ...["engine_refused", "signer_failed", "signer_timeout"],
  ];
  assert.deepEqual(documented("Keys"), [...NAMES.CoreKeyReason, ...ofScripts]);
  assert.deepEqual(stringsOf(errors, "KeyReason"), ofScripts);
  assert.deepEqual(documented("Key files"), NAMES.KeyFileReason);
  assert.deepEqual(documented("Weak keys"), NAMES.WeakReason);
  assert.deepEqual(documented("Options"), [
    ...NAMES.CoreOptionsReason,
    ...stringsOf(errors, "OptionsReason"),
  ]);
  assert.deepEqual(documented("Not synchronously"), NAMES.SyncReason);
  assert.deepEqual(documented("Skipped checks"), [...NAMES.SkipReason, "not_verified"]);
  assert.deepEqual(documented("What stands around a token"), NAMES.Surroundings);
  for (const kind of NAMES.KeyFileKind) assert.ok(page.includes(`\`${kind}\``), kind);
});

test("functions", () => {
  const documented = rowsBelow("docs/functions.md", "Functions").flatMap(([cell]) => namesIn(cell));
  const functions = Object.keys(api).filter((name) => !["ERROR_CODES", "JwtError"].includes(name));
  assert.deepEqual(documented.sort(), functions.sort());
});

test("entries", () => {
  const documented = rowsBelow("docs/functions.md", "Entries").flatMap(([cell]) =>
    [...cell.matchAll(/`jwt-wasm([^`]*)`/g)].map(([, path]) => `.${path}`),
  );
  const { exports } = JSON.parse(read("pkg/package.json"));
  const covered = (path) =>
    documented.includes(path) || documented.includes(path.replace(/^(\.\/engines\/)\w+$/, "$1*"));
  assert.deepEqual(
    Object.keys(exports).filter((path) => path !== "./package.json" && !covered(path)),
    [],
  );
});
