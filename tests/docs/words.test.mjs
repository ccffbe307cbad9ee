// Stops words that nobody says, in every document, comment and message.
import assert from "node:assert/strict";
import { test } from "node:test";
import { findingsIn } from "./lib/banned-words.mjs";
import { proseOfCode, proseOfPage } from "./lib/prose.mjs";
import { files, read } from "./lib/repository.mjs";

/** Files that hold such words for a reason. */
const EXCEPT = new Map([
  ["CONTRIBUTING.md", "it says which words to avoid"],
  ["tests/docs/lib/banned-words.mjs", "it lists the words"],
  ["tests/docs/words.test.mjs", "it tests that they are found"],
]);

/** Texts of others, and lists without prose. */
const NOT_OURS = /^tests\/(?:vectors|fuzz\/corpus|frameworks\/[^/]+\/app)\/|^LICENSE|package-lock\.json$/;

const HASH = /\.(?:ya?ml|py|toml|conf)$/;

function proseOf(path) {
  const text = read(path);
  if (path.endsWith(".md")) return proseOfPage(text);
  return proseOfCode(text, { line: HASH.test(path) ? "#" : "//" });
}

const isRead = (path) =>
  (/\.(?:md|rs|[cm]?[jt]sx?|css)$/.test(path) || HASH.test(path)) &&
  !NOT_OURS.test(path) &&
  !EXCEPT.has(path);

test("no document, comment or message has a word that nobody says", () => {
  const found = files()
    .filter(isRead)
    .flatMap((path) => {
      const prose = proseOf(path);
      return findingsIn(prose).map(({ text, say, index }) => {
        const line = prose.slice(0, index).split("\n").length;
        return `${path}:${line}: “${text}”: write ${say}`;
      });
    });
  assert.deepEqual(found, []);
});

test("such words are found in comments, in messages and over the end of a line, and nowhere else", () => {
  const found = (prose) => findingsIn(prose).map(({ text }) => text);
  assert.deepEqual(found(proseOfPage("It is\nno key. `whoever`\n\n```js\nwhoever\n```\n[x](anew)")), [
    "is no",
  ]);
  assert.deepEqual(found(proseOfCode('/** Whoever asks. */ whoever("it is no key at all"); // made anew')), [
    "Whoever",
    "is no",
    "anew",
  ]);
  assert.deepEqual(found(proseOfCode("/// It is\n/// no key.\nlet anew = 1;")), ["is no"]);
  assert.deepEqual(found("There is no key. It is no longer valid. It is for each of us."), []);
});

test("an exception is still there and still needed", () => {
  for (const [path, reason] of EXCEPT) {
    assert.notEqual(findingsIn(read(path)).length, 0, `${path}: ${reason}`);
  }
});
