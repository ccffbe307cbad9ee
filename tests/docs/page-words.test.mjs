// Prints every sentence of the inspector page in English and German, and stops what only one language says.
import assert from "node:assert/strict";
import { test } from "node:test";
import { findingsIn } from "./lib/banned-words.mjs";
import { literalsIn } from "./lib/literals.mjs";
import { tableBelow } from "./lib/markdown.mjs";
import { sentencesOfTheCore, sentencesOfThePage } from "./lib/page-text.mjs";
import { files, read } from "./lib/repository.mjs";

const { en, de } = await sentencesOfThePage();
const core = await sentencesOfTheCore();

test("every sentence of the page, in English and German", () => {
  const rows = [...en].map(([name, words]) => [name, words, de.get(name)]);
  for (const row of [...rows, ...core.map((one) => ["core", one.en, one.de])]) console.log(row.join(" | "));
});

test("both languages have the same sentences", () => {
  assert.deepEqual(
    [...en.keys()].filter((name) => !de.has(name)),
    [],
    "only in English",
  );
  assert.deepEqual(
    [...de.keys()].filter((name) => !en.has(name)),
    [],
    "only in German",
  );
});

test("no sentence was left in the other language", () => {
  const isName = (name) => /^(?:key\.placeholders|export\.libraries)\.|Option$/.test(name);
  assert.deepEqual(
    [...en].filter(([name, words]) => !isName(name) && words === de.get(name) && / [a-z]{3}/.test(words)),
    [],
  );
  for (const [name, words] of de) {
    assert.doesNotMatch(words, /\b(?:and|cannot|is|must|the|with|you|your)\b/, name);
    assert.doesNotMatch(words, /”|“[^”„]*”/, `${name}: quotes are „…“ in German`);
  }
});

/** Files whose strings look like sentences, beside the programs of model/code that a person copies. */
const NOT_SAID = new Map([
  ["www/model/lints/known-secret.ts", "secrets"],
  ["www/ui/theme.ts", "a media query"],
]);

test("the page says nothing that is not in www/text", () => {
  const sources = files().filter(
    (path) =>
      /^www\/.*\.tsx?$/.test(path) &&
      !/^www\/(?:text|build|worker|model\/code)\/|\.config\.ts$/.test(path) &&
      !NOT_SAID.has(path),
  );
  const found = sources.flatMap((path) =>
    literalsIn(path, read(path)).map(({ line, words }) => `${path}:${line}: ${words}`),
  );
  assert.deepEqual(found, []);
});

test("what the browser shows without the page's code says the same", () => {
  const html = read("www/index.html");
  const manifest = JSON.parse(read("www/public/manifest.webmanifest"));
  const description = en.get("page.description");
  assert.equal(/<title>(.*)<\/title>/.exec(html)[1], en.get("page.documentTitle"));
  assert.equal(/name="description" content="([^"]*)"/.exec(html)[1], description);
  // Only the document has these words, because the page's texts are never read without scripts.
  for (const tag of ["en", "de"]) {
    assert.match(html, new RegExp(`<noscript>[^]*<p lang="${tag}">[^<]{20,}</p>[^]*</noscript>`));
  }
  assert.equal(manifest.name, en.get("page.documentTitle"));
  assert.equal(manifest.description, description);
});

test("one thing has one word, in both languages", () => {
  const [, ...terms] = tableBelow(read("CONTRIBUTING.md"), "Words");
  assert.ok(terms.length > 10);
  const inGerman = [...de.values(), ...core.map((one) => one.de)];
  const said = inGerman.join("\n");
  const spoken = [...en.values()].join("\n");
  for (const [english, german, never] of terms) {
    assert.match(spoken, inText(english), `${english} is in the table, and the page does not use it`);
    assert.match(said, inText(german), `${german} is in the table, and the page does not use it`);
    for (const other of never.split(", ").filter((word) => word !== "")) {
      const found = [...en.values(), ...inGerman].filter((words) => inText(other).test(words));
      assert.deepEqual(found, [], `say “${english}” or „${german}“`);
    }
  }
});

const inText = (words) => new RegExp(`(?<!\\p{L})${words.replaceAll(/[()]/g, "\\$&")}`, "iu");

test("no sentence has a word that nobody says", () => {
  const found = [...en].flatMap(([name, words]) =>
    findingsIn(words).map(({ text, say }) => `${name}: “${text}”: ${say}`),
  );
  assert.deepEqual(found, []);
});
