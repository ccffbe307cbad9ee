// What must not be in a bundle, whichever tool made it.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { APPS, ROOT } from "./app.mjs";

/** The beginning of each inlined module: a table of byte codes, which is the same for all (xtask/src/build/inline.rs). */
const INLINED = /["'`]GCOAUFKTPMWL825H%\( /g;

// A home folder such as `/` is left out, because it is part of every path.
const PATHS = [ROOT, APPS, homedir(), "/.cargo/"].filter((path) => path.length > 2);
const escaped = (path) => path.replace(/\/$/, "").replaceAll(/[^\w]/g, "\\$&");

const FORBIDDEN = {
  "an import of a module of Node's, which browsers lack":
    /\b(?:from|import|require)\s*\(?\s*["'`](?:node:|crypto["'`])/,
  "a URL that a server would have to know": /import\.meta/,
  // Except for webpack's own code, which finds the global object of old browsers in this way.
  "code made of text, which policies forbid": /\beval\(|\bnew Function\b(?!\("return this"\))/,
  "a path of the machine it was built on": new RegExp(PATHS.map(escaped).join("|")),
};

/** Texts that are only in code for public keys and remote keys. */
const UNUSED = /createPublicKey|importKey|max-age/;

/** @param own text that the bundler itself writes */
export function assertClean(text, { own = /(?!)/g } = {}) {
  const rest = text.replaceAll(own, "");
  for (const [what, pattern] of Object.entries(FORBIDDEN)) {
    assert.equal(pattern.exec(rest)?.[0], undefined, `it holds ${what}`);
  }
}

export function assertDecodesOnly(text) {
  assert.equal(UNUSED.exec(text)?.[0], undefined, "it holds what it does not use");
}

/** The number of inlined modules. */
export const modulesIn = (text) => text.match(INLINED)?.length ?? 0;

/** The text of all scripts in a folder. */
export function scriptsIn(folder) {
  const names = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith(".js"));
  assert.ok(names.length > 0, "there is no script");
  return names.map((name) => readFileSync(join(folder, name), "utf8")).join("\n");
}
