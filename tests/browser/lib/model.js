/** A module of the page without a browser, with the English words that the page would have loaded. */

import { fileURLToPath } from "node:url";
import { runnerImport } from "vite";

const WWW = fileURLToPath(new URL("../../../www/", import.meta.url));

const UNSPOKEN = "export let text: Text;";

const SPOKEN = `
import { en } from "./en";
import * as below from "./en/below";
import * as decryption from "./en/decryption";
import * as formats from "./en/formats";
import * as inspection from "./en/inspection";
import * as deferred from "./en/deferred";
import * as make from "./en/make";
import * as many from "./en/many";
export let text = { ...en, ...below, ...decryption, ...formats, ...inspection, ...deferred, ...make, ...many };
`;

const speakEnglish = {
  name: "speak-english",
  enforce: "pre",
  transform(code, id) {
    if (id !== `${WWW}text/index.ts`) return undefined;
    if (!code.includes(UNSPOKEN)) throw new Error(`${id} does not say: ${UNSPOKEN}`);
    return code.replace(UNSPOKEN, SPOKEN);
  },
};

/** @param path below `www/` */
export async function moduleOf(path) {
  const config = { logLevel: "silent", plugins: [speakEnglish] };
  return (await runnerImport(WWW + path, config)).module;
}
