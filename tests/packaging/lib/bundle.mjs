// What a bundle may not hold, whatever made it.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { APPS, ROOT } from "./app.mjs";

/** How each module begins: the codes of the bytes from 0 on, which are the same for all (xtask/src/build/inline.rs). */
const INLINED = /["'`]%&\*\+,\.23459;=>\?CDHIJK\( /g;

// Not a home such as `/`, which is part of every path.
const PATHS = [ROOT, APPS, homedir(), "/.cargo/"].filter((path) => path.length > 2);
const escaped = (path) => path.replace(/\/$/, "").replaceAll(/[^\w]/g, "\\$&");

const FORBIDDEN = {
  "an import of a module of Node's, which browsers lack":
    /\b(?:from|import|require)\s*\(?\s*["'`](?:node:|crypto["'`])/,
  "a URL that a server would have to know": /import\.meta/,
  // But for the way in which webpack's own code asks old browsers for their global object.
  "code made of text, which policies forbid": /\beval\(|\bnew Function\b(?!\("return this"\))/,
  "a path of the machine it was built on": new RegExp(PATHS.map(escaped).join("|")),
};

/** What only public keys and remote ones need. */
const UNUSED = /createPublicKey|importKey|max-age/;

/** @param own what the bundler itself writes, which does not come from the package */
export function assertClean(text, { own = /(?!)/g } = {}) {
  const rest = text.replaceAll(own, "");
  for (const [what, pattern] of Object.entries(FORBIDDEN)) {
    assert.equal(pattern.exec(rest)?.[0], undefined, `it holds ${what}`);
  }
}

export function assertDecodesOnly(text) {
  assert.equal(UNUSED.exec(text)?.[0], undefined, "it holds what it does not use");
}

/** How many are inlined. */
export const modulesIn = (text) => text.match(INLINED)?.length ?? 0;

/** The text of all scripts in a folder. */
export function scriptsIn(folder) {
  const names = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith(".js"));
  assert.ok(names.length > 0, "there is no script");
  return names.map((name) => readFileSync(join(folder, name), "utf8")).join("\n");
}
