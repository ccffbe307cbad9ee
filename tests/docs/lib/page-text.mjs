/** Every sentence of the inspector page, by its name, as the page would say it. */

import { join } from "node:path";
import { runnerImport } from "vite";
import { ROOT, read } from "./repository.mjs";

const load = async (file) =>
  (await runnerImport(join(ROOT, "www/text", file), { logLevel: "silent" })).module;

/** `{ en, de }`, each with the sentences of one language by their names. */
export async function sentencesOfThePage() {
  const [{ en }, { de }] = await Promise.all(["en", "de"].map(wholeText));
  const found = { en: new Map(), de: new Map() };
  for (const [language, texts] of Object.entries({ en, de })) collect(found[language], texts, en, "");
  return found;
}

/** What is loaded with its panels is in no index. */
async function wholeText(language) {
  const files = ["index", "below", "decryption", "formats", "inspection", "deferred", "make", "many"].map(
    (file) => load(`${language}/${file}.ts`),
  );
  const [index, ...parts] = await Promise.all(files);
  return { [language]: Object.assign({}, index[language], ...parts) };
}

/** What the core says in English, and the page in German, for the same error. */
export async function sentencesOfTheCore() {
  const { core } = await load("de/core.ts");
  const errors = JSON.parse(read("tests/vectors/reasons.json"));
  return errors.map((error) => ({ en: error.message, de: core.errors[error.code](error) }));
}

/** German names its arguments as English does, but a name that it does not use may be missing. */
function collect(found, texts, english, path) {
  for (const [key, text] of Object.entries(texts)) {
    const name = path === "" ? key : `${path}.${key}`;
    // The core's own English is not in the page; `sentencesOfTheCore` has both.
    if (name === "core") continue;
    if (typeof text === "string") found.set(name, text);
    else if (typeof text === "function") {
      for (const args of samplesFor(english[key] ?? text)) {
        const said = [saidWith(text, args)].flat();
        for (const [index, one] of said.entries()) {
          found.set(said.length > 1 ? `${name}[${index}]` : `${name}(${args.join(", ")})`, one);
        }
      }
    } else if (typeof text === "object" && text !== null) collect(found, text, english[key] ?? {}, name);
  }
}

/** A sentence that names several things takes a list of words, which its parameter's name does not say. The words are repairs of a paste. */
function saidWith(text, args) {
  for (const list of [undefined, ...args.keys()]) {
    const given = args.map((arg, index) => (index === list ? ["line_breaks", "escapes"] : arg));
    try {
      const said = text(...given);
      if (said !== undefined) return said;
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
    }
  }
  throw new TypeError(`no sample fits ${text}`);
}

const NUMBERS =
  /^(?:count|items|letters|bytes|expected|seconds|met|all|passed|failed|skipped|added|removed|done|unproven|duplicates|at|actual|minimum|line|column)$/;

/** A sentence that counts is shown for one and for more. */
function samplesFor(text) {
  const names = /^\(?([\w, ]*)\)? =>/.exec(String(text))?.[1].split(", ") ?? [];
  const isCount = names[0] === "count" || names[0] === "letters";
  const sample = (name, number) => (NUMBERS.test(name) ? number : (SAMPLES[name] ?? "…"));
  return (isCount ? [1, 2000] : [2000]).map((number) => names.map((name) => sample(name, number)));
}

const SAMPLES = {
  alg: "ES256",
  algorithm: "ES256",
  own: "HS256",
  claim: "iss",
  curve: "P-256",
  date: "3 Dec 2018, 10:13:51",
  distance: ", 7 years ago",
  duration: "5 minutes",
  found: "2000",
  from: "curl",
  half: "public",
  kind: "api_key",
  wanted: "2000",
  zone: "Europe/Berlin",
};
